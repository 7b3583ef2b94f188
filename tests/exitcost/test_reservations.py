"""Reservations run on after the exit until they end; what was paid ahead is gone, not owed again."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from lockscan.exitcost import estimate
from lockscan.model.charge import Contract
from lockscan.model.money import Money
from lockscan.model.report import ExitCase, ExitCost

AS_OF = date(2026, 11, 22)


@pytest.fixture
def reserve(thing: Any) -> Any:
    def make(ends: date | None, type_: str = "", **amounts: float) -> Any:
        days = {"start_date": 20260101.0} | ({"end_date": float(ends.strftime("%Y%m%d"))} if ends else {})
        facts = (("committed_currency", "USD"),)
        return thing(
            capability="commitment",
            role="configuration",
            effort="drop-in",
            facts=facts,
            profile=type_,
            amounts=tuple({**days, **amounts}.items()),
        )

    return make


@pytest.fixture
def leave(rules: Any, scenario: Any, fixed: Any, world: Any) -> Any:
    """Every figure at its middle, out on day 100."""

    def run(*things: Any, contracts: Any = (), knowledge: Any = rules) -> ExitCost:
        plan = replace(fixed(scenario), public_body=False, exit_by=AS_OF + timedelta(days=100))
        return estimate(**world(things, contracts=contracts).parts(), knowledge=knowledge, scenario=plan)[0]

    return run


def owed(case: ExitCase) -> float:
    return next((part.range.p50 for part in case.components if part.id == "commitments"), 0.0)


def test_three_reservations_ending_on_different_dates(reserve: Any, leave: Any) -> None:
    # out on day 100; a month is 365/12 days; 1 USD = 0.75 GBP
    #   ends on day  50:                     nothing left
    #   ends on day 173: 73 days = 2.4 months x 1,000 USD = 2,400 USD
    #   ends on day 465: 365 days = 12 months x 500 USD = 6,000 USD; its 1,200 USD paid ahead are gone
    # together 8,400 USD = 6,300 GBP
    ends = [AS_OF + timedelta(days=days) for days in (50, 173, 465)]
    cost = leave(
        reserve(ends[0], committed_monthly=9_999),
        reserve(ends[1], committed_monthly=1_000),
        reserve(ends[2], committed_monthly=500, committed_upfront=1_200),
    )
    assert owed(cost.planned) == pytest.approx(6_300)
    told = {one.ends: one for one in cost.commitments}
    assert [told[day].owed.p50 for day in ends] == pytest.approx([0, 1_800, 4_500])
    # paid ahead over 1 January 2026 to day 465 (790 days), 365 of them after the exit: 900 x 365 / 790
    assert told[ends[2]].sunk == pytest.approx(900 * 365 / 790)


def test_an_amount_that_is_not_known_is_listed_with_its_end_and_not_taken_as_nothing(reserve: Any, leave: Any) -> None:
    cost = leave(reserve(AS_OF + timedelta(days=400)), reserve(None, committed_monthly=10))
    assert [one.owed for one in cost.commitments] == [None, None]
    (unknown,) = [one for one in cost.unknowns if one.what.startswith("Amounts of reservations")]
    assert unknown.count == 2
    assert "2027-12-27" in unknown.what


def test_what_is_paid_ahead_in_full_owes_nothing(reserve: Any, leave: Any) -> None:
    cost = leave(reserve(AS_OF + timedelta(days=400), committed_monthly=0, committed_upfront=5_000))
    assert owed(cost.planned) == 0
    (told,) = cost.commitments
    assert told.owed is not None
    assert told.owed.p90 == 0
    assert told.sunk > 0


def test_a_reservation_counts_towards_the_same_suppliers_promised_spend(reserve: Any, leave: Any) -> None:
    # 100,000 GBP promised over 1,000 days, out on day 100: 90,000 missed. A reservation of 1,000 USD a month runs on
    # for 365 days: 12,000 USD = 9,000 GBP, which still count towards the promise: 90,000 in all, not 99,000
    contract = Contract(
        supplier="aws",
        start=AS_OF,
        end=AS_OF + timedelta(days=1_000),
        committed_spend=Money(Decimal(100_000), "GBP"),
    )
    one = reserve(AS_OF + timedelta(days=465), committed_monthly=1_000)
    assert owed(leave(one).planned) == pytest.approx(9_000)
    assert owed(leave(one, contracts=(contract,)).planned) == pytest.approx(90_000)


def test_what_a_programme_takes_back_is_not_owed_and_never_in_a_hurry(reserve: Any, leave: Any, rules: Any) -> None:
    # Azure takes reservations back up to 50,000 USD: of 12 x 10,000 USD 70,000 USD = 52,500 GBP stay
    resale = rules.prices.resales["azure-reservation-refund"]
    sure = replace(resale, chance=1.0, covers=("T::commitment",))
    known = replace(rules, prices=replace(rules.prices, resales={resale.id: sure}))
    one = replace(reserve(AS_OF + timedelta(days=465), committed_monthly=10_000), provider="azure")
    cost = leave(one, knowledge=known)
    assert owed(cost.planned) == pytest.approx(52_500)
    assert owed(cost.stressed) > 90_000
    assert cost.commitments[0].programme == "azure-reservation-refund"
