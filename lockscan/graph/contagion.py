"""Lock-in travels: the strongest reachable, times the couplings on the way."""

import numpy as np

from lockscan.graph.arcs import Arcs
from lockscan.graph.kernel import Kernel
from lockscan.model.estate import Codes, Floats
from lockscan.model.scores import Contagion

EQUAL = 1e-12
"""Distances no further apart are equal: logarithms round."""


def contagion_of(arcs: Arcs, own_lock_in: Floats, kernel: Kernel) -> Contagion:
    """Products become sums of -log, so that one search from all sources at once finds every strongest path."""
    start = np.full(len(own_lock_in), np.inf)
    held_by_itself = own_lock_in > 0
    start[held_by_itself] = -np.log(own_lock_in[held_by_itself])
    weight = -np.log(arcs.strength)
    distance = kernel.nearest(weight, start)
    next_hop, next_edge = _next(arcs, weight, start, distance)
    inherited = np.where(next_hop < 0, own_lock_in, np.exp(-distance))
    return Contagion(inherited=inherited, holder=_ends(next_hop), next_hop=next_hop, next_edge=next_edge)


def _next(arcs: Arcs, weight: Floats, start: Floats, distance: Floats) -> tuple[Codes, Codes]:
    """Read the paths off the distances, whichever kernel found them: of equals one's own, then the lowest row."""
    nearest = distance[arcs.held]
    on_path = distance[arcs.holder] + weight <= nearest + EQUAL
    on_path &= (distance[arcs.holder] < nearest) & (nearest < start[arcs.held] - EQUAL)
    tight = np.flatnonzero(on_path)[::-1]
    next_hop = np.full(len(distance), -1, dtype=np.int32)
    next_edge = np.full(len(distance), -1, dtype=np.int32)
    # Arcs are ordered by held, then holder: written backwards, the lowest holder is written last and stays.
    next_hop[arcs.held[tight]] = arcs.holder[tight]
    next_edge[arcs.held[tight]] = arcs.edge[tight]
    return next_hop, next_edge


def _ends(next_hop: Codes) -> Codes:
    """Give the last row of every path, each round of jumps doubling its reach."""
    rows = np.arange(len(next_hop), dtype=np.int32)
    reach = np.where(next_hop < 0, rows, next_hop)
    while not np.array_equal(further := reach[reach], reach):
        reach = further
    return reach
