"""Sorting and grouping of whole columns in linear time, by counting."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from lockscan.model.estate import Codes

MANY = 200_000
"""From here counting is worth the quarter of a second that importing scipy takes."""

Mask: TypeAlias = npt.NDArray[np.bool_]


def order_by(codes: Codes, values: int) -> Codes:
    """Give the stable order of codes below `values`: for many, a transposition is a counting sort."""
    if len(codes) < MANY:
        return np.argsort(codes, kind="stable").astype(np.int32)
    from scipy.sparse import csr_array

    ones = np.ones(len(codes), dtype=np.int8)
    rows = np.arange(len(codes) + 1, dtype=np.int32)
    return np.asarray(csr_array((ones, codes, rows), shape=(len(codes), values)).tocsc().indices, dtype=np.int32)


def first_of_each_pair(left: Codes, right: Codes) -> Mask:
    """Mark where a pair differs from the one before it, in columns ordered by both."""
    first = np.ones(len(left), dtype=np.bool_)
    first[1:] = (left[1:] != left[:-1]) | (right[1:] != right[:-1])
    return first


def distinct_pairs(left: Codes, right: Codes, values: int) -> tuple[Codes, Codes]:
    """Give each pair of codes below `values` once, ordered by left, then right."""
    order = order_by(right, values)
    order = order[order_by(left[order], values)]
    left, right = left[order], right[order]
    first = first_of_each_pair(left, right)
    return left[first], right[first]


@dataclass(frozen=True, slots=True, eq=False)
class Adjacency:
    """Neighbours of each node, in one array with the places where each node's begin."""

    start: Codes
    neighbours: Codes

    @classmethod
    def of(cls, nodes: int, at: Codes, neighbours: Codes) -> "Adjacency":
        start = np.zeros(nodes + 1, dtype=np.int32)
        np.cumsum(np.bincount(at, minlength=nodes), out=start[1:])
        return cls(start, neighbours[order_by(at, nodes)])

    def around(self, nodes: Codes) -> Codes:
        """Give the neighbours of these nodes, one after the other, repeated where several share one."""
        begin = self.start[nodes]
        counts = self.degree(nodes)
        ends = np.cumsum(counts)
        shift = np.repeat(begin - (ends - counts), counts)
        return self.neighbours[shift + np.arange(len(shift), dtype=np.int32)]

    def degree(self, nodes: Codes) -> Codes:
        return np.asarray(self.start[nodes + 1] - self.start[nodes], dtype=np.int32)


def distinct(nodes: Codes, scratch: Codes) -> Codes:
    """Drop repetitions without sorting; `scratch` has a place for every node and is overwritten."""
    places = np.arange(len(nodes), dtype=np.int32)
    scratch[nodes] = places
    kept: Codes = nodes[scratch[nodes] == places]
    return kept


def by_first_member(labels: Codes) -> Codes:
    """Number groups by their first member, so that numbers do not depend on who found them."""
    first = np.zeros(int(labels.max(initial=-1)) + 1, dtype=np.int32)
    first[labels[::-1]] = np.arange(len(labels), dtype=np.int32)[::-1]
    number = np.empty_like(first)
    number[np.argsort(first)] = np.arange(len(first), dtype=np.int32)
    return number[labels]
