"""The same four computations on sparse arrays, for estates of a million resources."""

from functools import cached_property
from typing import Any, Literal

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

from lockscan.graph.order import Adjacency, Mask, by_first_member, distinct, order_by
from lockscan.model.estate import Codes, Floats

FEW = 16
"""Nodes up to which whole columns are not worth asking."""


class SparseKernel:
    """Compressed rows are built directly: converting from triples would add parallel arcs up."""

    def __init__(self, nodes: int, held: Codes, holder: Codes) -> None:
        self._nodes = nodes
        self._held = held
        self._holder = holder

    def nearest(self, weight: Floats, start: Floats) -> Floats:
        n = self._nodes
        sources = np.flatnonzero(np.isfinite(start)).astype(np.int32)
        below = self._dependents
        matrix = csr_array(
            (
                np.concatenate([weight[order_by(self._holder, n)], start[sources]]),
                np.concatenate([below.neighbours, sources]),
                np.append(below.start, np.int32(len(weight) + len(sources))),
            ),
            shape=(n + 1, n + 1),
        )
        return np.asarray(dijkstra(matrix, indices=[n])[0, :n], dtype=np.float64)

    def components(self) -> Codes:
        return by_first_member(self._labels("weak"))

    def waves(self) -> Codes:
        labels = self._labels("strong")
        held, holder = labels[self._held], labels[self._holder]
        between = held != holder
        return _generations(int(labels.max(initial=-1)) + 1, held[between], holder[between])[labels]

    def dependents(self, start: Mask) -> Mask:
        marked = start.copy()
        scratch = np.empty(self._nodes, dtype=np.int32)
        # A lost supplier may be most of the estate: the first round looks at every arc instead.
        found = self._held[start[self._holder]]
        while len(frontier := distinct(found[~marked[found]], scratch)):
            marked[frontier] = True
            found = self._dependents.around(frontier)
        return marked

    def _labels(self, connection: Literal["weak", "strong"]) -> Codes:
        below = self._dependents
        ones = np.ones(len(below.neighbours))
        matrix = csr_array((ones, below.neighbours, below.start), shape=(self._nodes, self._nodes))
        found: tuple[int, Any] = connected_components(matrix, directed=True, connection=connection)
        return np.asarray(found[1], dtype=np.int32)

    @cached_property
    def _dependents(self) -> Adjacency:
        return Adjacency.of(self._nodes, self._holder, self._held)


def _generations(nodes: int, held: Codes, holder: Codes) -> Codes:
    """Peel an acyclic graph level by level: a node's turn comes with the last of its holders."""
    dependents = Adjacency.of(nodes, holder, held)
    waiting = np.bincount(held, minlength=nodes).astype(np.int32)
    generation = np.zeros(nodes, dtype=np.int32)
    scratch = np.empty(nodes, dtype=np.int32)
    ready = np.flatnonzero(waiting == 0).astype(np.int32)
    number = 0
    while len(ready):
        if len(ready) <= FEW:
            number, ready = _few(dependents, waiting, generation, number, ready)
            continue
        generation[ready] = number
        number += 1
        freed = dependents.around(ready)
        np.subtract.at(waiting, freed, 1)
        ready = distinct(freed[waiting[freed] == 0], scratch)
    return generation


def _few(dependents: Adjacency, waiting: Codes, generation: Codes, number: int, ready: Codes) -> tuple[int, Codes]:
    """Peel narrow levels node by node, until there is none or a wide one: a long chain has as many as nodes."""
    start, neighbours, left = dependents.start.data, dependents.neighbours.data, waiting.data
    level = ready.tolist()
    while 0 < len(level) <= FEW:
        freed = []
        for node in level:
            generation[node] = number
            for other in neighbours[start[node] : start[node + 1]]:
                left[other] -= 1
                if not left[other]:
                    freed.append(other)
        number += 1
        level = freed
    return number, np.array(level, dtype=np.int32)
