"""Hedges are priced with the same luck as the exit, and ranked by what they save per pound."""

from dataclasses import replace
from typing import Any

import pytest

from lockscan.exitcost import hedges
from lockscan.knowledge.model import HedgeRule, Understanding
from lockscan.model.report import Hedge
from lockscan.model.scenario import Band


def constant(value: float) -> Band:
    return Band(p10=value, p50=value, p90=value)


def rule(identifier: str, effort: float, effort_class: str = "rehost", **changes: Any) -> HedgeRule:
    known = {"capabilities": ("workflow",), "interfaces": ()}
    return HedgeRule(
        id=identifier,
        action=identifier,
        effort_days=constant(effort),
        effort_class=effort_class,
        yearly_cost=constant(1),
        side_effects="",
        **{**known, **changes},
    )


@pytest.fixture
def rank(rules: Any, scenario: Any) -> Any:
    def run(world: Any, *found: HedgeRule, scenario: Any = scenario) -> tuple[Hedge, ...]:
        told = Understanding(
            rule="rule-workflow", name="", capability="workflow", role="workload", interfaces={"asl": 1.0}
        )
        knowledge = replace(rules, hedges={h.id: h for h in found}, understandings={"rule-workflow": told})
        parts = {k: v for k, v in world.parts().items() if k != "placement"}
        return hedges(**parts, knowledge=knowledge, scenario=scenario)

    return run


def test_a_hedge_saves_the_difference_between_two_classes(
    world: Any, thing: Any, rank: Any, fixed: Any, scenario: Any
) -> None:
    # one rewrite of 120 days becomes a rehost of 6: 114 x 1.6 x 850 = 155,040 saved;
    # it costs 10 days once and 1 a year over 3 years: 13 x 850 = 11,050; p* = (10/3 + 1) x 850 / 155,040 = 2.4%
    (hedge,) = rank(world([thing(capability="workflow", effort="rewrite")]), rule("wrap", 10), scenario=fixed(scenario))
    assert hedge.saves.p50 == pytest.approx(155_040, rel=1e-4)
    assert hedge.costs.p50 == pytest.approx(11_050)
    assert hedge.break_even == pytest.approx(0.02376, rel=1e-3)
    assert (hedge.applies_to, hedge.applications, hedge.examples) == (1, ("website",), ("r0000",))


def test_the_cheaper_of_two_equal_hedges_comes_first(world: Any, thing: Any, rank: Any) -> None:
    estate = world([thing(capability="workflow", effort="rewrite")])
    assert [hedge.id for hedge in rank(estate, rule("dear", 50), rule("cheap", 5))] == ["cheap", "dear"]


def test_a_hedge_applies_by_interface_too_and_never_where_nothing_is_gained(world: Any, thing: Any, rank: Any) -> None:
    estate = world([thing(capability="workflow", effort="rewrite"), thing(capability="workflow", effort="rehost")])
    (by_interface,) = rank(estate, rule("by-interface", 5, capabilities=(), interfaces=("asl",)))
    assert by_interface.applies_to == 1
    assert rank(estate, rule("useless", 5, effort_class="rewrite")) == ()


def test_an_easier_class_saves_more(world: Any, thing: Any, rank: Any) -> None:
    estate = world([thing(capability="workflow", effort="rewrite")])
    found = {h.id: h.saves for h in rank(estate, rule("a-little", 5, "refactor"), rule("a-lot", 5, "drop-in"))}
    assert found["a-lot"].p10 > found["a-little"].p10
    assert found["a-lot"].p90 > found["a-little"].p90


def test_two_steps_that_ease_the_same_thing_save_it_once(world: Any, thing: Any, rank: Any) -> None:
    estate = world([thing(capability="workflow", effort="rewrite")])
    first, second = rank(estate, rule("cheap", 5), rule("dear", 50))
    assert first.adds == pytest.approx(first.saves.p50)
    assert second.adds == pytest.approx(0, abs=1e-6)
