"""For a pull request: one headline, and everything else folded away."""

from collections.abc import Iterator, Sequence
from typing import Final

from lockscan.comparison.formats import _telling as telling
from lockscan.comparison.formats.interface import Format
from lockscan.model.difference import ApplicationChange, Difference, ResourceChange
from lockscan.wording import words
from lockscan.wording.markdown import code, details, plain, table

MARKER: Final = "<!-- lockscan difference -->"
"""By which a later run finds its own comment and brings it up to date."""

_REST: Final = "`--format json`"


class _Markdown:
    suffix = ".md"

    def render(self, difference: Difference) -> bytes:
        told = _nothing(difference) if difference.empty else _told(difference)
        return ("\n\n".join([MARKER, *told]) + "\n").encode("utf-8", "replace")


def _nothing(difference: Difference) -> Iterator[str]:
    yield f"### lockscan: {plain(telling.nothing(difference))}"
    yield from map(plain, telling.notes(difference))


def _told(difference: Difference) -> Iterator[str]:
    currency = difference.currency
    yield f"### lockscan: {plain(telling.headline(difference))}"
    yield from map(plain, telling.notes(difference))
    rows = [
        ("Portability", plain(telling.score_change(difference.score))),
        ("Leaving, planned", telling.cost_change(difference.planned, currency)),
        ("Leaving, in a hurry", telling.cost_change(difference.stressed, currency)),
    ]
    yield table(("What", "Change"), rows)
    yield from _resources("New", difference.added)
    yield from _resources("Gone", difference.removed)
    yield from _resources("Changed", difference.changed)
    yield from details(
        "Short-lived resources",
        ("Type", "Application", "Before", "After"),
        [(code(c.type), code(c.application), f"{c.before:,}", f"{c.after:,}") for c in difference.short_lived],
        rest=_REST,
    )
    yield from details(
        "Applications that moved",
        ("Application", "Portability", "Cost to leave"),
        [_application(change, currency) for change in difference.applications],
        rest=_REST,
    )


def _resources(title: str, changes: Sequence[ResourceChange]) -> Iterator[str]:
    rows = [
        (
            code(change.address or change.name),
            code(change.type),
            code(change.application),
            plain(telling.interval(change)),
            plain(telling.fields_line(change)),
        )
        for change in changes
    ]
    yield from details(title, ("Resource", "Type", "Application", "Portability", "What changed"), rows, rest=_REST)


def _application(change: ApplicationChange, currency: str) -> tuple[str, str, str]:
    if change.portability_after is None:
        return code(change.name), "gone", f"{words.money(change.cost_before, currency)} until now"
    if change.portability_before is None:
        score = f"new: {telling.score_now(change.portability_after)}"
        return code(change.name), score, words.money(change.cost_after, currency)
    score = telling.score_change((change.portability_before, change.portability_after))
    return code(change.name), plain(score), telling.cost_moved(change.cost_before, change.cost_after, currency)


FORMAT: Final[Format] = _Markdown()
