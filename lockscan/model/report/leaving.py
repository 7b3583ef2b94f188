"""What leaving costs and how long it takes, planned and stressed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from lockscan.model.estate import Floats
from lockscan.model.report.provenance import Quantiles


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
