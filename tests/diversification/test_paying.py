"""How much of what is paid a scan covers, seen through resellers, names and families."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lockscan.diversification import diversify, supplier_spend
from lockscan.diversification.companies import company_key
from lockscan.model.charge import Contract, Payment
from lockscan.model.money import Money
from lockscan.model.report import SupplierSpend


def pay(supplier: str, amount: int, currency: str = "GBP") -> Payment:
    return Payment(supplier=supplier, amount=Money(Decimal(amount), currency), paid=date(2026, 10, 1))


def worth(money: Money) -> float | None:
    return float(money.amount) if money.currency == "GBP" else None


@pytest.fixture
def covered(estate: Any, suppliers: Any) -> Any:
    def run(payments: tuple[Payment, ...], *contracts: Contract, places: Any = (("aws", "eu-west-2", "a"),)) -> Any:
        built = replace(estate(places, contracts=contracts), payments=payments)
        return supplier_spend(estate=built, suppliers=suppliers, worth=worth, currency="GBP")

    return run


def test_resellers_and_legal_forms_are_seen_through(covered: Any) -> None:
    found: SupplierSpend = covered(
        (pay("FERNHILL DIGITAL LIMITED", 60), pay("AWS", 10), pay("Gravel & Sons Ltd", 30)),
        Contract(supplier="Fernhill Digital Ltd", reseller_for="AWS"),
    )
    assert (found.total, found.covered, found.unclear) == (100, 70, 0)
    assert [(each.name, each.amount, each.covered) for each in found.suppliers] == [
        ("AWS", 70, True),
        ("Gravel & Sons Ltd", 30, False),
    ]


def test_a_reseller_of_several_is_unclear_and_said_to_be(covered: Any) -> None:
    contracts = (Contract(supplier="R", reseller_for="AWS"), Contract(supplier="R", reseller_for="Microsoft"))
    found = covered((pay("R", 40), pay("AWS", 60)), *contracts)
    assert (found.covered, found.unclear) == (60, 40)


def test_what_is_sold_by_the_scanned_clouds_family_is_covered(covered: Any) -> None:
    found = covered((pay("Microsoft Limited", 10),), places=(("azure", "uksouth", "a"),))
    assert found.covered == 10


def test_refunds_are_netted_and_other_currencies_are_left_out_aloud(covered: Any) -> None:
    found = covered((pay("AWS", 100), pay("AWS", -30), pay("AWS", 9, "USD")))
    assert (found.total, found.unpriced, found.payments) == (70, ("USD",), 3)


def test_without_a_list_nothing_is_said(covered: Any) -> None:
    assert covered(()) is None


def test_all_spend_is_shared_by_parent_jurisdiction_size_and_framework(estate: Any, suppliers: Any) -> None:
    contracts = (
        Contract(supplier="Fernhill", reseller_for="AWS", sme=True, framework="G-Cloud 14", lot="1"),
        Contract(supplier="Housing Systems", parent="Big Holdings", sme=False),
    )
    built = replace(
        estate([("aws", "eu-west-2", "a")], contracts=contracts),
        payments=(pay("Fernhill", 50), pay("Housing Systems", 30), pay("Corner Shop", 20)),
    )
    found = diversify(
        estate=built, application=built.application, suppliers=suppliers, survivors=lambda lost: ~lost, worth=worth,
        currency="GBP",
    )  # fmt: skip
    shares = {
        base.dimension: {share.name: share.amount for share in base.shares}
        for base in found.bases
        if base.basis == "supplier-spend"
    }
    assert shares["parent"] == {"AWS": 50, "Big Holdings": 30, "Corner Shop": 20}
    assert shares["jurisdiction"] == {"US": 50, "unknown": 50}
    assert shares["sme"] == {"small or medium": 50, "large": 30, "unknown": 20}
    assert shares["framework"] == {"G-Cloud 14 1": 50, "no framework known": 50}


def test_contracts_are_shared_by_their_value_a_year(estate: Any, suppliers: Any) -> None:
    # 200 over two years and 100 over one are alike
    two = Contract(
        supplier="A", sme=True, value=Money(Decimal(200), "GBP"), start=date(2025, 1, 1), end=date(2026, 12, 31)
    )
    one = Contract(supplier="B", value=Money(Decimal(100), "GBP"), start=date(2026, 1, 1), end=date(2026, 12, 31))
    built = estate([("aws", "eu-west-2", "a")], contracts=(two, one, Contract(supplier="C")))
    found = diversify(estate=built, application=built.application, suppliers=suppliers, survivors=lambda lost: ~lost)
    sme = next(base for base in found.bases if (base.basis, base.dimension) == ("contracts", "sme"))
    assert {share.name: share.share for share in sme.shares} == pytest.approx({"small or medium": 0.5, "unknown": 0.5})
    assert any(unknown.startswith("Shares by contract leave out C") for unknown in found.unknowns)


@pytest.mark.parametrize(
    "name", ["Softcat plc", "SOFTCAT PLC", "Softcat  Limited", "Softcat (UK) Ltd.", "softcat", "Softcat Ltd"]
)
def test_one_company_has_one_key(name: str) -> None:
    assert company_key(name) == "softcat"


def test_a_name_that_is_nothing_but_a_form_keeps_it() -> None:
    assert company_key("The Group Ltd") == "the"
    assert company_key("Ltd") == "ltd"
