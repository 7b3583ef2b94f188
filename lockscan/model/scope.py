"""What was asked for, and how it ended: a failure is never an empty answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class ScopeState(StrEnum):
    OK = "ok"
    EMPTY = "empty"
    PARTIAL = "partial"
    CAPPED = "capped"
    DENIED = "denied"
    UNAVAILABLE = "unavailable"
    """The provider does not offer it there: asked for, and rightly nothing."""

    THROTTLED = "throttled"
    ERROR = "error"
    SKIPPED = "skipped"

    @property
    def is_gap(self) -> bool:
        return self not in {ScopeState.OK, ScopeState.EMPTY, ScopeState.UNAVAILABLE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """One question put to a source."""

    provider: str
    account: str
    region: str
    type: str
    """A type name, or `*` for a whole file or query."""

    state: ScopeState
    resources: int = 0
    reason: str = ""
    remedy: str = ""
    """The one line that would mend it, where there is one."""


def coverage_fraction(scopes: Iterable[Scope]) -> float | None:
    """Give (ok + empty) / (asked - unavailable); None when nothing was asked."""
    states = [scope.state for scope in scopes]
    asked = sum(state is not ScopeState.UNAVAILABLE for state in states)
    if not asked:
        return None
    return sum(state in {ScopeState.OK, ScopeState.EMPTY} for state in states) / asked
