"""What is asked of an assessment: the day, the target, the team, the overrides."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

DRAWS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A split lognormal by its quantiles; p10 <= p50 <= p90, all above zero unless all are equal."""

    p10: float
    p50: float
    p90: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Inputs of one assessment; printed in every report."""

    as_of: date
    target: str = "any"
    """`any`, a supplier's id, `uk-eu`, or `self-hosted`: for every capability that `targets` does not name."""

    targets: Mapping[str, str] = field(default_factory=dict)
    """Capability -> target, as in `target`, where a mix is planned."""

    decided: date | None = None
    """Day of the decision, from which the calendar counts; None: the assessment's."""

    exit_by: date | None = None
    """Day on which a planned exit should be complete: not sooner, later only if it takes longer."""

    currency: str = "GBP"
    team: float | None = None
    """People available for the move; None: as many as finish the work within `team-work-years` at the median."""

    rate: str = "blend"
    """Which day rate of `rules/parameters.yaml`: `in-house`, `contractor` or `blend`; `mix` where several."""

    rates: Mapping[str, float] = field(default_factory=dict)
    """Day rate -> its share of the work, where several are paid; shares sum to 1."""

    schema_units: Mapping[str, float] = field(default_factory=dict)
    """Database's id or name -> Ora2Pg's units of converting its schema, where someone has measured them."""

    waiver: bool | None = None
    """Whether the provider's exit waiver is granted; None: not known, drawn with its published chance."""

    public_body: bool = True
    """Whether the governance factor on the calendar applies."""

    customer_in_eu: bool = False
    draws: int = DRAWS
    overrides: Mapping[str, Band] = field(default_factory=dict)
    """Parameter id -> band, replacing the published one."""

    exchange: Mapping[str, Decimal] = field(default_factory=dict)
    """Currency -> how much of the report's currency one unit buys; replaces the shipped dated rates."""

    in_days: int = 90
    """Days in which a hurried exit should be done; whether it can, and what is lost if not, is told."""

    finance: str = "green-book"
    """`green-book` (UK public bodies) or `plain`."""

    year_begins: int | None = None
    """Month in which the financial year begins; None: April under the Green Book, else January."""

    discount_rate: float | None = None
    """A year, in real terms; None: the Green Book's, and outside it none."""

    vat_recoverable: bool | None = None
    """None: not known, so the cost is told with and without."""

    def target_of(self, capability: str) -> str:
        """Give where things of a capability are to go."""
        return self.targets.get(capability, self.target)
