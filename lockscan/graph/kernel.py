"""What a kernel is: the four graph computations, once readable and once on sparse arrays, proved equal by test."""

from typing import Protocol

from lockscan.graph.arcs import Mask
from lockscan.model.estate import Codes, Floats


class Kernel(Protocol):
    """Computes over nodes `0 .. nodes - 1` and arcs held -> holder."""

    def __init__(self, nodes: int, held: Codes, holder: Codes) -> None: ...

    def nearest(self, weight: Floats, start: Floats) -> Floats:
        """Give each node its least `start[u]` + weights of the arcs to u, over every u it reaches; inf for none.

        Needs arcs without parallels; a start of inf is no start.
        """

    def components(self) -> Codes:
        """Number the parts of the graph that hang together, direction aside, by first member."""

    def waves(self) -> Codes:
        """Give each node its generation, holders before the held; a cycle shares one."""

    def dependents(self, start: Mask) -> Mask:
        """Mark the start and everything that depends on it over any number of arcs."""
