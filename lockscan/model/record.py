"""What a connector hands over for each thing it read."""

from dataclasses import dataclass

from lockscan.model.reference import Candidate, Identity
from lockscan.model.resource import Resource
from lockscan.model.scope import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A resource, the strings others know it by, and the strings by which it mentions others."""

    resource: Resource
    identities: tuple[Identity, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One answer of a source: journalled whole, in one transaction with the token that continues after it."""

    records: tuple[Record, ...] = ()
    scopes: tuple[Scope, ...] = ()
    """Outcomes known with this page for questions other than the unit's own (children of what it listed, one type of
    a file); questions with the same key add up, the worst state wins."""

    token: str | None = None
    """Where to resume after this page; None: the unit must be read again from its beginning."""
