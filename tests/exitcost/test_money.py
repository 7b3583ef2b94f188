"""Currencies convert through dated rates, and back."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from lockscan.exitcost import estimate
from lockscan.exitcost.money import Converter
from lockscan.model.money import Money


def test_a_round_trip_gives_the_same_money(rules: Any, scenario: Any) -> None:
    to_pounds = Converter(exchange=rules.exchange, scenario=scenario).rate("USD")
    to_dollars = Converter(exchange=rules.exchange, scenario=replace(scenario, currency="USD")).rate("GBP")
    assert to_pounds is not None
    assert to_dollars is not None
    assert to_pounds * to_dollars == pytest.approx(1)


def test_the_scenarios_rate_wins_and_an_unknown_one_is_none(rules: Any, scenario: Any) -> None:
    own = Converter(exchange=rules.exchange, scenario=replace(scenario, exchange={"USD": Decimal("0.5")}))
    assert own.amount(Money(Decimal(10), "USD")) == pytest.approx(5)
    assert own.amount(Money(Decimal(10), "XYZ")) is None


def test_a_report_in_dollars_is_the_same_exit(world: Any, thing: Any, rules: Any, scenario: Any) -> None:
    estate = world([thing(), thing(capability="object-storage", role="data", size_gb=100_000)])
    pounds, _ = estimate(**estate.parts(), knowledge=rules, scenario=scenario)
    dollars, _ = estimate(**estate.parts(), knowledge=rules, scenario=replace(scenario, currency="USD"))
    assert dollars.currency == "USD"
    assert dollars.planned.total.p90 * 0.75 == pytest.approx(pounds.planned.total.p90, rel=1e-6)
