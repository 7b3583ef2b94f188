"""When leaving happens: what moves in which wave, and what a deadline that comes too early costs."""

from dataclasses import dataclass
from datetime import date

from lockscan.model.report.provenance import Quantiles


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One bar of the Gantt, in days from the decision; approvals are part of every bar."""

    name: str
    """`Preparation`, `Wave 1`, or several waves told as one."""

    start: Quantiles
    end: Quantiles
    waves: tuple[int, int] | None = None
    """First and last wave it stands for, 0 first; None: nothing moves in it."""

    resources: int = 0
    move_groups: int = 0
    applications: tuple[str, ...] = ()
    """Applications with something in it, those with most first."""

    size_gb: float = 0.0
    """Known bytes that leave in it, in GB."""


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
class ExitDate:
    """The planned cost if the exit completes on that day."""

    when: date
    cost: Quantiles
    chance: float
    """Of being out by then, beginning on the assessment's day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """When the last thing of an application is out."""

    application: str
    wave: int
    """The wave of its last thing, 0 first."""

    days: Quantiles
    chance: float
    """Of being out by the deadline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What a deadline that comes before the exit takes."""

    id: str
    label: str
    unit: str
    """`money` (the report's currency), `GB`, `days` or `applications`."""

    amount: Quantiles
    formula: str
    """In words, with the parameters' ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Whether we can be out in so many days, and what is lost if not."""

    days: int
    chance: float
    departures: tuple[Departure, ...]
    """The earliest out first."""

    losses: tuple[Loss, ...]
    """What is not known is absent, never nought."""
