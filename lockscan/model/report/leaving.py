"""What leaving costs and how long it takes, planned and stressed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from lockscan.model.estate import Floats
from lockscan.model.report.backtest import BacktestPart, BacktestRow
from lockscan.model.report.finance import Finance
from lockscan.model.report.owing import Obligation, Programme, RunCost
from lockscan.model.report.provenance import Quantiles
from lockscan.model.report.timing import Calendar, Deadline, ExitDate


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

    finance_stressed: Finance | None = None
    """The same of the exit in a hurry."""

    backtest_parts: tuple[BacktestPart, ...] = ()
    """Single parts of the model beside real moves: days of transfer, money of running on."""
