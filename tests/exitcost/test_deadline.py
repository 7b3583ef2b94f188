"""Out in so many days or not, and what it takes if not: hand-worked."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lockscan.exitcost import estimate
from lockscan.model.charge import Charge, Contract
from lockscan.model.money import Money
from lockscan.model.report import Deadline, ExitCost, Loss


@pytest.fixture
def cost(world: Any, thing: Any, rules: Any, fixed: Any, scenario: Any) -> ExitCost:
    """A hurried exit in 30 days of two applications in two waves, of a council with one contract.

    Wave 1: a bucket of 864,000 GB; at 4 Gbit/s 864,000 x 8 / 4 / 86,400 = 20 days, longer than its work.
    Wave 2: one machine. Weights 6 x 4 (size cap) and 6: shares 4/5 and 1/5.
    Person-days 60 x (2/100)^0.7 + 1.6 x 30 = 51.88; a day's 6 x 0.7 x 220/365 = 2.5315: wave 2 = 4.10 days.
    Preparation 10; approvals make 1.3 days of each: wave 1 from 13 to 39, wave 2 to 1.3 x 34.10 = 44.33.
    """
    contract = Contract(
        supplier="aws", start=date(2026, 11, 22), end=date(2027, 11, 22), notice_days=90,
        committed_spend=Money(Decimal(365_000), "GBP"),
    )  # fmt: skip
    monthly = Money(Decimal("3043.75"), "GBP")
    charge = Charge(
        provider="aws", publisher="AWS", invoice_issuer="AWS", service="EC2", service_category="Compute",
        charge_category="Usage", sub_account="1", region="eu-west-2", resource_id="r0000", month=date(2026, 10, 1),
        billed=monthly, effective=monthly,
    )  # fmt: skip
    bucket = thing(capability="object-storage", role="data", size_gb=864_000, application="archive")
    two = world([bucket, thing(wave=1)], contracts=(contract,), charges=(charge,))
    return estimate(**two.parts(), knowledge=rules, scenario=replace(fixed(scenario), in_days=30))[0]


def deadline(cost: ExitCost) -> Deadline:
    assert cost.stressed.deadline is not None
    return cost.stressed.deadline


def loss(cost: ExitCost, identifier: str) -> Loss:
    return next(each for each in deadline(cost).losses if each.id == identifier)


def test_thirty_days_are_not_enough_and_neither_application_is_out(cost: ExitCost) -> None:
    assert deadline(cost).chance == 0
    assert [(each.application, each.wave, each.chance) for each in deadline(cost).departures] == [
        ("archive", 0, 0), ("website", 1, 0),
    ]  # fmt: skip
    assert deadline(cost).departures[0].days.p50 == pytest.approx(39)
    assert deadline(cost).departures[1].days.p50 == pytest.approx(44.33, abs=0.01)
    assert loss(cost, "applications").amount.p50 == 2


def test_what_belongs_to_no_application_is_not_counted_as_one(
    world: Any, thing: Any, rules: Any, fixed: Any, scenario: Any
) -> None:
    apart = [thing(application=name) for name in ("website", "shared", "unassigned")]
    hurried = replace(fixed(scenario), in_days=1)
    late = estimate(**world(apart).parts(), knowledge=rules, scenario=hurried)[0]
    assert loss(late, "applications").amount.p90 == 1
    assert {each.application for each in deadline(late).departures} == {"website", "shared", "unassigned"}
    unnamed = estimate(**world(apart[1:]).parts(), knowledge=rules, scenario=hurried)[0]
    assert all(each.id != "applications" for each in deadline(unnamed).losses)


def test_bytes_still_on_the_way_are_counted(cost: ExitCost) -> None:
    # sent from day 13 on, 17 of the 20 days they need: 864,000 x 3/20 = 129,600 GB stay behind
    assert loss(cost, "data").amount.p50 == pytest.approx(129_600)


def test_notice_not_served_and_what_the_contract_still_asks(cost: ExitCost) -> None:
    # 90 - 30 = 60 days of notice; 335 of the 365 days promised are unused: 335,000
    assert loss(cost, "notice").amount.p50 == 60
    assert loss(cost, "commitments").amount.p50 == pytest.approx(335_000)


def test_running_on_is_paid_at_the_failing_suppliers_price(cost: ExitCost) -> None:
    # 3,043.75 a month = 100 a day, x 3, for the 44.33 - 30 = 14.33 days too late: 4,299
    assert loss(cost, "run-off").amount.p50 == pytest.approx(4_299, abs=3)


def test_the_gantt_is_laid_end_to_end_and_says_what_each_wave_holds(cost: ExitCost) -> None:
    preparation, first, second = cost.stressed.calendar.stages
    assert [stage.name for stage in cost.stressed.calendar.stages] == ["Preparation", "Wave 1", "Wave 2"]
    assert [preparation.end.p50, first.start.p50, first.end.p50] == pytest.approx([13, 13, 39])
    assert (first.applications, first.resources, first.move_groups, first.size_gb) == (("archive",), 1, 1, 864_000)
    assert second.end.p50 == pytest.approx(cost.stressed.calendar.days.p50)


def test_in_good_time_everybody_is_out_and_nothing_runs_on(
    world: Any, thing: Any, rules: Any, fixed: Any, scenario: Any
) -> None:
    one = world([thing()])
    cost = estimate(**one.parts(), knowledge=rules, scenario=replace(fixed(scenario), in_days=365))[0]
    assert deadline(cost).chance == 1
    assert [each.chance for each in deadline(cost).departures] == [1]
    assert loss(cost, "applications").amount.p90 == loss(cost, "data").amount.p90 == 0


def test_what_is_not_known_is_absent_and_never_nought(world: Any, thing: Any, rules: Any, scenario: Any) -> None:
    cost = estimate(**world([thing()]).parts(), knowledge=rules, scenario=scenario)[0]
    assert {each.id for each in deadline(cost).losses} == {"applications", "data"}


def test_nothing_at_all_is_out_at_once(world: Any, rules: Any, scenario: Any) -> None:
    cost = estimate(**world([]).parts(), knowledge=rules, scenario=scenario)[0]
    assert deadline(cost).departures == ()
