"""A source that gives the same page token twice would be read for ever."""

from lockscan.collection.interface import ScopeFailed
from lockscan.model.scope import ScopeState


class TokenGuard:
    """The tokens of one unit; catches loops of any length, not only an immediate repeat."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def check(self, token: str | None) -> None:
        """Raise `ScopeFailed` if this token was given before."""
        if token is None:
            return
        mark = hash(token)
        if mark in self._seen:
            raise ScopeFailed(
                ScopeState.PARTIAL, "the source gave the same page token twice, so its list may be incomplete"
            )
        self._seen.add(mark)
