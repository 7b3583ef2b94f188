"""Who mentions whom: identities, candidates by shape, and what of a configuration may be kept."""

from lockscan.references.facts import facts_of
from lockscan.references.identifiers import fold
from lockscan.references.kinds import kind_for
from lockscan.references.mentions import mentions
from lockscan.references.naming import identities

__all__ = ["facts_of", "fold", "identities", "kind_for", "mentions"]
