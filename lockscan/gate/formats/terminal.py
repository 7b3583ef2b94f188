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
        lines = [line for told in _told(verdict) for line in _wrapped(clean(told))]
        return ("\n".join(lines) + "\n").encode("utf-8", "replace")


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
            yield f"{'':{_MARGIN}}to mend it: {line.remedy}"
    for entry in verdict.unused:
        yield f"    unused  {entry}: nothing needs it any more, take it out"


def _breach(breach: Breach) -> str:
    where = f" at {telling.place(breach)}" if breach.location else ""
    accepted = f"; {breach.accepted}" if breach.accepted else ""
    told = f"{telling.SAID[breach.ruling]} {shorten(telling.title(breach), 60)} ({breach.type}): {breach.why}"
    return f"{'':{_MARGIN}}{told}{where}{accepted}"


def _wrapped(line: str) -> list[str]:
    """Fold at spaces only, so that a place can still be followed."""
    then = " " * (_MARGIN if line.startswith(" ") else 0)
    return textwrap.wrap(line, _WIDTH, subsequent_indent=then, break_long_words=False, break_on_hyphens=False)


FORMAT: Final[Format] = _Terminal()
