"""Where a resource stands in the move: with whom, and after whom."""

import numpy as np

from lockscan.graph.arcs import Arcs
from lockscan.graph.kernel import Kernel
from lockscan.graph.order import distinct_pairs
from lockscan.model.estate import Codes
from lockscan.model.scores import Placement


def placement_of(arcs: Arcs, *, nodes: int, resources: int, kernel: type[Kernel]) -> Placement:
    """Give move groups and waves; external nodes do not move, so they neither join nor delay anything."""
    hard = arcs.where(arcs.hard & (arcs.held < resources) & (arcs.holder < resources))
    # A reference that makes two move together binds both ways, so its groups are the parts that hang together.
    group = kernel(resources, hard.held[hard.together], hard.holder[hard.together]).components()
    held, holder = group[hard.held], group[hard.holder]
    between = held != holder
    groups = int(group.max(initial=-1)) + 1
    wave = kernel(groups, *distinct_pairs(held[between], holder[between], groups)).waves()
    return Placement(group=_padded(group, nodes), wave=_padded(wave[group], nodes))


def _padded(column: Codes, nodes: int) -> Codes:
    return np.concatenate([column, np.full(nodes - len(column), -1, dtype=np.int32)])
