"""For a person at a terminal: the verdict, then a line a rule with the way out of what is broken."""

from collections.abc import Iterator
from typing import Final

from lockscan.gate.formats import _telling as telling
from lockscan.gate.formats.interface import Format
from lockscan.model.verdict import Breach, Verdict
from lockscan.wording.clean import clean, shorten

_SHOWN: Final = 10


class _Terminal:
    suffix = ".txt"

    def render(self, verdict: Verdict) -> bytes:
        return ("\n".join(map(clean, _told(verdict))) + "\n").encode("utf-8", "replace")


def _told(verdict: Verdict) -> Iterator[str]:
    yield f"lockscan gate: {telling.headline(verdict)}"
    yield telling.coverage_line(verdict)
    for line in verdict.lines:
        yield f"{telling.SAID[line.ruling]:>10}  {telling.line_text(line)}"
        if len(line.breaches) > 1 or any(breach.accepted for breach in line.breaches):
            yield from map(_breach, line.breaches[:_SHOWN])
            if len(line.breaches) > _SHOWN:
                yield f"{'':12}and {len(line.breaches) - _SHOWN:,} more; --format json lists all"
        if telling.needs_remedy(line):
            yield f"{'':12}to mend it: {line.remedy}"
    for entry in verdict.unused:
        yield f"    unused  {entry}: nothing needs it any more, take it out"


def _breach(breach: Breach) -> str:
    where = f" at {telling.place(breach)}" if breach.location else ""
    accepted = f"; {breach.accepted}" if breach.accepted else ""
    told = f"{telling.SAID[breach.ruling]} {shorten(telling.title(breach), 60)} ({breach.type}): {breach.why}"
    return f"{'':12}{told}{where}{accepted}"


FORMAT: Final[Format] = _Terminal()
