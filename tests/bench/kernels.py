"""The graph's kernels and the simulation at a million nodes, against bare scipy calls on the same arrays."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, dijkstra

from lockscan.exitcost import estimate
from lockscan.graph import DependencyGraph
from lockscan.knowledge import Knowledge
from lockscan.model.scenario import Scenario
from lockscan.scoring import score, score_profiles
from lockscan.snapshot import Snapshot
from tests.bench.estates import generate
from tests.bench.timing import Row, own_peak

RESOURCES = 1_000_000
T = TypeVar("T")


def rows(folder: Path) -> list[Row]:
    place = folder / str(RESOURCES)
    snapshot = place if place.exists() else generate(place, RESOURCES)
    estate, opening = _timed(lambda: Snapshot.open(snapshot).estate())
    knowledge = Knowledge.load()
    scores, scoring = _timed(lambda: score(estate, score_profiles(knowledge, estate.profiles, target="any")))
    graph, building = _timed(lambda: DependencyGraph.of(estate, knowledge.couplings, kernel="sparse"))
    own = 1 - scores.own / 100
    _, contagion = _timed(lambda: graph.contagion(own))
    placement, placing = _timed(graph.placement)
    application, sharing = _timed(lambda: graph.memberships(estate, scores.role))
    scenario = Scenario(as_of=date(2026, 11, 22))
    _, costing = _timed(
        lambda: estimate(
            estate=estate, scores=scores, application=application, placement=placement,
            knowledge=knowledge, scenario=scenario,
        )
    )  # fmt: skip
    size = len(estate)
    ends = (estate.edges.source, estate.edges.target)
    matrix = csr_matrix((np.full(len(estate.edges), 0.5), ends), shape=(size, size))
    _, components = _timed(lambda: connected_components(matrix, connection="strong"))
    _, paths = _timed(lambda: dijkstra(matrix, indices=[0]))
    return [
        ("open 1 M / 3 M", f"{opening:.2f} s", "", ""),
        ("score 1 M", f"{scoring:.2f} s", "", f"{len(estate.profiles):,} profiles"),
        ("build the graph", f"{building:.2f} s", "", ""),
        ("contagion", f"{contagion:.2f} s", "1.5x of 1.3 s", f"bare Dijkstra from one node {paths:.2f} s"),
        ("groups and waves", f"{placing:.2f} s", "1.5x of 0.55 s", f"bare strong components {components:.2f} s"),
        ("memberships", f"{sharing:.2f} s", "", ""),
        ("exit cost, 10,000 draws", f"{costing:.2f} s", "3 s", ""),
        ("peak memory of all these", f"{own_peak():,.0f} MB", "1,500 MB", ""),
    ]


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    begun = time.perf_counter()
    result = work()
    return result, time.perf_counter() - begun
