"""Who mentions whom: identities, candidates by shape, and what of a configuration may be kept."""

from lockscan.references.identifiers import fold

__all__ = ["fold"]
