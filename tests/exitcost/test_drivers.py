"""The tornado names what the range hangs on."""

from dataclasses import replace
from typing import Any

import pytest

from lockscan.exitcost import estimate
from lockscan.knowledge import Knowledge
from lockscan.model.report import ExitCost


@pytest.fixture
def price(rules: Any, scenario: Any) -> Any:
    def run(world: Any) -> ExitCost:
        return estimate(**world.parts(), knowledge=rules, scenario=scenario)[0]

    return run


def test_labour_hangs_on_luck_and_overrun(world: Any, thing: Any, price: Any) -> None:
    cost = price(world([thing(capability=f"c{n}", effort="refactor") for n in range(10)]))
    strongest = {driver.id for driver in cost.planned.drivers[:4]}
    assert {"common-luck", "overrun"} <= strongest
    assert sum(driver.share for driver in cost.planned.drivers) <= 1 + 1e-9


def test_stress_is_driven_by_what_only_stress_asks(world: Any, thing: Any, price: Any) -> None:
    cost = price(world([thing() for _ in range(5)]))
    assert all(not driver.id.startswith("stressed-") for driver in cost.planned.drivers)


def test_the_chance_of_being_out_grows_with_the_days(world: Any, thing: Any, price: Any) -> None:
    within = price(world([thing() for _ in range(5)])).stressed.calendar.within
    chances = [chance for _, chance in within]
    assert chances == sorted(chances)
    assert chances[0] < 0.5 < chances[-1]


def test_sizes_nobody_read_are_told_with_how_to_measure_them(
    world: Any, thing: Any, rules: Any, scenario: Any, fixed: Any
) -> None:
    # a thousand stores of 100 GB or of 5 TB each: nothing else is drawn
    plan = fixed(scenario)
    drawn = {**plan.overrides, "unknown-size-gb": rules.parameters["unknown-size-gb"].band}
    stores = world([thing(capability="object-storage", role="data", effort="drop-in")] * 1_000)
    told = replace(plan, overrides=drawn, draws=10_000)
    driver = estimate(**stores.parts(), knowledge=rules, scenario=told)[0].planned.drivers[0]
    assert driver.id == "unknown-size-gb"
    assert driver.correlation > 0.9
    assert driver.narrows > 0.8
    assert Knowledge.load().parameters[driver.id].measure


def test_an_answer_narrows_by_what_the_range_is_without_it(
    world: Any, thing: Any, rules: Any, scenario: Any, fixed: Any
) -> None:
    # only the day rate is drawn: once it is known nothing is left to vary but within one of twenty slices
    rate = rules.parameters["rate-blend"].band
    plan = fixed(scenario)
    open_ = replace(plan, overrides={**plan.overrides, "rate-blend": rate}, draws=10_000)
    (driver,) = estimate(**world([thing()]).parts(), knowledge=rules, scenario=open_)[0].planned.drivers
    assert driver.id == "rate-blend"
    assert driver.narrows > 0.9
