"""Published spend is read as councils publish it, and every line is counted or told."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from lockscan.errors import InvalidInput, UsageError
from lockscan.spend import read_supplier_spend


@pytest.fixture
def spend(tmp_path: Path) -> Path:
    return tmp_path / "spend.csv"


def test_a_council_s_own_headings_titles_signs_and_blank_lines(spend: Path) -> None:
    spend.write_bytes(
        "Payments over £500, October 2026,,,,\r\n\r\n"
        "Body Name,Date Paid,Beneficiary,Net Amount (£),Purpose of spend,Directorate\r\n"
        'Wexbridge,03/10/2026,Caf\u00e9 & Sons Ltd,"£1,234.50",Catering,Resources\r\n'
        'Wexbridge,31-Oct-26,Softcat plc,"(200.25)",Licences,Resources\r\n'
        "Wexbridge,2026-10-09 00:00:00,Pillar & Co,- ,Advice,Place\r\n"
        ",,,,,\r\n,,,,,\r\n".encode("cp1252")
    )
    found = read_supplier_spend([spend])
    assert [(p.supplier, p.amount.amount, p.paid) for p in found.payments] == [
        ("Caf\u00e9 & Sons Ltd", Decimal("1234.50"), date(2026, 10, 3)),
        ("Softcat plc", Decimal("-200.25"), date(2026, 10, 31)),
        ("Pillar & Co", Decimal(0), date(2026, 10, 9)),
    ]
    assert found.notes == ()


def test_semicolons_and_a_central_department_s_headings(spend: Path) -> None:
    spend.write_text("Supplier;Transaction Date;Amount;Currency\nAWS;1 October 2026;10;usd\n", "utf-8-sig")
    (payment,) = read_supplier_spend([spend]).payments
    assert (payment.amount.currency, payment.paid) == ("USD", date(2026, 10, 1))


def test_a_total_below_the_lines_is_not_paid_twice(spend: Path) -> None:
    spend.write_text("Supplier,Amount\nA,10\nB,5\nTotal,15\n", "utf-8")
    found = read_supplier_spend([spend])
    assert sum(p.amount.amount for p in found.payments) == 15
    assert "spend.csv:4: taken as the total of the lines above it" in found.notes


def test_an_amount_without_a_name_is_still_paid(spend: Path) -> None:
    spend.write_text("Supplier,Amount\nA,10\n,7\n", "utf-8")
    assert [p.amount.amount for p in read_supplier_spend([spend]).payments] == [10, 7]


def test_all_that_is_wrong_is_told_at_once_each_in_a_line(spend: Path) -> None:
    spend.write_text("Supplier,Amount,Date\nA,ten,01/10/2026\nB,5,32/10/2026\nC,,01/10/2026\n", "utf-8")
    with pytest.raises(InvalidInput) as told:
        read_supplier_spend([spend])
    assert told.value.problems == (
        "spend.csv:2: 'ten' is not an amount",
        "spend.csv:3: '32/10/2026' is not a date; write 2026-11-22 or 22/11/2026",
        "spend.csv:4: no amount for C",
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"Name,Town\nA,B\n", "no line of headings"), (b"PK\x03\x04\0\0", "not a CSV"), (b"", "no line of headings")],
)
def test_what_is_no_spend_list_is_one_line(spend: Path, content: bytes, told: str) -> None:
    spend.write_bytes(content)
    with pytest.raises(UsageError, match=told) as error:
        read_supplier_spend([spend])
    assert "\n" not in str(error.value)


def test_without_dates_the_period_is_said_to_be_unknown(spend: Path) -> None:
    spend.write_text("Vendor,Value\nA,1\n", "utf-8")
    assert read_supplier_spend([spend]).notes == ("spend.csv: no column with a date; when it was paid is not known",)
