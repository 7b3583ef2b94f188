"""What of another's lock-in reaches a node, and what does not."""

from collections.abc import Callable

import numpy as np
import pytest

from lockscan.graph import DependencyGraph, Step, chain

Graph = Callable[..., DependencyGraph]


def test_a_portable_machine_is_held_by_its_queue(graph_of: Graph) -> None:
    contagion = graph_of(2, [(0, 1, "writes_to")]).contagion(np.array([0.1, 0.5]))
    assert contagion.inherited.tolist() == pytest.approx([0.3, 0.5])
    assert chain(contagion, 0) == (Step(0, -1), Step(1, 0))
    assert chain(contagion, 1) == (Step(1, -1),)


def test_parallel_references_are_not_added_up_and_the_strongest_is_named(graph_of: Graph) -> None:
    edges = [(0, 1, "in_network"), (0, 1, "stores_in"), (0, 1, "stores_in"), (0, 1, "writes_to")]
    contagion = graph_of(2, edges).contagion(np.array([0.0, 1.0]))
    assert contagion.inherited[0] == pytest.approx(0.8)
    assert contagion.next_edge[0] == 1


def test_no_own_lock_in_is_no_source_and_does_not_stop_what_passes_through(graph_of: Graph) -> None:
    contagion = graph_of(3, [(0, 1, "invokes"), (1, 2, "invokes")]).contagion(np.array([0.0, 0.0, 0.5]))
    assert contagion.inherited.tolist() == pytest.approx([0.18, 0.3, 0.5])
    alone = graph_of(2, [(0, 1, "invokes")]).contagion(np.array([0.0, 0.0]))
    assert alone.inherited.tolist() == [0.0, 0.0]
    assert alone.holder.tolist() == [0, 1]


def test_complete_lock_in_is_a_source_too(graph_of: Graph) -> None:
    """Its distance is an explicit zero, which sparse formats like to drop."""
    contagion = graph_of(2, [(0, 1, "stores_in")]).contagion(np.array([0.2, 1.0]))
    assert contagion.inherited.tolist() == pytest.approx([0.8, 1.0])
    assert contagion.holder.tolist() == [1, 1]


def test_a_cycle_shares_its_strongest_and_ends(graph_of: Graph) -> None:
    edges = [(0, 1, "invokes"), (1, 2, "invokes"), (2, 0, "invokes")]
    contagion = graph_of(3, edges).contagion(np.array([0.9, 0.0, 0.0]))
    assert contagion.inherited.tolist() == pytest.approx([0.9, 0.9 * 0.36, 0.9 * 0.6])
    assert contagion.holder.tolist() == [0, 0, 0]


def test_the_told_is_held_by_the_teller_not_the_other_way_round(graph_of: Graph) -> None:
    contagion = graph_of(2, [(0, 1, "notifies")]).contagion(np.array([0.8, 0.9]))
    assert contagion.inherited.tolist() == pytest.approx([0.8, 0.9])
    contagion = graph_of(2, [(0, 1, "notifies")]).contagion(np.array([0.8, 0.1]))
    assert contagion.inherited.tolist() == pytest.approx([0.8, 0.4])


@pytest.mark.parametrize("kind", ["monitors", "copy_of", "contained_in", "ordered_after", "may_access", "mentions"])
def test_ordering_containment_and_permission_hold_nobody(graph_of: Graph, kind: str) -> None:
    assert graph_of(2, [(0, 1, kind)]).contagion(np.array([0.0, 0.9])).inherited[0] == 0


def test_low_confidence_holds_nobody(graph_of: Graph) -> None:
    assert graph_of(2, [(0, 1, "stores_in", "low")]).contagion(np.array([0.0, 0.9])).inherited[0] == 0


def test_of_equally_strong_ways_ones_own_wins_then_the_lowest_row(graph_of: Graph) -> None:
    edges = [(0, 2, "invokes"), (0, 1, "invokes"), (3, 1, "invokes")]
    contagion = graph_of(4, edges).contagion(np.array([0.0, 0.5, 0.5, 0.3]))
    assert contagion.next_hop.tolist() == [1, -1, -1, -1]


def test_nothing_holds_an_empty_estate(graph_of: Graph) -> None:
    graph = graph_of(0)
    assert len(graph.contagion(np.array([])).inherited) == 0
    assert len(graph.placement().wave) == 0
