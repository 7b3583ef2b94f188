"""The tool can say stay, and says move or hedge where the sums do."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lockscan.exitcost import decide, estimate
from lockscan.knowledge.model import HedgeRule, Understanding
from lockscan.model.report import Application
from lockscan.model.scenario import Band


def understanding(capability: str, retires: date | None = None) -> Understanding:
    return Understanding(
        rule=f"rule-{capability}", name=capability, capability=capability, role="data", interfaces={}, retires=retires
    )


HEDGE = HedgeRule(
    id="wrap",
    action="Wrap it",
    capabilities=("relational-database",),
    interfaces=(),
    effort_days=Band(p10=1, p50=2, p90=4),
    effort_class="rehost",
    yearly_cost=Band(p10=1, p50=1, p90=1),
    side_effects="",
)


@pytest.fixture
def advise(rules: Any, scenario: Any) -> Any:
    def run(world: Any, scenario: Any = scenario, **changes: Any) -> Application:
        told = {"understandings": {f"rule-{c}": understanding(c) for c in rules.capabilities}, **changes}
        knowledge = replace(rules, **told)
        exit_cost, costs = estimate(**world.parts(), knowledge=knowledge, scenario=scenario)
        parts = {k: v for k, v in world.parts().items() if k != "placement"}
        return decide(**parts, exit_cost=exit_cost, costs=costs, knowledge=knowledge, scenario=scenario)[0]

    return run


def test_a_portable_estate_is_told_to_stay(world: Any, thing: Any, advise: Any) -> None:
    assert advise(world([thing(own=85) for _ in range(5)])).recommendation == "keep"


def test_what_is_held_but_worth_it_is_kept_and_written_down(
    world: Any, thing: Any, advise: Any, fixed: Any, scenario: Any
) -> None:
    # one managed database saves 40 days a year: 40 x 850 = 34,000. Moving it: 45 x 1.6 x 850 = 61,200 of labour,
    # + 45 x 0.06 x 850 + 2 x 850 = 3,995 of closing down + 3,000 of assurance + 100 GB x 0 = 68,195: p* = 49.9%
    database = thing(capability="relational-database", role="data", effort="refactor", own=30, size_gb=100)
    found = advise(world([database]), fixed(scenario))
    assert found.value == pytest.approx(34_000)
    assert found.break_even == pytest.approx(34_000 / 68_195, rel=1e-3)
    assert advise(world([database])).recommendation == "keep and write down"
    assert "49.9%" in found.reason


def test_what_is_held_and_saves_little_is_told_to_move(world: Any, thing: Any, advise: Any) -> None:
    # a workflow that saves 0.1 days a year against 120 days' rewriting: p* far below every estimate
    workflow = thing(capability="workflow", effort="rewrite", own=15)
    assert advise(world([workflow])).recommendation == "move"


def test_between_the_two_a_hedge_is_advised_where_one_applies(world: Any, thing: Any, advise: Any) -> None:
    database = thing(capability="relational-database", role="data", effort="rewrite", own=20, size_gb=100_000)
    many = [database, *(thing(capability="workflow", effort="rewrite", own=15) for _ in range(5))]
    assert advise(world(many), hedges={"wrap": HEDGE}).recommendation == "hedge"
    assert advise(world(many)).recommendation == "keep and write down"


def test_a_service_that_is_being_ended_has_to_be_left(world: Any, thing: Any, advise: Any) -> None:
    ending = {"rule-workflow": understanding("workflow", retires=date(2027, 6, 1))}
    workflow = thing(capability="workflow", effort="rehost", own=90)
    assert advise(world([workflow]), understandings=ending).recommendation == "move"


def test_little_knowledge_advises_no_change(world: Any, thing: Any, advise: Any) -> None:
    blurred = world([thing(effort=None, role="unknown", own=30)])
    wide = replace(blurred, scores=replace(blurred.scores, low=blurred.scores.own * 0, high=blurred.scores.own * 3))
    found = advise(wide)
    assert found.recommendation == "keep and write down"
    assert "Too little is known" in found.reason


def test_unbilled_applications_have_no_monthly_cost(world: Any, thing: Any, advise: Any) -> None:
    assert advise(world([thing()])).monthly_cost is None
