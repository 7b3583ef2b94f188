"""What a policy asks, frozen: read from TOML at the edge, trusted from there on."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which resources a rule looks at; empty means all."""

    application: str = ""
    capability: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """How far the measure may go."""

    kind: str
    """`at-least`, `at-most`, `falls-at-most` or `rises-at-most`."""

    amount: float
    percent: bool = False
    """Whether a relative bound is a part of the baseline's value."""

    @property
    def relative(self) -> bool:
        return self.kind in {"falls-at-most", "rises-at-most"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    id: str
    measure: str
    """`portability`, `exit-cost`, `coverage`, `share` or `hhi`."""

    bound: Bound
    scope: Scope
    case: str
    quantile: str
    basis: str
    dimension: str
    supplier: str
    """Whose share; empty for the largest."""

    each: bool
    """Every resource by itself, not their mean or sum."""

    added: bool
    """Only what a change adds."""

    remedy: str
    line: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """What may not be used: any of its names, of one kind."""

    id: str
    kind: str
    """`capability`, `interface`, `type`, `supplier` or `jurisdiction`."""

    names: tuple[str, ...]
    scope: Scope
    reason: str
    remedy: str
    line: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """Lock-in that somebody answers for, until a day."""

    key: str
    owner: str
    reason: str
    review: date
    """Until the end of this day it holds."""

    rule: str
    resource: str
    """Shell-style, against id, Terraform address and name."""

    type: str
    application: str
    capability: str
    line: int | None

    @property
    def told(self) -> str:
        return f"accepted by {self.owner} until {self.review.isoformat()}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    path: str
    coverage: float
    limits: tuple[Limit, ...]
    denials: tuple[Denial, ...]
    accepted: tuple[Acceptance, ...]
