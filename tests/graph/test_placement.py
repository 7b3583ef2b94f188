"""With whom a resource moves, and after whom."""

from collections.abc import Callable

from lockscan.graph import DependencyGraph

Graph = Callable[..., DependencyGraph]


def test_dependencies_come_first(graph_of: Graph) -> None:
    placement = graph_of(4, [(0, 1, "invokes"), (1, 2, "stores_in"), (0, 2, "reads_from")]).placement()
    assert placement.wave.tolist() == [2, 1, 0, 0]


def test_a_cycle_of_hard_references_shares_a_wave_but_not_a_group(graph_of: Graph) -> None:
    placement = graph_of(3, [(0, 1, "invokes"), (1, 0, "invokes"), (2, 0, "invokes")]).placement()
    assert placement.wave.tolist() == [0, 0, 1]
    assert placement.group.tolist() == [0, 1, 2]


def test_what_is_joined_moves_in_one_step(graph_of: Graph) -> None:
    placement = graph_of(3, [(0, 2, "attached_to"), (2, 1, "in_network")]).placement()
    assert placement.group.tolist() == [0, 1, 0]
    assert placement.wave.tolist() == [1, 0, 1]


def test_soft_references_order_nothing(graph_of: Graph) -> None:
    assert graph_of(2, [(0, 1, "logs_to")]).placement().wave.tolist() == [0, 0]


def test_external_nodes_do_not_move_and_delay_nobody(graph_of: Graph) -> None:
    placement = graph_of(2, [(0, 1, "stores_in")], resources=1).placement()
    assert placement.wave.tolist() == [0, -1]
    assert placement.group.tolist() == [0, -1]


def test_a_hard_reference_beside_a_soft_one_still_orders(graph_of: Graph) -> None:
    """The strongest of parallel references is kept, but none of them is forgotten."""
    placement = graph_of(2, [(0, 1, "notifies"), (1, 0, "logs_to"), (1, 0, "in_network")]).placement()
    assert placement.wave.tolist() == [0, 1]


def test_references_that_become_parallel_by_joining_are_read_once(graph_of: Graph) -> None:
    """On parallel arcs scipy's search for strong components would not end."""
    edges = [(0, 1, "attached_to"), (2, 3, "attached_to"), (0, 2, "invokes"), (1, 3, "invokes"), (1, 2, "invokes")]
    placement = graph_of(4, edges).placement()
    assert placement.wave.tolist() == [1, 1, 0, 0]
    assert placement.group.tolist() == [0, 0, 1, 1]
