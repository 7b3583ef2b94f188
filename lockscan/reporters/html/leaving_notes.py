"""How each figure of leaving was worked out: time, deadline, dates, finance, promises."""

from collections.abc import Iterator
from dataclasses import dataclass

from lockscan.model.report import ExitCost, ParameterUsed


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered entry of the method; a figure leads here, its inputs' rows hold the sources."""

    id: str
    title: str
    formula: str
    text: str
    inputs: tuple[ParameterUsed, ...] = ()
    given: str = ""
    """What it takes from the reader's own papers."""

    whole: bool = False
    """Its inputs are those of every component."""


_CALENDAR = Note(
    "calendar",
    "How long it would take",
    "(preparation-days + sum over waves of the longer of work and transfer) x governance-factor; in a hurry: "
    "(stressed-preparation-days + the same) x stressed-governance-factor. Work: person-days / (team x "
    "team-availability x working-days / 365); transfer: GB x 8 / (link-gbps x (all GB / link-reference-gb)^"
    "link-size-exponent), after archive-restore-days where archived",
    "A wave holds what may move once the waves before it have: nothing moves before what it cannot work without. The "
    "factor is for public bodies. A contract's end is a cost or a chosen date, never a wait when leaving in a hurry; "
    "notice is waited for only where there is time.",
)
_DATES = Note(
    "exit-dates",
    "The cheapest date",
    "exit cost with commitments and data transfer as they stand at each month's end; chance: outcomes that take no "
    "longer, with preparation-days, team-availability and governance-factor",
    "Whatever does not hang on the day costs the same in every month. A date is named only if it can be met in more "
    "than half of all outcomes.",
)
_DRIVERS = Note(
    "drivers",
    "What makes the range wide",
    "rank correlation of each input with the total over all outcomes; its square's share of all squares",
    "Inputs are drawn apart, so their shares may be compared. What is weaker than chance is not shown.",
)
_PLACES = Note(
    "places",
    "Cost by supplier, application, move group and resource",
    "each application's cost in each outcome, shared by the middle estimates of its resources",
    "The parts add up to the total. What no single application causes stands apart. A move group is what must move "
    "together, because each of its resources needs the others.",
    whole=True,
)
_FINANCE = (
    Note(
        "finance",
        "Profile by financial year, and discounting",
        "each component spread over its days: work throughout; data and parallel running from the first move; what is "
        "owed and closing down on the last day. Discounted: year's cost / (1 + discount-rate)^year; the first is not",
        "In prices of the assessment's day: nothing is added for inflation. The years add up at each quantile: at "
        "P90 stands what a year bears in exits as dear as that, which early years need not feel.",
    ),
    Note(
        "capital",
        "Capital and revenue",
        "capital = labour (and a target platform) x capital-share; revenue = all else",
        "What may be capital is for your auditors; the share is a range until they say.",
    ),
    Note(
        "bias",
        "Optimism bias",
        "bias = labour - labour / overrun; published, for comparison: optimism-bias-lower to optimism-bias-upper",
        "The overrun comes from what IT programmes really cost against their plan. That is what optimism bias "
        "corrects, so the published uplift is not added to it.",
    ),
    Note(
        "vat",
        "VAT",
        "vat-rate x everything bought; the work of one's own staff bears none",
        "Whether a body recovers VAT depends on what it is and what it buys: say `vat-recoverable` in the scenario.",
    ),
)
_PROMISED = Note(
    "commitments",
    "What is promised",
    "owed = committed spend for the time after the exit; a resale or refund programme takes off what it allows",
    "What was paid ahead is gone whether one stays or leaves: it is shown, and in no total.",
    given="the contract register, and what the provider lists as reserved",
)
_TARGET = Note(
    "run-cost",
    "What the target costs to run",
    "target's price / present spend, for what could be priced at the target",
    "What could not be priced there is in none of these figures: it is not known, not free.",
    given="the bills; list prices stand under Sources",
)
_BACKTEST = Note(
    "backtest",
    "The model beside real moves",
    "person-days of the model for the published size of each move",
    "Most published moves give no person-days. Those that helped to set the inputs prove nothing about them. There is "
    "no pass mark: it shows how wide the ranges are and where they fall.",
)


_GIVEN = {
    "applications": "which resource belongs to which application, as the scan or your mapping says",
    "notice": "the contract register",
    "commitments": "the contract register",
    "run-off": "the bills",
}


def leaving_notes(cost: ExitCost) -> Iterator[Note]:
    """Give the notes whose figures stand on the page."""
    yield _CALENDAR
    yield from _of_deadline(cost)
    yield from (note for note, told in _optional(cost) if told)


def _optional(cost: ExitCost) -> Iterator[tuple[Note, bool]]:
    yield _DATES, bool(cost.exit_dates)
    yield _DRIVERS, bool(cost.planned.drivers)
    yield _PLACES, bool(cost.planned.components)
    yield from ((note, cost.finance is not None) for note in _FINANCE)
    yield _PROMISED, bool(cost.commitments or cost.programmes)
    yield _TARGET, cost.run_cost is not None
    yield _BACKTEST, bool(cost.backtest)


def _of_deadline(cost: ExitCost) -> Iterator[Note]:
    deadline = cost.stressed.deadline
    if deadline is None:
        return
    yield Note(
        "deadline",
        f"Out in {deadline.days} days",
        "share of all outcomes in which the last wave ends by then, with stressed-preparation-days, link-gbps, "
        "team-availability and stressed-governance-factor",
        "An application is out when the wave of its last resource has ended. What is lost is told for service ending "
        "on that day.",
    )
    for loss in deadline.losses:
        yield Note(f"loss-{loss.id}", loss.label, loss.formula, "", given=_GIVEN.get(loss.id, ""))
