"""For a pull request: one headline, a line a rule, details folded, and what was read."""

from collections.abc import Iterator
from typing import Final

from lockscan.gate.formats import _telling as telling
from lockscan.gate.formats.interface import Format
from lockscan.model.verdict import Line, Outcome, Ruling, Verdict
from lockscan.wording.markdown import code, details, plain, table

MARKER: Final = "<!-- lockscan gate -->"
"""By which a later run finds its own comment and brings it up to date."""

_SIGNS: Final = {Outcome.PASS: "✅", Outcome.FAIL: "❌", Outcome.INCOMPLETE: "⚠️"}
_RULINGS: Final = {
    Ruling.PASS: "✅ pass",
    Ruling.FAIL: "❌ fail",
    Ruling.ACCEPTED: "☑️ accepted",
    Ruling.LAPSED: "❌ lapsed",
    Ruling.NOT_JUDGED: "⚠️ not judged",
}


class _Markdown:
    suffix = ".md"

    def render(self, verdict: Verdict) -> bytes:
        return ("\n\n".join([MARKER, *_told(verdict)]) + "\n").encode("utf-8", "replace")


def _told(verdict: Verdict) -> Iterator[str]:
    yield f"### {_SIGNS[verdict.outcome]} lockscan: {plain(telling.headline(verdict))}"
    yield table(("Rule", "Verdict", "Measured", "Limit", "How to mend it"), map(_row, verdict.lines))
    breaches = [(line, breach) for line in verdict.lines for breach in line.breaches]
    rows = [
        (
            code(telling.title(breach)),
            code(breach.type),
            code(breach.application),
            plain(breach.why),
            code(telling.place(breach)),
            plain(breach.accepted),
        )
        for _, breach in breaches
    ]
    headers = ("Resource", "Type", "Application", "Why", "Where", "Accepted")
    yield from details("Resources that break a rule", headers, rows, rest="`--format json`")
    unused = [(plain(entry),) for entry in verdict.unused]
    yield from details("Accepted entries that nothing needs any more", ("Entry",), unused, rest="`--format json`")
    yield plain(telling.coverage_line(verdict))


def _row(line: Line) -> tuple[str, ...]:
    remedy = plain(line.remedy) if telling.needs_remedy(line) else ""
    measured = plain(line.measured) + (f" ({plain(line.note)})" if line.note else "")
    return plain(line.text), _RULINGS[line.ruling], measured, plain(line.limit), remedy


FORMAT: Final[Format] = _Markdown()
