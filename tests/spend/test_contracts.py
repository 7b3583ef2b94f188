"""The register is read whole, and all that is wrong with it is told at once."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from lockscan.errors import InvalidInput
from lockscan.spend import ignored_columns, read_contracts


def test_a_register_as_a_spreadsheet_saves_it(tmp_path: Path) -> None:
    path = tmp_path / "contracts.csv"
    path.write_text(
        "Supplier,Reseller for,SME,Value,Start,End,Extension end,Notice days,Exit fee,Currency\n"
        'Fernhill Digital Ltd,AWS,Yes,"£360,000.00",01/04/2025,31/03/2027,2028-03-31,90,,\n',
        "utf-8-sig",
    )
    (contract,) = read_contracts(path)
    assert contract.reseller_for == "AWS"
    assert contract.sme is True
    assert contract.value is not None
    assert (contract.value.amount, contract.value.currency) == (Decimal(360_000), "GBP")
    assert (contract.start, contract.end) == (date(2025, 4, 1), date(2027, 3, 31))
    assert contract.extension_end == date(2028, 3, 31)
    assert (contract.notice_days, contract.exit_fee) == (90, None)


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "contracts.csv"
    path.write_text("supplier,value,start,end,sme\n,ten,2026-04-01,2025-04-01,perhaps\nB,-5,,,\n", "utf-8")
    with pytest.raises(InvalidInput) as told:
        read_contracts(path)
    assert told.value.problems == (
        "contracts.csv:2: no supplier",
        "contracts.csv:2: sme: 'perhaps' is neither yes nor no",
        "contracts.csv:2: value: 'ten' is not an amount",
        "contracts.csv:2: ends on 2025-04-01, before it starts on 2026-04-01",
        "contracts.csv:3: value: '-5' is not an amount of 0 or more",
    )


def test_columns_of_the_registers_own_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "contracts.csv"
    path.write_text("Reference,Supplier,Value,Owner,\nC-1,AWS,12,me,\n,,,,\n", "utf-8")
    assert [contract.supplier for contract in read_contracts(path)] == ["AWS"]
    assert ignored_columns(path) == ("reference", "owner")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("vendor,value\nAWS,1\n", ":1: no column `supplier`; known are supplier, parent"),
        ("\nvendor,value\nAWS,1\n", ":2: no column `supplier`"),
        ("supplier,value,Value\nAWS,1,2\n", ":1: more than one column value"),
        ("supplier\n", ":1: no line below the heading"),
        ('supplier,lot\nAWS,"two\nlines"\n\nAzure,1,more\n', ":5: more cells than the heading has columns"),
    ],
)
def test_a_fault_is_told_where_it_stands(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "contracts.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(InvalidInput) as raised:
        read_contracts(path)
    (problem,) = raised.value.problems
    assert problem.startswith(f"contracts.csv{told}")
