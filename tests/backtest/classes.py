"""Estates of which only our reading by effort class is known."""

from collections.abc import Mapping

import numpy as np

from lockscan.exitcost import estimate
from lockscan.knowledge import Knowledge
from lockscan.model.estate import Column, Edges, Estate, HeldRows
from lockscan.model.profile import Profile
from lockscan.model.report import ExitCase
from lockscan.model.resource import TypeName
from lockscan.model.scenario import Scenario
from lockscan.model.scores import EFFORT_CLASSES, Placement, Scores


def planned_by_class(things: Mapping[str, int], knowledge: Knowledge, scenario: Scenario) -> ExitCase:
    """Give the planned exit of so many whole things of each effort class, all of one application."""
    code = np.array([EFFORT_CLASSES.index(name) for name, count in things.items() for _ in range(count)], np.int32)
    n = len(code)
    empty, zeros, unknown = np.array([], dtype=np.int32), np.zeros(n, dtype=np.int32), np.full(n, np.nan)
    one, half = Column(zeros, ("told",)), np.full(n, 50.0)
    estate = Estate(
        profiles=(Profile(type=TypeName("backtest")),),
        profile=zeros,
        resources=n,
        provider=one,
        account=one,
        region=one,
        application=one,
        parent=zeros - 1,
        size_gb=unknown,
        vcpus=unknown,
        memory_gb=unknown,
        instances=unknown,
        edges=Edges(source=empty, target=empty, kind=Column(empty, ()), confidence=Column(empty, ())),
        rows=HeldRows(tuple(str(row) for row in range(n))),
    )
    scores = Scores(
        own=half,
        low=half,
        high=half,
        facets=np.ones((n, 5)),
        effort=code,
        effort_low=code,
        effort_high=code,
        capability=Column.of([f"things to {EFFORT_CLASSES[each]}" for each in code]),
        role=Column(zeros, ("workload",)),
        rule=Column(zeros, ("",)),
        level=Column(zeros, ("type",)),
    )
    placement = Placement(group=np.arange(n, dtype=np.int32), wave=zeros)
    cost, _ = estimate(
        estate=estate, scores=scores, application=one, placement=placement, knowledge=knowledge, scenario=scenario
    )
    return cost.planned
