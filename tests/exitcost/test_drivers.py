"""The tornado names what the range hangs on."""

from typing import Any

import pytest

from lockscan.exitcost import estimate
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
