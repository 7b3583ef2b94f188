"""The sentences that every format for people tells a verdict in."""

from typing import Final

from lockscan.model.verdict import Breach, Line, Outcome, Ruling, Verdict
from lockscan.wording import words

SAID: Final = {
    Ruling.PASS: "pass",
    Ruling.FAIL: "FAIL",
    Ruling.ACCEPTED: "accepted",
    Ruling.LAPSED: "LAPSED",
    Ruling.NOT_JUDGED: "not judged",
}
_BROKEN: Final = frozenset({Ruling.FAIL, Ruling.LAPSED})


def headline(verdict: Verdict) -> str:
    broken = sum(line.ruling in _BROKEN for line in verdict.lines)
    unjudged = sum(line.ruling is Ruling.NOT_JUDGED for line in verdict.lines)
    rules = words.plural(len(verdict.lines), "rule")
    match verdict.outcome:
        case Outcome.PASS:
            accepted = sum(line.ruling is Ruling.ACCEPTED for line in verdict.lines)
            return f"yes, {rules} kept" + (f" ({accepted:,} by acceptance)" if accepted else "")
        case Outcome.FAIL:
            return f"no, {broken:,} of {rules} broken"
        case Outcome.INCOMPLETE:
            parts = [
                "" if verdict.covered else f"coverage {words.percent(verdict.coverage)}",
                f"{words.plural(unjudged, 'rule')} not judged" if unjudged else "",
                f"{broken:,} of {rules} broken" if broken else "",
            ]
            return f"incomplete, {', '.join(filter(None, parts))}"


def coverage_line(verdict: Verdict) -> str:
    gaps = f"; {words.plural(verdict.gaps, 'question')} not fully answered" if verdict.gaps else ""
    under = "" if verdict.covered else ": too little to say yes"
    return (
        f"Coverage {words.percent(verdict.coverage)}, floor {words.percent(verdict.floor)}{gaps}{under}. "
        f"Judged: {verdict.judged}, as of {words.day(verdict.as_of)}."
    )


def line_text(line: Line) -> str:
    """Give one rule in one line."""
    text = f"{line.text}: {line.measured}" + (f" ({line.limit})" if line.limit != "none" else "")
    return f"{text}; {line.note}" if line.note else text


def needs_remedy(line: Line) -> bool:
    return line.ruling in {*_BROKEN, Ruling.NOT_JUDGED}


def place(breach: Breach) -> str:
    return f"{breach.location}:{breach.line}" if breach.line else breach.location


def title(breach: Breach) -> str:
    return breach.address or breach.name
