"""Who is held by whom: an edge A -> B means A depends on B; decided here, once."""

from lockscan.graph.chain import Step, chain
from lockscan.graph.dependency import SPARSE_ABOVE, DependencyGraph

__all__ = ["SPARSE_ABOVE", "DependencyGraph", "Step", "chain"]
