"""By which kinds of source each resource is known, and where they disagree about it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lockscan.vocabulary.facts import Fact

DECLARED = frozenset({"state", "plan", "template"})
"""Kinds of source that say what should be; the others say what is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Sources that say different things of one resource."""

    row: int
    facts: Mapping[str, Mapping[str, Fact]]
    """Fact -> kind of source -> what it says."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sightings:
    """Known for an estate of more than one kind of source."""

    combinations: tuple[frozenset[str], ...]
    combination: npt.NDArray[np.int32]
    """Code into `combinations`, a node each; no source where it is external."""

    local: npt.NDArray[np.bool_]
    """Known only by an address in its file, for want of the provider's own id."""

    disagreements: tuple[Disagreement, ...] = ()
    """The first of them, in the order of rows."""

    disagreeing: int = 0
    """How many resources there are on which sources disagree."""

    def seen_in(self, *sources: str) -> npt.NDArray[np.bool_]:
        """Tell of each node whether one of these kinds of source knows it."""
        wanted = np.array([not each.isdisjoint(sources) for each in self.combinations], dtype=np.bool_)
        found: npt.NDArray[np.bool_] = wanted[self.combination]
        return found
