"""A scenario file is checked whole: every problem at once, nothing guessed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lockscan.errors import InvalidInput
from lockscan.knowledge import Knowledge
from lockscan.model.scenario import Scenario
from lockscan.scenario import scenario_from

BASE = Scenario(as_of=date(2026, 11, 22))


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load()


@pytest.fixture
def read(knowledge: Knowledge) -> Any:
    def run(**document: Any) -> Scenario:
        named = {key.replace("_", "-"): value for key, value in document.items()}
        return scenario_from(named, knowledge, BASE, what="scenario.toml")

    return run


def test_one_target_or_a_mix_with_a_default(read: Any) -> None:
    assert read(target="uk-eu") == replace(BASE, target="uk-eu")
    mixed = read(target={"default": "uk-eu", "relational-database": "self-hosted"})
    assert mixed == replace(BASE, target="uk-eu", targets={"relational-database": "self-hosted"})
    assert read(target={"object-storage": "ovhcloud"}).target == "any"


def test_one_day_rate_or_several_by_their_share(read: Any) -> None:
    assert read(rate="contractor").rate == "contractor"
    mixed = read(rate={"in-house": 0.75, "contractor": 0.25})
    assert (mixed.rate, mixed.rates) == ("mix", {"in-house": 0.75, "contractor": 0.25})


def test_dates_of_the_decision_and_of_the_exit(read: Any) -> None:
    found = read(decision_date=date(2027, 1, 1), exit_date=date(2028, 3, 31))
    assert (found.decided, found.exit_by) == (date(2027, 1, 1), date(2028, 3, 31))


def test_all_problems_are_told_at_once(read: Any) -> None:
    with pytest.raises(InvalidInput) as raised:
        read(
            target={"default": "mars", "no-such-thing": "any"},
            rate={"in-house": 0.75},
            decision_date=date(2026, 1, 1),
            exit_date=date(2025, 1, 1),
            schema_units={"orders": -1},
            overrides={"no-such-figure": {"p10": 1, "p50": 1, "p90": 1}},
            colour="blue",
        )
    told = str(raised.value)
    for word in (
        "mars",
        "no-such-thing",
        "sum to 1",
        "decision-date",
        "exit-date",
        "orders",
        "no-such-figure",
        "colour",
    ):
        assert word in told, told
