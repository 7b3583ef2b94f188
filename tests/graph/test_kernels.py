"""The sparse kernel is the networkx one, and both are the definition."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from lockscan.graph import DependencyGraph, chain
from lockscan.model.coupling import Coupling, Direction
from lockscan.vocabulary.kinds import Kind

Edge = tuple[int, int, str, str]
Both = Callable[..., tuple[DependencyGraph, DependencyGraph]]


@dataclass(frozen=True)
class Drawn:
    nodes: int
    edges: list[Edge]
    own: list[float]


@st.composite
def graphs(draw: st.DrawFn) -> Drawn:
    """Cycles, parallel edges, self-references, every kind and confidence, own lock-in of 0 and 1."""
    nodes = draw(st.integers(1, 7))
    row = st.integers(0, nodes - 1)
    kinds = st.sampled_from([kind.value for kind in Kind])
    confidence = st.sampled_from(["high", "high", "medium", "low"])
    edges = draw(st.lists(st.tuples(row, row, kinds, confidence), max_size=16))
    own = draw(st.lists(st.sampled_from([0.0, 0.0, 0.25, 0.5, 0.9, 1.0]), min_size=nodes, max_size=nodes))
    return Drawn(nodes, edges, own)


def carrying(drawn: Drawn, couplings: Mapping[Kind, Coupling]) -> list[tuple[int, int, Coupling]]:
    """Held, holder, coupling of every reference that carries something, parallels and all."""
    arcs = []
    for source, target, kind, confidence in drawn.edges:
        coupling = couplings[Kind(kind)]
        if coupling.direction is Direction.NONE or confidence == "low" or source == target:
            continue
        ends = (target, source) if coupling.direction is Direction.REVERSE else (source, target)
        arcs.append((*ends, coupling))
    return arcs


def strongest_over_all_paths(drawn: Drawn, arcs: list[tuple[int, int, Coupling]], row: int) -> float:
    best = 0.0
    paths = [(row, 1.0, {row})]
    while paths:
        at, product, seen = paths.pop()
        best = max(best, drawn.own[at] * product)
        for held, holder, coupling in arcs:
            if held == at and holder not in seen:
                paths.append((holder, product * coupling.strength, seen | {holder}))
    return best


@settings(max_examples=150)
@given(drawn=graphs())
def test_contagion_is_the_strongest_over_all_paths_in_both_kernels(
    both: Both, couplings: Mapping[Kind, Coupling], drawn: Drawn
) -> None:
    own = np.array(drawn.own)
    reference, sparse = (graph.contagion(own) for graph in both(drawn.nodes, drawn.edges))
    for name in ("inherited", "holder", "next_hop", "next_edge"):
        np.testing.assert_array_equal(getattr(reference, name), getattr(sparse, name), err_msg=name)
    arcs = carrying(drawn, couplings)
    expected = [strongest_over_all_paths(drawn, arcs, row) for row in range(drawn.nodes)]
    np.testing.assert_allclose(reference.inherited, expected, rtol=1e-12)


@settings(max_examples=150)
@given(drawn=graphs())
def test_the_chain_explains_the_value(both: Both, couplings: Mapping[Kind, Coupling], drawn: Drawn) -> None:
    contagion = both(drawn.nodes, drawn.edges)[1].contagion(np.array(drawn.own))
    for row in range(drawn.nodes):
        steps = chain(contagion, row)
        assert steps[-1].row == contagion.holder[row]
        product = drawn.own[steps[-1].row]
        for before, step in pairwise(steps):
            source, target, kind, _ = drawn.edges[step.edge]
            assert {source, target} == {before.row, step.row}
            product *= couplings[Kind(kind)].strength
        np.testing.assert_allclose(product, contagion.inherited[row], rtol=1e-12)


@settings(max_examples=150)
@given(drawn=graphs())
def test_waves_respect_every_hard_reference(both: Both, couplings: Mapping[Kind, Coupling], drawn: Drawn) -> None:
    reference, sparse = (graph.placement() for graph in both(drawn.nodes, drawn.edges))
    np.testing.assert_array_equal(reference.wave, sparse.wave)
    np.testing.assert_array_equal(reference.group, sparse.group)
    reaches = reachable(drawn, couplings)
    for held, holder, coupling in carrying(drawn, couplings):
        if coupling.hard:
            in_circle = held in reaches[holder]
            assert reference.wave[holder] < reference.wave[held] or in_circle
            assert (reference.wave[holder] == reference.wave[held]) == in_circle
        if coupling.hard and coupling.together:
            assert reference.group[held] == reference.group[holder]
    assert sorted(set(reference.wave.tolist())) == list(range(reference.wave.max() + 1))


def test_wide_and_narrow_levels_are_peeled_alike(both: Both) -> None:
    widths = [1, 1, 40, 2, 30, 25, 1, 1]
    level = np.repeat(np.arange(len(widths)), widths)
    edges = [
        (held, holder, "reads_from")
        for held, holder in np.ndindex(len(level), len(level))
        if level[held] == level[holder] + 1 and (held % 3 or holder == np.flatnonzero(level == level[holder])[0])
    ]
    reference, sparse = (graph.placement() for graph in both(len(level), edges))
    np.testing.assert_array_equal(sparse.wave, level)
    np.testing.assert_array_equal(reference.wave, level)


def reachable(drawn: Drawn, couplings: Mapping[Kind, Coupling]) -> list[set[int]]:
    """What each node hard-depends on over any number of references; moving together binds both ways."""
    reach = [{row} for row in range(drawn.nodes)]
    for _ in range(drawn.nodes):
        for held, holder, coupling in carrying(drawn, couplings):
            if coupling.hard:
                reach[held] |= reach[holder]
            if coupling.hard and coupling.together:
                reach[holder] |= reach[held]
    return reach


@settings(max_examples=150)
@given(drawn=graphs(), data=st.data())
def test_survivors_are_those_that_need_nothing_lost(
    both: Both, couplings: Mapping[Kind, Coupling], drawn: Drawn, data: st.DataObject
) -> None:
    lost = set(data.draw(st.lists(st.integers(0, drawn.nodes - 1))))
    mask = np.array([row in lost for row in range(drawn.nodes)])
    for _ in range(drawn.nodes):
        for held, holder, coupling in carrying(drawn, couplings):
            if coupling.hard and holder in lost:
                lost.add(held)
    for graph in both(drawn.nodes, drawn.edges):
        assert set(np.flatnonzero(~graph.survivors(mask)).tolist()) == lost


@settings(max_examples=100)
@given(drawn=graphs(), data=st.data())
def test_blast_radius_is_what_falls_with_one(both: Both, drawn: Drawn, data: st.DataObject) -> None:
    row = data.draw(st.integers(0, drawn.nodes - 1))
    reference, sparse = both(drawn.nodes, drawn.edges)
    lost = np.arange(drawn.nodes) == row
    falls = set(np.flatnonzero(~reference.survivors(lost)).tolist()) - {row}
    assert set(reference.blast_radius(row)) == set(sparse.blast_radius(row)) == falls
    assert reference.blast_radius(row, hard_only=False) == sparse.blast_radius(row, hard_only=False)
    assert set(reference.blast_radius(row, hard_only=False)) >= falls
