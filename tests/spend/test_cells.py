"""Amounts as people write them: what could be read in two ways is not read in the wrong one."""

from decimal import Decimal

import pytest

from lockscan.spend.cells import read_amount


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("£1,234.50", "1234.50"),
        ("1,234,567", "1234567"),
        ("(1,200)", "-1200"),
        ("1 234.5-", "-1234.5"),
        ("1.234,56 \u20ac", "1234.56"),
        ("1234,5", "1234.5"),
        ("-12,50", "-12.50"),
        ("1e3", "1000"),
    ],
)
def test_thousands_and_cents_are_told_apart(cell: str, amount: str) -> None:
    assert read_amount(cell) == Decimal(amount)


@pytest.mark.parametrize("cell", ["1,2345", "1,23,4", "1.234,567", "NaN", "-Infinity", "1e99999999", "12 pounds"])
def test_what_is_no_amount_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match="is not an amount"):
        read_amount(cell)
