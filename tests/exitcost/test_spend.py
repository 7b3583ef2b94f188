"""Bills become monthly spend by resource; what no bill says stays unknown."""

from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from lockscan.exitcost.money import Converter
from lockscan.exitcost.spend import Spend, spend_of
from lockscan.model.charge import Charge
from lockscan.model.money import Money


def charge(amount: int, month: int = 1, resource: str = "", currency: str = "GBP") -> Charge:
    money = Money(Decimal(amount), currency)
    return Charge(
        provider="aws",
        publisher="",
        invoice_issuer="",
        service="",
        service_category="",
        charge_category="Usage",
        sub_account="",
        region="",
        resource_id=resource,
        month=date(2026, month, 1),
        billed=money,
        effective=money,
    )


@pytest.fixture
def read(world: Any, thing: Any, rules: Any, scenario: Any) -> Any:
    def run(*charges: Charge) -> Spend:
        estate = world([thing(), thing(application="b")], charges=charges)
        return spend_of(estate.estate, estate.application, Converter(exchange=rules.exchange, scenario=scenario))

    return run


def test_several_months_are_averaged_and_currencies_converted(read: Any) -> None:
    found = read(charge(100, 1, "r0000"), charge(400, 2, "r0000", "USD"), charge(30, 2))
    assert found.by_row[0] == pytest.approx((100 + 300) / 2)
    assert np.isnan(found.by_row[1])
    assert found.elsewhere == pytest.approx(15)
    assert found.by_application.tolist() == pytest.approx([0, 200])


def test_a_resource_that_is_not_in_the_estate_is_still_paid_for(read: Any) -> None:
    assert read(charge(40, 1, "gone")).elsewhere == pytest.approx(40)


def test_a_currency_without_a_rate_is_told_not_taken_as_pounds(read: Any) -> None:
    found = read(charge(40, 1, "r0000", "XYZ"))
    assert found.unpriced == {"XYZ"}
    assert np.isnan(found.by_row[0])
