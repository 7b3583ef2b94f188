"""Only contracts with the estate's suppliers oblige, and only while they run."""

from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from lockscan.exitcost.chance import Chance
from lockscan.exitcost.commitments import Commitments, commitments_of
from lockscan.exitcost.money import Converter
from lockscan.knowledge.supplier_names import SupplierNames
from lockscan.model.charge import Contract
from lockscan.model.money import Money

AS_OF = date(2026, 1, 1)


def pounds(amount: int, currency: str = "GBP") -> Money:
    return Money(Decimal(amount), currency)


@pytest.fixture
def held(rules: Any, scenario: Any) -> Any:
    converter = Converter(exchange=rules.exchange, scenario=scenario)

    def read(*contracts: Contract) -> Commitments:
        return commitments_of(contracts, ["aws"], SupplierNames.of(rules.suppliers), converter, AS_OF)

    return read


def owed(found: Commitments, day: float) -> float:
    return float(sum(c.owed(np.array([day]), Chance(1))[0] for c in found.held))


def test_a_shortfall_is_the_part_of_the_term_that_is_left(held: Any) -> None:
    # 365,000 USD over 2026, out on day 265: 100 of 365 days are left: 100,000 USD = 75,000 GBP
    contract = Contract(supplier="aws", start=AS_OF, end=date(2027, 1, 1), committed_spend=pounds(365_000, "USD"))
    assert owed(held(contract), 265) == pytest.approx(75_000)
    assert owed(held(contract), 365) == 0


def test_notice_is_owed_where_no_spend_is_promised(held: Any) -> None:
    # 36,500 a year = 100 a day; 90 days' notice, out after 30: 60 days more = 6,000
    contract = Contract(supplier="aws", start=AS_OF, end=date(2027, 1, 1), value=pounds(36_500), notice_days=90)
    assert owed(held(contract), 30) == pytest.approx(6_000)
    assert owed(held(contract), 90) == 0


def test_an_exit_fee_falls_away_with_the_contract(held: Any) -> None:
    contract = Contract(supplier="aws", start=AS_OF, end=date(2026, 7, 1), exit_fee=pounds(500))
    assert owed(held(contract), 10) == 500
    assert owed(held(contract), 181) == 0


def test_a_resellers_contract_counts_for_whom_it_resells(held: Any) -> None:
    contract = Contract(supplier="Bytes", reseller_for="Amazon Web Services", exit_fee=pounds(1))
    assert len(held(contract).held) == 1


def test_what_cannot_be_placed_or_dated_is_told(held: Any) -> None:
    found = held(
        Contract(supplier="The Stationers", committed_spend=pounds(9)),
        Contract(supplier="azure", committed_spend=pounds(9)),
        Contract(supplier="aws", committed_spend=pounds(9)),
        Contract(supplier="aws", exit_fee=pounds(9, "XYZ")),
    )
    assert found.unmatched == ("The Stationers", "azure")
    assert found.undated == ("aws",)
    assert found.unpriced == ("aws",)


def test_an_undated_commitment_may_be_owed_in_any_part(held: Any) -> None:
    (commitment,) = held(Contract(supplier="aws", committed_spend=pounds(100))).held
    parts = commitment.owed(np.full(2_000, 10.0), Chance(2_000))
    assert np.quantile(parts, [0.1, 0.9]) == pytest.approx([10, 90], abs=3)
