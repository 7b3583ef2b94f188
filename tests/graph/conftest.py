"""Small estates for graphs; the couplings are the published ones."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pytest

from lockscan.graph import DependencyGraph
from lockscan.model.coupling import Coupling, Direction
from lockscan.model.estate import Column, Edges, Estate, HeldRows
from lockscan.model.profile import Profile
from lockscan.model.resource import TypeName
from lockscan.vocabulary.data import read_yaml, rules_folder
from lockscan.vocabulary.kinds import Kind

Edge = tuple[int, int, str] | tuple[int, int, str, str]


def estate_of(
    nodes: int,
    edges: Sequence[Edge] = (),
    *,
    resources: int | None = None,
    applications: Sequence[str] | None = None,
    parents: Sequence[int] | None = None,
) -> Estate:
    nothing = np.full(nodes, np.nan)
    blank = Column.of([""] * nodes)
    return Estate(
        profiles=(Profile(TypeName("T")),),
        profile=np.zeros(nodes, dtype=np.int32),
        resources=nodes if resources is None else resources,
        provider=blank,
        account=blank,
        region=blank,
        application=Column.of(applications or [""] * nodes),
        parent=np.array([-1] * nodes if parents is None else parents, dtype=np.int32),
        size_gb=nothing,
        vcpus=nothing,
        memory_gb=nothing,
        instances=nothing,
        edges=Edges(
            source=np.array([edge[0] for edge in edges], dtype=np.int32),
            target=np.array([edge[1] for edge in edges], dtype=np.int32),
            kind=Column.of([edge[2] for edge in edges]),
            confidence=Column.of([edge[3] if len(edge) > 3 else "high" for edge in edges]),
        ),
        rows=HeldRows(
            tuple(f"id-{row}" for row in range(nodes)),
            tuple(f"name-{row}" for row in range(nodes)),
            tuple(f"Path{edge}" for edge in range(len(edges))),
        ),
    )


@pytest.fixture(scope="session")
def couplings() -> Mapping[Kind, Coupling]:
    entries = read_yaml(rules_folder() / "couplings.yaml")["couplings"]
    return {
        Kind(kind): Coupling(kind=Kind(kind), **{**entry, "direction": Direction(entry["direction"])})
        for kind, entry in entries.items()
    }


@pytest.fixture(scope="session", name="estate_of")
def _estate_of() -> Callable[..., Estate]:
    return estate_of


@pytest.fixture(scope="session", params=["networkx", "sparse"])
def graph_of(request: pytest.FixtureRequest, couplings: Mapping[Kind, Coupling]) -> Callable[..., DependencyGraph]:
    def make(nodes: int, edges: Sequence[Edge] = (), *, resources: int | None = None) -> DependencyGraph:
        return DependencyGraph.of(estate_of(nodes, edges, resources=resources), couplings, kernel=request.param)

    return make


@pytest.fixture(scope="session")
def both(couplings: Mapping[Kind, Coupling]) -> Callable[..., tuple[DependencyGraph, DependencyGraph]]:
    def make(nodes: int, edges: Sequence[Edge] = ()) -> tuple[DependencyGraph, DependencyGraph]:
        estate = estate_of(nodes, edges)
        return (
            DependencyGraph.of(estate, couplings, kernel="networkx"),
            DependencyGraph.of(estate, couplings, kernel="sparse"),
        )

    return make
