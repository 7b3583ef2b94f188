"""The cost is told by application, supplier and move group, planned and stressed, and always adds up."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lockscan.exitcost import estimate
from lockscan.model.report import ExitCost

POINTS = ("p10", "p50", "p80", "p90")


@pytest.fixture
def cost(world: Any, thing: Any, rules: Any, scenario: Any) -> ExitCost:
    things = [
        thing(application="shop"),
        thing(application="shop", provider="azure", capability="workflow", effort="refactor"),
        thing(application="post", provider="azure", capability="object-storage", role="data", size_gb=500_000),
        thing(application="post"),
    ]
    made = world(things)
    placement = replace(made.placement, group=np.array([0, 0, 1, 2], dtype=np.int32))
    return estimate(**replace(made, placement=placement).parts(), knowledge=rules, scenario=scenario)[0]


def test_components_of_every_part_sum_to_its_range(cost: ExitCost) -> None:
    for case in (cost.planned, cost.stressed):
        for share in (*case.by_application, *case.by_supplier, *case.by_group):
            for point in POINTS:
                parts = sum(getattr(part, point) for part in share.components.values())
                assert parts == pytest.approx(getattr(share.range, point))


def test_every_resource_lies_with_one_supplier_and_the_rest_with_none(cost: ExitCost) -> None:
    suppliers = {share.name: share.resources for share in cost.planned.by_supplier}
    assert suppliers == {"aws": 2, "azure": 2, "": 0}
    dearest = {share.name: share.range.p50 for share in cost.planned.by_supplier}
    assert dearest["azure"] > dearest["aws"]


def test_a_move_group_is_named_after_its_dearest_member(cost: ExitCost) -> None:
    assert [(share.name, share.resources) for share in cost.planned.by_group] == [("r0001", 2)]


def test_with_every_figure_fixed_suppliers_sum_to_the_total(
    world: Any, thing: Any, rules: Any, scenario: Any, fixed: Any
) -> None:
    things = [thing(), thing(provider="azure", size_gb=9_000, role="data", capability="object-storage")]
    found = estimate(**world(things).parts(), knowledge=rules, scenario=fixed(scenario))[0]
    for case in (found.planned, found.stressed):
        assert sum(share.range.p50 for share in case.by_supplier) == pytest.approx(case.total.p50, rel=1e-9)
        assert sum(share.range.p50 for share in case.by_application) == pytest.approx(case.total.p50, rel=1e-9)
