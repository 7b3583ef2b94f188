"""References as arcs that carry something: held -> holder, each pair once, the strongest kept."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lockscan.graph.order import Mask, first_of_each_pair, order_by
from lockscan.model.coupling import Coupling, Direction
from lockscan.model.estate import Codes, Column, Edges, Estate, Floats
from lockscan.model.reference import Confidence
from lockscan.vocabulary.kinds import Kind


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Arcs:
    """Ordered by held, then holder; no pair twice, no node holding itself."""

    held: Codes
    holder: Codes
    edge: Codes
    """Row of the edge table whose reference is the strongest of the pair."""

    strength: Floats
    hard: Mask
    """Whether any reference of the pair is."""

    together: Mask

    def __len__(self) -> int:
        return len(self.held)

    def where(self, mask: Mask) -> "Arcs":
        return Arcs(
            held=self.held[mask],
            holder=self.holder[mask],
            edge=self.edge[mask],
            strength=self.strength[mask],
            hard=self.hard[mask],
            together=self.together[mask],
        )


def arcs_of(estate: Estate, couplings: Mapping[Kind, Coupling]) -> Arcs:
    """Turn reversed kinds round, drop what carries no lock-in, reduce parallel references to the strongest."""
    edges = estate.edges
    of_kind = [couplings[Kind(value)] for value in edges.kind.values]
    carries = _table([coupling.direction is not Direction.NONE for coupling in of_kind])
    turned = _table([coupling.direction is Direction.REVERSE for coupling in of_kind])[edges.kind.codes]
    held = np.where(turned, edges.target, edges.source)
    holder = np.where(turned, edges.source, edges.target)
    kept = np.flatnonzero(carries[edges.kind.codes] & ~_is(edges.confidence, Confidence.LOW) & (held != holder))
    kept = kept[_by_pair_then_strength(held[kept], holder[kept], _rank(of_kind)[edges.kind.codes[kept]], len(estate))]
    return _strongest(edges, held[kept], holder[kept], kept, of_kind)


def _strongest(edges: Edges, held: Codes, holder: Codes, kept: npt.NDArray[np.intp], of_kind: list[Coupling]) -> Arcs:
    """Keep the first of each run of one pair; whether it is hard, any of the run decides."""
    runs = np.flatnonzero(first_of_each_pair(held, holder))
    kind = edges.kind.codes[kept]
    strength = np.array([coupling.strength for coupling in of_kind], dtype=np.float64)
    return Arcs(
        held=held[runs],
        holder=holder[runs],
        edge=kept[runs].astype(np.int32),
        strength=strength[kind[runs]],
        hard=_any(_table([coupling.hard for coupling in of_kind])[kind], runs),
        together=_any(_table([coupling.together for coupling in of_kind])[kind], runs),
    )


def _by_pair_then_strength(held: Codes, holder: Codes, rank: npt.NDArray[np.uint8], nodes: int) -> npt.NDArray[np.intp]:
    """Sort by the last key first, each sort stable: equals keep the edge table's order."""
    order = np.argsort(rank, kind="stable")
    order = order[order_by(holder[order], nodes)]
    return order[order_by(held[order], nodes)]


def _rank(of_kind: list[Coupling]) -> npt.NDArray[np.uint8]:
    """Give each kind its place by strength, the strongest first."""
    strengths = sorted({coupling.strength for coupling in of_kind}, reverse=True)
    return np.array([strengths.index(coupling.strength) for coupling in of_kind], dtype=np.uint8)


def _any(flags: Mask, runs: npt.NDArray[np.intp]) -> Mask:
    return np.logical_or.reduceat(flags, runs) if len(runs) else flags


def _table(flags: list[bool]) -> Mask:
    return np.array(flags, dtype=np.bool_)


def _is(column: Column, value: str) -> Mask:
    return _table([other == value for other in column.values])[column.codes]
