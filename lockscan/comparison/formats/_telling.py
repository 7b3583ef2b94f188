"""The sentences that every format for people tells a difference in."""

from collections.abc import Iterator
from typing import Final

from lockscan.model.difference import CostChange, Difference, ResourceChange, Side
from lockscan.wording import words

_STILL: Final = 0.5
"""A change of portability below half a point is none that anybody could tell."""


def nothing(difference: Difference) -> str:
    """Give the one line for no change."""
    count = words.plural(difference.after.resources, "resource")
    return f"Nothing changed{_since(difference.before)}: {count} as before."


def headline(difference: Difference) -> str:
    parts = [
        f"{len(found):,} {what}"
        for found, what in (
            (difference.added, "new"),
            (difference.removed, "gone"),
            (difference.changed, "changed"),
        )
        if found
    ]
    counted = ", ".join(parts) or "only short-lived resources differ"
    return f"{counted}; portability {score_change(difference.score)}; {planned_line(difference)}"


def score_change(score: tuple[float | None, float | None]) -> str:
    """Give both scores and the points between them."""
    before, after = score
    if before is None or after is None:
        return "from " + " to ".join(words.NOT_KNOWN if one is None else words.score(one) for one in score)
    points = after - before
    if abs(points) < _STILL:
        return f"{words.score(after)} of 100 as before"
    return f"from {words.score(before)} to {words.score(after)} of 100 ({points:+.0f})"


def planned_line(difference: Difference) -> str:
    return f"leaving costs {cost_change(difference.planned, difference.currency)}"


def cost_change(change: CostChange, currency: str) -> str:
    """Give the difference with its own range: what both sides share has cancelled in it."""
    middle = change.difference
    if abs(middle.p10) < 1 and abs(middle.p90) < 1:
        return f"{words.money(change.after.p50, currency)} as before"
    span = f"{_signed(middle.p10, currency)} to {_signed(middle.p90, currency)}"
    return f"{_signed(middle.p50, currency)} ({span}), now {words.money(change.after.p50, currency)}"


def cost_moved(before: float, after: float, currency: str) -> str:
    """Give both middles; what nobody could tell apart stands as it was."""
    old, new = words.money(before, currency), words.money(after, currency)
    return f"{new} as before" if old == new else f"from {old} to {new}"


def score_now(portability: float | None) -> str:
    return words.NOT_KNOWN if portability is None else words.score(portability)


def resource_line(change: ResourceChange) -> str:
    """Give where a resource stands; its own name comes before this."""
    score = "" if change.portability is None else f", portability {interval(change)}"
    return f"{change.type}, {words.within(change.capability) or 'of unknown use'}{score}"


def interval(change: ResourceChange) -> str:
    """Give own portability, with its pessimistic end where that is not the same."""
    if change.portability is None:
        return ""
    if change.low is None or words.score(change.low) == words.score(change.portability):
        return words.score(change.portability)
    return f"{words.score(change.portability)}, at worst {words.score(change.low)}"


def fields_line(change: ResourceChange) -> str:
    return ", ".join(_field(*field) for field in change.fields)


def _field(name: str, before: str, after: str) -> str:
    if not before:
        return f"now {name} {after}"
    return f"{words.kind(name)} {before} to {after}" if after else f"no longer {name} {before}"


def place(change: ResourceChange) -> str:
    """Give where it was seen, as an editor jumps to it."""
    return f"{change.origin}:{change.line}" if change.line else change.origin


def notes(difference: Difference) -> Iterator[str]:
    """Give what the figures must not be read without."""
    then = difference.then
    if then is not None and difference.rules_changed:
        ours = difference.score[0]
        by_rules = "" if ours is None else f"; of these points {ours - then.portability:+.1f} are the rules' alone"
        yield (
            f"The report of {words.day(then.as_of)} was made by other rules (version {then.rules_version}): it said "
            f"{words.score(then.portability)} of 100{by_rules}. Everything here compares both sides by today's rules."
        )
    if difference.not_collected:
        facts = ", ".join(words.kind(fact) for fact in difference.not_collected)
        yield f"Not collected then, so no change is told of: {facts}."
    old, new = difference.coverage
    if old != new:
        yield f"Coverage was {words.percent(old)} and is {words.percent(new)}: some of this may be what was not read."


def _since(side: Side) -> str:
    return f" since {words.day(side.collected)}" if side.collected else ""


def _signed(amount: float, currency: str) -> str:
    text = words.money(amount, currency)
    return f"+{text}" if amount > 0 else text
