"""What the bills say is shown whole: what was matched and what was not add up, to the last decimal."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockscan.assessment.spend import spend_summary
from lockscan.model.charge import Charge
from lockscan.model.money import Money
from lockscan.model.report import SpendSummary
from tests.reporters.sample import sample_report

ESTATE = sample_report().estate
IDS = ESTATE.rows.ids(range(3))
RATES = {"GBP": 1.0, "USD": 0.8}


def worth(money: Money) -> float | None:
    rate = RATES.get(money.currency)
    return None if rate is None else float(money.amount) * rate


def charge(amount: Decimal | int, **given: Any) -> Charge:
    money = Money(Decimal(amount), given.pop("currency", "GBP"))
    texts = dict.fromkeys(("publisher", "invoice_issuer", "service", "service_category", "sub_account", "region"), "")
    usual = {"provider": "aws", "charge_category": "Usage", "resource_id": "", "month": date(2026, 10, 1)}
    return Charge(billed=money, effective=money, **{**texts, **usual, **given})


def summary(*charges: Charge) -> SpendSummary:
    found = spend_summary(replace(ESTATE, charges=charges), worth, "GBP")
    assert found is not None
    return found


CHARGES = st.builds(
    charge,
    st.decimals(-(10**8), 10**8, places=10),
    currency=st.sampled_from(["GBP", "USD", "XYZ"]),
    resource_id=st.sampled_from(["", "gone", *IDS]),
    service=st.sampled_from(["", "Amazon S3", "AWS Lambda"]),
    charge_category=st.sampled_from(["Usage", "Tax", "Credit", "Purchase"]),
    month=st.sampled_from([date(2026, 9, 1), date(2026, 10, 1)]),
)


@given(st.lists(CHARGES, min_size=1, max_size=30))
def test_matched_and_unmatched_by_service_are_the_total_of_each_currency(charges: list[Charge]) -> None:
    found = summary(*charges)
    for each in found.totals:
        assert each.matched + sum(each.unmatched.values()) == each.effective
        assert each.effective == sum(c.effective.amount for c in charges if c.effective.currency == each.currency)
    assert {each.currency for each in found.totals} == {c.effective.currency for c in charges}


@given(st.lists(CHARGES, min_size=1, max_size=30))
def test_a_month_is_the_sum_of_its_services(charges: list[Charge]) -> None:
    found = summary(*charges)
    assert sum(each.amount for each in found.by_service) == pytest.approx(found.effective, abs=1e-3)
    assert found.matched + sum(each.amount for each in found.unmatched) == pytest.approx(found.effective, abs=1e-3)
    assert sum(found.by_provider.values()) == pytest.approx(found.effective, abs=1e-3)


def test_a_years_bills_do_not_look_like_a_months() -> None:
    found = summary(charge(100, month=date(2026, 9, 1)), charge(300, resource_id=IDS[0]))
    assert (found.effective, found.matched) == (200, 150)
    assert (found.first, found.last) == (date(2026, 9, 1), date(2026, 10, 1))


def test_tax_and_credits_are_named_apart_from_use() -> None:
    found = summary(charge(100, service="Amazon S3"), charge(-20, service="Amazon S3", charge_category="Credit"))
    assert [(each.service, each.amount) for each in found.unmatched] == [
        ("Amazon S3", 100),
        ("Amazon S3 (credit)", -20),
    ]


def test_a_currency_without_a_rate_is_told_and_not_taken_for_pounds() -> None:
    found = summary(charge(100), charge(7, currency="XYZ"))
    assert found.effective == 100
    assert found.unpriced == ("XYZ",)


def test_commitments_used_and_unused_are_told() -> None:
    found = summary(charge(100, commitment_status="Used"), charge(9, commitment_status="Unused"), charge(1))
    assert (found.committed, found.unused, found.effective) == (100, 9, 110)


def test_without_bills_spend_is_unknown() -> None:
    assert spend_summary(ESTATE, worth, "GBP") is None
