"""Programmes are told with their conditions and with what they come to here."""

from dataclasses import replace
from typing import Any

from lockscan.exitcost import estimate


def test_only_the_estates_providers_and_the_law_are_told(world: Any, thing: Any, rules: Any, scenario: Any) -> None:
    bucket = world([thing(capability="object-storage", role="data", size_gb=100_000)])
    told = {p.id: p for p in estimate(**bucket.parts(), knowledge=rules, scenario=scenario)[0].programmes}
    assert set(told) == {"aws-exit", "eu-data-act"}
    assert told["aws-exit"].conditions
    assert told["aws-exit"].without is not None
    assert told["aws-exit"].without.p50 > 5_000
    assert "refused" in told["aws-exit"].applies
    assert "Not counted" in told["eu-data-act"].applies


def test_a_waiver_nobody_asked_for_says_its_chance(world: Any, thing: Any, rules: Any, scenario: Any) -> None:
    bucket = world([thing(capability="object-storage", role="data", size_gb=100)])
    open_ = replace(scenario, waiver=None, customer_in_eu=True)
    told = {p.id: p.applies for p in estimate(**bucket.parts(), knowledge=rules, scenario=open_)[0].programmes}
    assert "70%" in told["aws-exit"]
    assert told["eu-data-act"].startswith("Counted")
