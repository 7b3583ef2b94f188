"""What was read of what was asked for, and how much of it is understood."""

from collections.abc import Mapping
from dataclasses import dataclass

from lockscan.model.scope import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeCount:
    type: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    fraction: float | None
    """(ok + empty) / (asked - unavailable); None when nothing was asked."""

    scopes: int
    by_state: Mapping[str, int]
    gaps: tuple[Scope, ...]
    unclassified: tuple[TypeCount, ...]
    """Types no rule knows: their portability is an interval over everything."""

    by_service_default: tuple[TypeCount, ...]
    """Types that only their service's default speaks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EstateSummary:
    resources: int
    references: int
    external: int
    applications: int
    by_provider: Mapping[str, int]
    by_type: tuple[TypeCount, ...]
    by_role: Mapping[str, int]
    """Resources a role of `ROLES`; `unknown` where no rule says."""

    size_gb: float
    """Known bytes at rest, in GB."""

    size_unknown: int
    """Resources that hold data but whose size is not known."""
