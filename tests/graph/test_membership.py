"""Which application a thing belongs to, where its tags do not say."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from lockscan.graph import DependencyGraph
from lockscan.model.coupling import Coupling
from lockscan.model.estate import Column, Estate
from lockscan.vocabulary.kinds import Kind

Members = Callable[..., list[str]]


@pytest.fixture(scope="session")
def members(estate_of: Callable[..., Estate], couplings: Mapping[Kind, Coupling]) -> Members:
    def give(applications: Sequence[str], edges: Sequence[Any] = (), settings: Sequence[int] = (), **more: Any) -> Any:
        nodes = len(applications)
        estate = estate_of(nodes, edges, applications=applications, **more)
        role = Column.of(["configuration" if row in settings else "workload" for row in range(nodes)])
        column = DependencyGraph.of(estate, couplings).memberships(estate, role)
        return [column[row] for row in range(nodes)]

    return give


def test_ones_own_application_stays(members: Members) -> None:
    assert members(["a", "b"], [(0, 1, "invokes")]) == ["a", "b"]


def test_a_part_follows_its_parent_and_a_part_of_a_part_too(members: Members) -> None:
    assert members(["", "", "a"], parents=[1, 2, -1]) == ["a", "a", "a"]


def test_a_setting_follows_what_it_configures(members: Members) -> None:
    assert members(["", "a"], [(0, 1, "configures")], settings=[0]) == ["a", "a"]


def test_a_setting_that_nobody_uses_follows_what_it_refers_to(members: Members) -> None:
    assert members(["", "a"], [(0, 1, "invokes")], settings=[0]) == ["a", "a"]
    assert members(["", "a"], [(0, 1, "invokes")]) == ["unassigned", "a"]


def test_a_setting_that_somebody_uses_is_its_users(members: Members) -> None:
    edges = [(0, 1, "in_network"), (1, 2, "in_network"), (3, 2, "in_network")]
    assert members(["a", "", "", "b"], edges, settings=[1])[1:3] == ["a", "unassigned"]


def test_what_one_application_alone_uses_joins_it_also_at_a_distance(members: Members) -> None:
    assert members(["a", "a", "", ""], [(0, 2, "invokes"), (1, 2, "invokes"), (2, 3, "stores_in")]) == ["a"] * 4


def test_what_somebody_unassigned_uses_too_joins_nobody(members: Members) -> None:
    assert members(["a", "", ""], [(0, 2, "invokes"), (1, 2, "invokes")]) == ["a", "unassigned", "unassigned"]


def test_what_most_of_three_applications_use_is_shared_and_so_is_what_it_uses(members: Members) -> None:
    edges = [(0, 3, "invokes"), (1, 3, "invokes"), (3, 4, "in_network")]
    assert members(["a", "b", "c", "", ""], edges) == ["a", "b", "c", "shared", "shared"]


def test_what_both_of_two_applications_use_is_not_called_shared(members: Members) -> None:
    assert members(["a", "b", ""], [(0, 2, "invokes"), (1, 2, "invokes")]) == ["a", "b", "unassigned"]


def test_what_just_half_of_the_applications_use_is_not_shared(members: Members) -> None:
    edges = [(0, 4, "invokes"), (1, 4, "invokes")]
    assert members(["a", "b", "c", "d", ""], edges)[4] == "unassigned"


def test_uses_of_a_part_are_uses_of_the_whole(members: Members) -> None:
    edges = [(0, 3, "in_network"), (1, 4, "in_network")]
    assert members(["a", "b", "c", "", "", ""], edges, parents=[-1, -1, -1, 5, 5, -1])[3:] == ["shared"] * 3


def test_untagged_things_in_a_circle_join_whoever_uses_them(members: Members) -> None:
    edges = [(0, 1, "invokes"), (1, 2, "invokes"), (2, 1, "invokes")]
    assert members(["a", "", ""], edges) == ["a", "a", "a"]
    assert members(["a", "", ""], edges[1:]) == ["a", "unassigned", "unassigned"]


def test_parents_in_a_circle_speak_for_nobody(members: Members) -> None:
    assert members(["", "", "", "a"], parents=[1, 2, 0, -1]) == ["unassigned"] * 3 + ["a"]
