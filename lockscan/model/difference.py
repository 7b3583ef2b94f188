"""What changed between two assessments of one estate."""

from dataclasses import dataclass
from datetime import date

from lockscan.model.report import Quantiles


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two, as far as a reader has to know it."""

    as_of: date
    collected: date | None
    resources: int
    rules_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceChange:
    """A resource that came, went, or is not what it was."""

    id: str
    name: str
    type: str
    application: str
    capability: str
    portability: float | None
    """Own portability after the change; before it for what is gone; None for mere configuration."""

    cost: float
    """Its share of the planned exit cost at P50, after the change (before it for what is gone)."""

    origin: str
    """File and line or call where it was last seen."""

    fields: tuple[tuple[str, str, str], ...] = ()
    """(field, before, after), for changed ones."""

    line: int | None = None
    interfaces: tuple[str, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountChange:
    """Short-lived things, compared as counts."""

    application: str
    type: str
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CostChange:
    """A range before, a range after, and the range of the difference (the same draws on both sides)."""

    before: Quantiles
    after: Quantiles
    difference: Quantiles


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationChange:
    name: str
    portability_before: float | None
    """None: there was no such application."""

    portability_after: float | None
    cost_before: float
    """P50 of the planned exit cost; 0 where there was no such application."""

    cost_after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Empty where nothing changed: then nothing is said."""

    before: Side
    after: Side
    currency: str
    added: tuple[ResourceChange, ...]
    removed: tuple[ResourceChange, ...]
    changed: tuple[ResourceChange, ...]
    short_lived: tuple[CountChange, ...]
    score: tuple[float, float]
    """Portability before and after."""

    planned: CostChange
    stressed: CostChange
    applications: tuple[ApplicationChange, ...]
    not_collected: tuple[str, ...]
    """Facts the older snapshot's program did not collect: nothing is said about them."""

    coverage: tuple[float | None, float | None]

    @property
    def empty(self) -> bool:
        return not (self.added or self.removed or self.changed or self.short_lived)

    @property
    def rules_changed(self) -> bool:
        return self.before.rules_digest != self.after.rules_digest
