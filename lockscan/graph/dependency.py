"""The dependency graph as a domain object: its verbs hide which kernel computes."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal, TypeAlias

import numpy as np

from lockscan.graph.arcs import Arcs, arcs_of
from lockscan.graph.contagion import contagion_of
from lockscan.graph.kernel import Kernel
from lockscan.graph.membership import memberships_of
from lockscan.graph.order import Mask
from lockscan.graph.placement import placement_of
from lockscan.model.coupling import Coupling
from lockscan.model.estate import Column, Estate, Floats
from lockscan.model.scores import Contagion, Placement
from lockscan.vocabulary.kinds import Kind

SPARSE_ABOVE = 2_000
"""Nodes up to which networkx has its answers before scipy is imported."""

KernelName: TypeAlias = Literal["auto", "networkx", "sparse"]


class DependencyGraph:
    """What depends on what; an edge runs from the held to its holder."""

    def __init__(self, *, nodes: int, resources: int, arcs: Arcs, kernel: type[Kernel]) -> None:
        self._nodes = nodes
        self._resources = resources
        self._arcs = arcs
        self._kernel = kernel

    @classmethod
    def of(
        cls, estate: Estate, couplings: Mapping[Kind, Coupling], *, kernel: KernelName = "auto"
    ) -> "DependencyGraph":
        arcs = arcs_of(estate, couplings)
        return cls(nodes=len(estate), resources=estate.resources, arcs=arcs, kernel=_kernel(kernel, len(estate)))

    def contagion(self, own_lock_in: Floats) -> Contagion:
        """Give every node the strongest lock-in it reaches, weakened on the way, and the way itself."""
        return contagion_of(self._arcs, own_lock_in, self._every)

    def placement(self) -> Placement:
        """Give every resource its move group and its wave."""
        return placement_of(self._arcs, nodes=self._nodes, resources=self._resources, kernel=self._kernel)

    def dependencies(self, row: int) -> list[int]:
        """Rows this one depends on directly."""
        return [int(other) for other in self._arcs.holder[self._arcs.held == row]]

    def blast_radius(self, row: int, *, hard_only: bool = True) -> list[int]:
        """Rows that depend on this one over any number of references."""
        start = np.zeros(self._nodes, dtype=np.bool_)
        start[row] = True
        marked = (self._hard if hard_only else self._every).dependents(start)
        marked[row] = False
        return [int(other) for other in np.flatnonzero(marked)]

    def survivors(self, lost: Mask) -> Mask:
        """Mark what still stands: lost is whatever cannot do without a lost one."""
        return ~self._hard.dependents(lost)

    def memberships(self, estate: Estate, role: Column) -> Column:
        """Give every node its application, `shared` or `unassigned`."""
        return memberships_of(estate, role, self._arcs)

    @cached_property
    def _every(self) -> Kernel:
        return self._kernel(self._nodes, self._arcs.held, self._arcs.holder)

    @cached_property
    def _hard(self) -> Kernel:
        hard = self._arcs.hard
        return self._kernel(self._nodes, self._arcs.held[hard], self._arcs.holder[hard])


def _kernel(name: KernelName, nodes: int) -> type[Kernel]:
    """Import only the kernel that computes."""
    if name == "networkx" or (name == "auto" and nodes <= SPARSE_ABOVE):
        from lockscan.graph.reference import ReferenceKernel

        return ReferenceKernel
    from lockscan.graph.sparse import SparseKernel

    return SparseKernel
