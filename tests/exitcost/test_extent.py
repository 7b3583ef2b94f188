"""What lies inside another of its kind is not counted a second time, however many settings stand between them."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lockscan.exitcost.estimation import figures_of
from lockscan.exitcost.extent import extent_of
from lockscan.knowledge import Knowledge
from lockscan.knowledge.model import Understanding
from lockscan.model.scenario import Scenario


@pytest.fixture
def extent(world: Any, rules: Any, scenario: Any) -> Any:
    def reckoned(*things: Any, said: dict[str, float] | None = None) -> list[float]:
        made = world(list(things))
        known = {
            rule: Understanding(rule=rule, name="", capability="", role="data", interfaces={}, workload_share=share)
            for rule, share in (said or {}).items()
        }
        told = replace(rules, understandings=known)
        return [round(each, 9) for each in extent_of(made.estate, made.scores, told, figures_of(told, scenario))]

    return reckoned


def test_a_part_counts_little_beside_its_whole(extent: Any, thing: Any) -> None:
    account, table = thing(capability="documents", role="data"), thing(capability="documents", role="data", parent=0)
    assert extent(account, table) == [1, 0.2]


def test_a_thing_inside_another_kind_counts_whole(extent: Any, thing: Any) -> None:
    assert extent(thing(capability="cluster"), thing(capability="database", role="data", parent=0)) == [1, 1]


def test_settings_between_are_looked_through(extent: Any, thing: Any) -> None:
    setting = thing(capability="documents", role="configuration", parent=0)
    whole, between, part = extent(
        thing(capability="documents", role="data"), setting, thing(capability="documents", role="data", parent=1)
    )
    assert (whole, part) == (1, 0.2)
    assert between < 0.2


def test_a_mere_setting_around_it_takes_nothing_away(extent: Any, thing: Any) -> None:
    server = thing(capability="database", role="configuration")
    assert extent(server, thing(capability="database", role="data", parent=0))[1] == 1


def test_what_has_no_parent_is_not_taken_for_the_last_rows_part(extent: Any, thing: Any) -> None:
    assert extent(thing(capability="vm"), thing(capability="vm")) == [1, 1]


def test_a_ring_of_settings_ends(extent: Any, thing: Any) -> None:
    ring = [
        thing(capability="a", role="configuration", parent=1),
        thing(capability="a", role="configuration", parent=0),
    ]
    assert len(extent(*ring)) == 2


def test_a_rules_own_share_goes_before_its_capabilitys(extent: Any, thing: Any) -> None:
    assert extent(thing(capability="plan"), thing(capability="site"), said={"rule-plan": 0.1}) == [0.1, 1]


def test_a_rules_own_share_holds_inside_its_kind_too(extent: Any, thing: Any) -> None:
    server = thing(capability="database", role="data")
    held = thing(capability="database", role="data", parent=0)
    assert extent(server, held, said={"rule-database": 0.5})[1] == 0.5


def test_who_signs_in_is_moved_like_a_store_and_a_role_is_not(
    world: Any, thing: Any, rules: Any, scenario: Any
) -> None:
    pool = replace(rules.capabilities["workflow"], id="customer-identity", accounts=True, workload_share=2)
    told = replace(rules, capabilities={**rules.capabilities, pool.id: pool})
    things = [thing(capability=name, role="identity") for name in ("customer-identity", "workload-identity")]
    made = world(things)
    assert extent_of(made.estate, made.scores, told, figures_of(told, scenario)).tolist() == [2, 0.15]


def test_moving_a_user_pool_is_weeks_of_work_and_more_for_more_people() -> None:
    # the shipped rules: 2 x 7 days for 10,000 people; BlockFi's 225,000 took some ten weeks of work, all in
    knowledge = Knowledge.load()
    pool = knowledge.capabilities["customer-identity"]
    figures = figures_of(knowledge, Scenario(as_of=date(2026, 11, 22)))
    days = pool.workload_share * figures.effort_band(pool.effort["near"]).p50
    assert 10 <= days <= 25
    people = (225_000 / figures.middle("size-reference-accounts")) ** figures.middle("size-exponent")
    assert 25 <= days * people * figures.middle("organisation-multiplier") <= 100
