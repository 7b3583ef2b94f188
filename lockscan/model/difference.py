"""What changed between two assessments of one estate."""

from dataclasses import dataclass
from datetime import date

from lockscan.model.report import Quantiles
from lockscan.model.reported import Reported


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

    low: float | None
    """The pessimistic end of its interval; the same as `portability` where all is known."""

    cost: float
    """Its share of the planned exit cost at P50, after the change (before it for what is gone)."""

    origin: str
    """File or call where it was last seen."""

    fields: tuple[tuple[str, str, str], ...] = ()
    """(field, before, after), for changed ones; a dependency that came has no before, one that went no after."""

    line: int | None = None
    address: str = ""
    """Its address in the file, where it has one."""


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
    """Empty where nothing changed: then nothing is said. Both sides were assessed by the same rules and scenario."""

    before: Side
    after: Side
    currency: str
    added: tuple[ResourceChange, ...]
    removed: tuple[ResourceChange, ...]
    changed: tuple[ResourceChange, ...]
    short_lived: tuple[CountChange, ...]
    score: tuple[float | None, float | None]
    """Portability before and after; None where there is nothing to score."""

    planned: CostChange
    stressed: CostChange
    applications: tuple[ApplicationChange, ...]
    not_collected: tuple[str, ...]
    """Facts the older snapshot's program did not collect: nothing is said about them."""

    coverage: tuple[float | None, float | None]
    then: Reported | None = None
    """What was reported of the older side at the time: where its rules were others, that part is theirs."""

    @property
    def empty(self) -> bool:
        return not (self.added or self.removed or self.changed or self.short_lived)

    @property
    def rules_changed(self) -> bool:
        """Whether the older side was reported by other rules than both sides are compared by."""
        return self.then is not None and self.then.rules_digest != self.after.rules_digest
