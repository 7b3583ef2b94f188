"""For a person at a terminal: what moved first, then each thing on a line."""

from collections.abc import Iterator, Sequence
from typing import Final

from lockscan.comparison.formats import _telling as telling
from lockscan.comparison.formats.interface import Format
from lockscan.model.difference import Difference, ResourceChange
from lockscan.wording import words
from lockscan.wording.clean import clean, folded, shorten

_SHOWN: Final = 25
_NAME: Final = 60


class _Terminal:
    suffix = ".txt"

    def render(self, difference: Difference) -> bytes:
        lines = _told(difference) if not difference.empty else [telling.nothing(difference), *_notes(difference)]
        return ("\n".join("\n".join(map(folded, line.split("\n"))) for line in lines) + "\n").encode("utf-8", "replace")


def _told(difference: Difference) -> Iterator[str]:
    currency = difference.currency
    yield f"Portability: {telling.score_change(difference.score)}"
    yield f"Leaving, planned: {telling.cost_change(difference.planned, currency)}"
    yield f"Leaving, in a hurry: {telling.cost_change(difference.stressed, currency)}"
    yield from _notes(difference)
    yield from _listed("New", difference.added)
    yield from _listed("Gone", difference.removed)
    yield from _listed("Changed", difference.changed)
    if difference.short_lived:
        yield f"\nShort-lived ({len(difference.short_lived):,} counts)"
        for count in difference.short_lived[:_SHOWN]:
            yield f"  {clean(count.type)} in {clean(count.application)}: {count.before:,} to {count.after:,}"
    yield from _applications(difference)


def _notes(difference: Difference) -> Iterator[str]:
    yield from map(clean, telling.notes(difference))


def _listed(title: str, changes: Sequence[ResourceChange]) -> Iterator[str]:
    if not changes:
        return
    yield f"\n{title} ({len(changes):,})"
    for change in changes[:_SHOWN]:
        told = telling.fields_line(change) or telling.resource_line(change)
        yield f"  {shorten(change.address or change.name, _NAME)} [{shorten(change.application, 30)}]: {clean(told)}"
        if change.line:
            yield f"      {clean(telling.place(change))}"
    if len(changes) > _SHOWN:
        yield f"  and {len(changes) - _SHOWN:,} more; --format json lists all"


def _applications(difference: Difference) -> Iterator[str]:
    if difference.applications:
        yield f"\nApplications that moved ({len(difference.applications):,})"
    for change in difference.applications[:_SHOWN]:
        if change.portability_before is None:
            costs = words.money(change.cost_after, difference.currency)
            told = f"new, portability {telling.score_now(change.portability_after)}; leaving costs {costs}"
        elif change.portability_after is None:
            told = f"gone; leaving it would have cost {words.money(change.cost_before, difference.currency)}"
        else:
            score = telling.score_change((change.portability_before, change.portability_after))
            costs = telling.cost_moved(change.cost_before, change.cost_after, difference.currency)
            told = f"portability {score}; leaving costs {costs}"
        yield f"  {shorten(change.name, _NAME)}: {told}"


FORMAT: Final[Format] = _Terminal()
