"""What crosses an application's border makes moving either side harder."""

from collections.abc import Mapping

import numpy as np

from lockscan.exitcost.columns import tally
from lockscan.exitcost.figures import Figures
from lockscan.model.coupling import Coupling, Direction
from lockscan.model.estate import Column, Estate, Floats
from lockscan.model.reference import Confidence
from lockscan.vocabulary.kinds import Kind

TYPICAL = 0.5
"""Strength of the reference for which the published share holds."""


def crossing_factor(
    estate: Estate, application: Column, couplings: Mapping[Kind, Coupling], figures: Figures
) -> Floats:
    """Give 1 + share x strength of every crossing reference, up to a cap, for each resource."""
    edges, rows = estate.edges, estate.resources
    strength = np.array([_strength(kind, couplings) for kind in edges.kind.values])[edges.kind.codes]
    crossing = strength > 0
    crossing &= (edges.source < rows) & (edges.target < rows)
    crossing &= application.codes[edges.source] != application.codes[edges.target]
    if Confidence.LOW in edges.confidence.values:
        crossing &= edges.confidence.codes != edges.confidence.values.index(Confidence.LOW)
    chosen = np.flatnonzero(crossing)
    ends = np.concatenate([edges.source[chosen], edges.target[chosen]])
    total = tally(ends, np.tile(strength[chosen], 2), rows)
    share = figures.middle("coupling-per-reference") / TYPICAL
    return np.minimum(1 + share * total, figures.middle("coupling-cap"))


def _strength(kind: str, couplings: Mapping[Kind, Coupling]) -> float:
    coupling = couplings.get(Kind(kind))
    return 0.0 if coupling is None or coupling.direction is Direction.NONE else coupling.strength
