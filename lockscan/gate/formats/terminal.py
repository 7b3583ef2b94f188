"""For a person at a terminal: the verdict, then a line a rule with the way out of what is broken."""

import textwrap
from collections.abc import Iterator
from typing import Final

from lockscan.gate.formats import _telling as telling
from lockscan.gate.formats.interface import Format
from lockscan.model.verdict import Breach, Verdict
from lockscan.wording.clean import clean, shorten

_SHOWN: Final = 10
_WIDTH: Final = 80
_MARGIN: Final = 12


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
                yield f"{'':{_MARGIN}}and {len(line.breaches) - _SHOWN:,} more; --format json lists all"
        if telling.needs_remedy(line):
            yield from _wrapped(f"to mend it: {clean(line.remedy)}")
    for entry in verdict.unused:
        yield f"    unused  {entry}: nothing needs it any more, take it out"


def _breach(breach: Breach) -> str:
    where = f" at {telling.place(breach)}" if breach.location else ""
    accepted = f"; {breach.accepted}" if breach.accepted else ""
    told = f"{telling.SAID[breach.ruling]} {shorten(telling.title(breach), 60)} ({breach.type}): {breach.why}"
    return f"{'':{_MARGIN}}{told}{where}{accepted}"


def _wrapped(remedy: str) -> list[str]:
    """Fold what is read, at spaces only; a rule and a breach stay one line each, to be searched for."""
    margin = " " * _MARGIN
    return textwrap.wrap(
        remedy, _WIDTH, initial_indent=margin, subsequent_indent=margin, break_long_words=False, break_on_hyphens=False
    )


FORMAT: Final[Format] = _Terminal()
