"""What a kernel is: the four graph computations, once readable and once on sparse arrays, proved equal by test."""

from typing import Protocol

from lockscan.graph.order import Mask
from lockscan.model.estate import Codes, Floats


class Kernel(Protocol):
    """Computes over nodes `0 .. nodes - 1` and arcs held -> holder, no pair twice.

    Of parallel arcs scipy would add up the weights, and never come back from looking for strong components.
    """

    def __init__(self, nodes: int, held: Codes, holder: Codes) -> None: ...

    def nearest(self, weight: Floats, start: Floats) -> Floats:
        """Give each node its least `start[u]` + weights on the way to u; inf means no start, and no way."""

    def components(self) -> Codes:
        """Number the parts of the graph that hang together, direction aside, by first member."""

    def waves(self) -> Codes:
        """Give each node its generation, holders before the held; a cycle shares one."""

    def dependents(self, start: Mask) -> Mask:
        """Mark the start and everything that depends on it over any number of arcs."""
