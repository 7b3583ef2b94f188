"""What a reader can decide and do: by application, by hedge, by finding, by date."""

from dataclasses import dataclass
from datetime import date

from lockscan.model.report.provenance import Quantiles


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    name: str
    resources: int
    portability: float
    low: float
    high: float
    exit_cost: Quantiles
    value: float
    """What the managed services save a year, in the report's currency, P50."""

    monthly_cost: float | None
    """None: not known; never 0 for that."""

    recommendation: str
    """`keep`, `keep and write down`, `hedge` or `move`."""

    reason: str
    break_even: float | None
    """Yearly chance of having to leave above which staying no longer pays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hedge:
    """A step that makes a later exit cheaper."""

    id: str
    action: str
    saves: Quantiles
    """Exit cost saved (planned)."""

    costs: Quantiles
    applies_to: int
    applications: tuple[str, ...]
    side_effects: str
    examples: tuple[str, ...] = ()
    break_even: float | None = None
    """Yearly chance of having to leave above which it pays: its cost a year over the exit cost it saves."""

    adds: float | None = None
    """What it saves at P50 beyond the steps ranked above it; None for those that were not weighed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something a person should act on."""

    id: str
    rule: str
    severity: str
    resource: str
    origin: str
    message: str
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateToAct:
    """A day on which something ends, or after which it can no longer be chosen."""

    when: date
    kind: str
    """`notice` (last day to give it), `end`, `extension` (the end if extended) or `retirement`."""

    who: str
    """The supplier, or the service that retires."""

    what: str
    passed: bool = False
    """The day is over, yet what it decided is still to come."""
