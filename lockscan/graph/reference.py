"""The readable kernel, in networkx's own words; what the sparse one must agree with."""

from functools import cached_property
from itertools import count

import networkx as nx
import numpy as np

from lockscan.graph.order import Mask, by_first_member
from lockscan.model.estate import Codes, Floats

ORIGIN = -1
"""A node of our own, for as long as a question lasts: joined to every node that is asked about."""


class ReferenceKernel:
    """Fit for a few thousand nodes; right for any number."""

    def __init__(self, nodes: int, held: Codes, holder: Codes) -> None:
        self._nodes = nodes
        self._held = held.tolist()
        self._holder = holder.tolist()

    def nearest(self, weight: Floats, start: Floats) -> Floats:
        graph: nx.DiGraph[int] = nx.DiGraph()
        graph.add_weighted_edges_from(zip(self._holder, self._held, weight.tolist(), strict=True))
        sources = np.flatnonzero(np.isfinite(start))
        graph.add_weighted_edges_from((ORIGIN, int(node), float(start[node])) for node in sources)
        distance = np.full(self._nodes, np.inf)
        if len(sources):
            found = nx.single_source_dijkstra_path_length(graph, ORIGIN)
            del found[ORIGIN]
            distance[list(found)] = list(found.values())
        return distance

    def components(self) -> Codes:
        labels = np.empty(self._nodes, dtype=np.int32)
        for label, members in zip(count(), nx.weakly_connected_components(self._graph)):
            labels[list(members)] = label
        return by_first_member(labels)

    def waves(self) -> Codes:
        wave = np.empty(self._nodes, dtype=np.int32)
        groups = nx.condensation(self._graph.reverse(copy=False))
        for number, generation in enumerate(nx.topological_generations(groups)):
            for group in generation:
                wave[list(groups.nodes[group]["members"])] = number
        return wave

    def dependents(self, start: Mask) -> Mask:
        self._graph.add_edges_from((int(node), ORIGIN) for node in np.flatnonzero(start))
        marked = start.copy()
        if ORIGIN in self._graph:
            marked[list(nx.ancestors(self._graph, ORIGIN))] = True
            self._graph.remove_node(ORIGIN)
        return marked

    @cached_property
    def _graph(self) -> "nx.DiGraph[int]":
        graph: nx.DiGraph[int] = nx.DiGraph()
        graph.add_nodes_from(range(self._nodes))
        graph.add_edges_from(zip(self._held, self._holder, strict=True))
        return graph
