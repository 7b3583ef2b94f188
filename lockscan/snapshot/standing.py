"""How far a unit came, and how the outcomes of equal questions add up."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from lockscan.model.scope import Scope, ScopeState

TOKEN_LIFE: Final = 15 * 60.0
"""Seconds for which a source is trusted to honour a page token."""

FINAL: Final = frozenset({ScopeState.OK, ScopeState.EMPTY, ScopeState.UNAVAILABLE, ScopeState.CAPPED})
"""States that asking again would not better."""

SEVERITY: Final = (
    ScopeState.UNAVAILABLE,
    ScopeState.EMPTY,
    ScopeState.OK,
    ScopeState.SKIPPED,
    ScopeState.CAPPED,
    ScopeState.PARTIAL,
    ScopeState.THROTTLED,
    ScopeState.DENIED,
    ScopeState.ERROR,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    attempt: int
    pages: int = 0
    resources: int = 0
    token: str | None = None
    updated: float = 0.0
    state: ScopeState | None = None
    """None while it is being read."""

    @property
    def done(self) -> bool:
        return self.state in FINAL

    def resumable(self, now: float) -> bool:
        return self.token is not None and 0 <= now - self.updated < TOKEN_LIFE

    def after(self, other: "Standing") -> bool:
        """Whether this tells of a later moment: the same unit may stand in several workers' files."""
        return (self.attempt, self.pages, self.state is not None, self.updated) > (
            other.attempt,
            other.pages,
            other.state is not None,
            other.updated,
        )


def fold_scopes(scopes: Iterable[Scope]) -> tuple[Scope, ...]:
    """Add up outcomes of the same question: resources are summed, the worst state wins."""
    folded: dict[tuple[str, str, str, str], Scope] = {}
    for scope in sorted(scopes, key=_order):
        key = (scope.provider, scope.account, scope.region, scope.type)
        known = folded.get(key)
        folded[key] = replace(scope, resources=scope.resources + known.resources) if known else scope
    return tuple(folded[key] for key in sorted(folded))


def _order(scope: Scope) -> tuple[int, str, str]:
    return SEVERITY.index(scope.state), scope.reason, scope.remedy
