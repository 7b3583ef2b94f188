"""What leaving costs and how long it takes, planned and stressed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from lockscan.model.estate import Floats
from lockscan.model.report.finance import Finance
from lockscan.model.report.provenance import Quantiles, Source
from lockscan.model.report.timing import Deadline, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One part of the exit cost: its own range, and its contribution to the total's quantiles."""

    id: str
    label: str
    range: Quantiles
    contribution: Quantiles
    """Mean of this part over the draws in a band round each quantile of the total: contributions sum to the total's."""

    formula: str
    """In words, with the parameters' ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """How long, in days from the decision."""

    days: Quantiles
    waves: int
    critical: tuple[tuple[str, float], ...]
    """Steps on the critical path with their days at P50."""

    within: tuple[tuple[int, float], ...] = ()
    """Days, and the chance of being out by then."""

    stages: tuple[Stage, ...] = ()
    """The Gantt, in order; with many waves a stage stands for several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """What makes the range wide."""

    id: str
    """A parameter's id, or what else is drawn."""

    meaning: str
    correlation: float
    """Spearman's rank correlation with the total, -1 to 1."""

    share: float
    """Its square's part of all squares; the drivers not shown have the rest."""

    narrows: float = 0.0
    """Part of the range (P90 - P10) that is expected to go once this is known, whatever it turns out to be."""

    measure: str = ""
    """How to learn it; empty where only the future tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CostShare:
    """What a part of the estate costs, in all and by component."""

    name: str
    """An application, a provider or a move group; empty for what belongs to no single one."""

    range: Quantiles
    components: Mapping[str, Quantiles] = field(default_factory=dict)
    """Component id -> its contribution; they sum to the range."""

    resources: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitCase:
    """One scenario of leaving: `planned` or `stressed`."""

    id: str
    total: Quantiles
    components: tuple[Component, ...]
    calendar: Calendar
    person_days: Quantiles
    team: float = 0.0
    """People on the move: the scenario's, or as many as the work asks for."""

    drivers: tuple[Driver, ...] = ()
    """The strongest first."""

    by_application: tuple[CostShare, ...] = ()
    """The dearest first; what belongs to none stands under the empty name."""

    by_supplier: tuple[CostShare, ...] = ()
    by_group: tuple[CostShare, ...] = ()
    """Move groups of more than one resource, the dearest ones; named after one of theirs."""

    deadline: Deadline | None = None
    """Whether the scenario's days are enough; told of the stressed exit."""

    draws: Floats = field(default_factory=lambda: np.zeros(0), repr=False, compare=False)
    """The total in every draw: what a comparison takes the difference of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """Something that widens the range, and how to learn it."""

    what: str
    count: int
    effect: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One contract or reservation, as it stands on the day of the planned exit."""

    name: str
    supplier: str
    kind: str
    """`contract`, or `reservation` for what the provider itself lists: reservations and savings plans."""

    ends: date | None
    owed: Quantiles | None
    """Still to be paid, in the report's currency; None where the amount is not known."""

    sunk: float = 0.0
    """Paid ahead for time after the exit, at P50: gone, and not owed again, so in no total."""

    programme: str = ""
    """Id of the resale or refund programme that was counted; empty where none allows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """Under what conditions a provider lets data out free, or takes a commitment back. Not legal advice."""

    id: str
    provider: str
    """`*`: a law that binds every provider."""

    kind: str
    """`egress` or `commitment`."""

    conditions: tuple[str, ...]
    window_days: int
    since: date | None
    until: date | None
    chance: float
    source: Source
    applies: str
    """What it comes to in this scenario, in a sentence."""

    without: Quantiles | None = None
    """Data transfer out of the provider at list price; None where there is nothing to price."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCost:
    """What the target costs to run against what is paid now, for the part of the spend that could be priced."""

    target: str
    priced: float
    """Present spend a month on what could be priced at the target."""

    share: float
    """Its part of all known spend; the rest is not known there and in none of these figures."""

    monthly: Quantiles
    """Cost a month of the same at the target."""

    saving: Quantiles
    """A month; below zero where the target is dearer."""

    payback: Quantiles | None
    """Months until the saving has paid for the exit; None where it does not in most draws."""

    repaid: float
    """Chance that it is paid back within three years."""

    three_years: Quantiles
    """Exit cost less three years' saving."""

    suppliers: tuple[str, ...]
    """Whose prices were used."""

    unpriced: tuple[str, ...]
    """Capabilities no price is known for there, or whose size is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BacktestRow:
    """One real move beside what the model says of it."""

    name: str
    person_days: Quantiles
    known: str
    """What is published of it, in a few words."""

    actual_days: float | None
    """Person-days it took; None for most, which publish none."""

    informed: bool
    """It helped to set the parameters, so it proves nothing about them."""

    leaves: bool
    """It left a cloud; the others are migrations of another sort."""

    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitDate:
    """The planned cost if the exit completes on that day."""

    when: date
    cost: Quantiles
    chance: float
    """Of being out by then, beginning on the assessment's day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BacktestPart:
    """One part of the model beside what a real move tells of it."""

    name: str
    what: str
    """With its unit."""

    modelled: Quantiles
    actual: float
    informed: bool
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitCost:
    currency: str
    planned: ExitCase
    stressed: ExitCase
    unknowns: tuple[Unknown, ...]
    cheapest_exit: tuple[tuple[date, float], ...] = ()
    """P50 of the planned total when the exit completes in that month, over 36 months."""

    by_application: Mapping[str, Quantiles] = field(default_factory=dict)
    """Planned cost by application; the estate-wide fixed part stands under the empty name."""

    commitments: tuple[Obligation, ...] = ()
    """In the order in which they end."""

    programmes: tuple[Programme, ...] = ()
    run_cost: RunCost | None = None
    """None: no spend is known, or the target has no known price."""

    backtest: tuple[BacktestRow, ...] = ()
    """The model beside real moves: generated, and the same for every estate."""

    exit_dates: tuple[ExitDate, ...] = ()
    finance: Finance | None = None
    """The planned exit in finance's own language."""

    backtest_parts: tuple[BacktestPart, ...] = ()
    """Single parts of the model beside real moves: days of transfer, money of running on."""
