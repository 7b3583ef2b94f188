"""How each figure was worked out: its formula, the inputs it used, and where they come from."""

from collections.abc import Iterator
from dataclasses import replace

from lockscan.model.report import Report
from lockscan.reporters._inputs import inputs_of
from lockscan.reporters.html.leaving_notes import Note, leaving_notes

_FIXED = (
    Note(
        "portability",
        "Portability score",
        "100 x weighted geometric mean of five facets: interface, data, runtime, operations, commercial terms",
        "Each facet lies between 0.02 and 1, so a strong one cannot buy off a weak one. The estate's score is the mean "
        "over everything that is more than a setting. What is not known is scored at both ends: that is the range.",
    ),
    Note(
        "chains",
        "What holds a resource",
        "the largest, over everything it depends on, of that thing's own lock-in x the couplings on the way",
        "A portable server that cannot work without a proprietary queue is held by the queue. Own lock-in is "
        "1 - portability / 100; how strongly each kind of dependency passes it on is published with the rules.",
    ),
)
_REST = (
    Note(
        "value",
        "What managed services save, and break-even",
        "yearly saving = what each capability saves, after learning-slope, x day rate; "
        "break-even = yearly saving / exit cost",
        "The yearly saving is the work one would otherwise do oneself. While the yearly chance of having to leave is "
        "below break-even, staying pays: write down why. Above it, a hedge or a move does.",
    ),
    Note(
        "suppliers",
        "Effective suppliers and concentration",
        "concentration (HHI) = sum of squared percentage shares; effective suppliers = 10,000 / HHI",
        "Two suppliers at 95 and 5 per cent are as good as 1.1. Any real estate counts as concentrated by the "
        "yardsticks merger authorities use: watch the trend, there is no pass mark.",
    ),
    Note(
        "buying",
        "Small suppliers and frameworks",
        "contract value a year, and payments, by what the register says of who is paid",
        "A reseller's size is its own, not that of whom it resells. Where neither the register nor our rules say it, "
        "it is not known, and not taken for large.",
    ),
    Note(
        "survival",
        "What still stands when a supplier is gone",
        "share of applications (and of spend) that no hard dependency connects to what is lost",
        "A dependency is hard when the thing does not work without the other.",
    ),
    Note(
        "spend",
        "What is paid",
        "effective cost of all charges over the months billed, provider by provider; matched + by service = total",
        "Effective cost spreads what was paid ahead over the time it serves; billed cost is what the invoice says. "
        "Credits are netted. A charge belongs to a resource by its ARN, ARM id or bare id, and only if exactly one "
        "goes by it. Without a bill, spend is unknown, not nought.",
        given="the bills",
    ),
    Note(
        "supplier-spend",
        "How much of all spend this scan covers",
        "paid to suppliers of the clouds that were scanned / paid to everybody",
        "Resellers count for whom they resell, by the contract register; names are compared without legal forms. "
        "Refunds are netted within a supplier first.",
        given="the published lists of payments, and the contract register",
    ),
    Note(
        "hedges",
        "Steps that make a later exit cheaper",
        "saving = exit cost without the step - exit cost with it; "
        "cost = setting it up + decision-horizon x a year's upkeep",
        "Both sides are simulated with the same random numbers, so the saving is the step's and not chance's. The page "
        "puts first what saves most net of its cost. The JSON ranks by what each step adds per pound to those before "
        "it; one that adds less there than it costs is not advised.",
    ),
    Note(
        "coverage",
        "How much was read",
        "(read + read and found empty) / (asked - not offered there)",
        "A question that failed is never counted as an empty answer.",
    ),
)

_DATES = Note(
    "dates",
    "Dates to act on",
    "end of a contract - its notice; days on which providers end a service",
    "A day that has passed is told too: what it decided is still to come.",
    given="the contract register; announced ends stand in the rules, with their sources",
)


def notes(report: Report) -> tuple[Note, ...]:
    """Give every note in the order its figures appear on the page."""
    dates = (_DATES,) if report.dates else ()
    told = (*_FIXED, *_of_costs(report), *leaving_notes(report.exit_cost), *_REST, *dates)
    whole = " + ".join(part.formula for part in report.exit_cost.planned.components)
    return tuple(
        replace(note, inputs=tuple(inputs_of(whole if note.whole else note.formula, report.parameters)))
        for note in told
    )


def _of_costs(report: Report) -> Iterator[Note]:
    parts = report.exit_cost.planned.components
    yield Note(
        "exit-cost",
        "Exit cost",
        " + ".join(part.label.lower() for part in parts) or "the sum of its components",
        f"Simulated {report.scenario.draws:,} times with the same random numbers on every run. Each range is P10 to "
        "P90: 8 in 10 outcomes lie inside, 1 in 10 below, 1 in 10 above. The figure shown is P50: as likely to be more "
        "as less. Contributions add up to the total; ranges of parts do not.",
        whole=True,
    )
    for part in parts:
        yield Note(f"cost-{part.id}", part.label, part.formula, "")
