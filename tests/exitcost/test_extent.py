"""What lies inside another of its kind is not counted a second time, however many settings stand between them."""

from dataclasses import replace
from typing import Any

import pytest

from lockscan.exitcost.estimation import figures_of
from lockscan.exitcost.extent import extent_of
from lockscan.knowledge.model import Understanding


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
