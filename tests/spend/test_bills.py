"""A bill is read whole or refused; nothing of it is lost and nothing is made up."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lockscan.errors import UsageError
from lockscan.spend import read_bills


def total(charges: Any, cost: str = "effective") -> Decimal:
    return sum((getattr(charge, cost).amount for charge in charges), Decimal(0))


def test_rows_of_a_resource_and_month_become_one_charge(bill: Any) -> None:
    path = bill(
        {"ResourceId": "b", "EffectiveCost": "0.1", "ChargePeriodStart": "2026-10-03"},
        {"ResourceId": "b", "EffectiveCost": "0.2", "ChargePeriodStart": "2026-10-30T23:00:00Z"},
        {"ResourceId": "b", "EffectiveCost": "0.4", "ChargePeriodStart": "2026-11-01T00:00:00Z"},
    )
    october, november = read_bills([path]).charges
    assert (october.month, october.effective.amount) == (date(2026, 10, 1), Decimal("0.3"))
    assert (november.month, november.effective.amount) == (date(2026, 11, 1), Decimal("0.4"))
    assert october.provider == "aws"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(st.lists(st.decimals(-(10**9), 10**9, places=10), min_size=1, max_size=30))
def test_sums_are_equal_to_the_last_decimal(bill: Any, amounts: list[Decimal]) -> None:
    path = bill(*({"EffectiveCost": format(a, "f"), "ServiceName": f"s{n % 3}"} for n, a in enumerate(amounts)))
    assert total(read_bills([path]).charges) == sum(amounts)


def test_credits_are_netted(bill: Any) -> None:
    path = bill({"EffectiveCost": "100.00"}, {"EffectiveCost": "-30.01", "ChargeCategory": "Credit"})
    assert total(read_bills([path]).charges) == Decimal("69.99")


def test_packed_plain_and_parquet_say_the_same(bill: Any, tmp_path: Path) -> None:
    rows = [{"EffectiveCost": "12.34", "ResourceId": "a"}, {"EffectiveCost": "0.000001", "ResourceId": "b"}]
    plain, packed, parquet = bill(*rows), bill(*rows, name="bill.csv.gz"), tmp_path / "bill.parquet"
    with duckdb.connect() as database:
        database.execute(
            f"COPY (SELECT * REPLACE (EffectiveCost::DOUBLE AS EffectiveCost, BilledCost::DECIMAL(18,6) AS BilledCost,"  # noqa: S608
            f" ChargePeriodStart::TIMESTAMPTZ AS ChargePeriodStart) FROM '{plain}') TO '{parquet}'"
        )
    assert read_bills([packed]).charges == read_bills([plain]).charges
    assert read_bills([parquet]).charges == read_bills([plain]).charges


def test_a_file_is_known_by_what_it_holds_not_by_its_name(bill: Any, tmp_path: Path) -> None:
    renamed = tmp_path / "focus-export"
    bill({}, name="bill.csv.gz").rename(renamed)
    assert read_bills([renamed]).rows == 1


def test_several_files_are_one_bill(bill: Any) -> None:
    found = read_bills([bill({}, name="a.csv"), bill({"ProviderName": "Microsoft"}, name="b.csv")])
    assert [charge.provider for charge in found.charges] == ["aws", "azure"]
    assert found.rows == 2


def test_the_word_null_and_an_empty_cell_are_nothing(bill: Any) -> None:
    (charge,) = read_bills([bill({"ResourceId": "NULL", "EffectiveCost": " NULL ", "BilledCost": "3"})]).charges
    assert charge.resource_id == ""
    assert charge.effective.amount == 3


def test_missing_and_unknown_columns_are_told_and_the_senders_own_are_not(bill: Any) -> None:
    path = bill({"x_Team": "web", "Oddity": "?", "SkuMeter": "hours"}, without=["PublisherName", "BilledCost"])
    found = read_bills([path])
    assert found.notes == (
        "bill.csv: no column PublisherName; taken as empty",
        "bill.csv: no column BilledCost; EffectiveCost stands for it",
        "bill.csv: not read, since FOCUS has no such columns: Oddity",
    )
    assert found.charges[0].billed.amount == 1


def test_the_providers_column_of_1_3_is_known(bill: Any) -> None:
    path = bill({"ServiceProviderName": "Google Cloud"}, without=["ProviderName"])
    assert read_bills([path]).charges[0].provider == "google"


def test_currencies_are_kept_apart(bill: Any) -> None:
    charges = read_bills([bill({"BillingCurrency": "GBP"}, {"BillingCurrency": "usd"})]).charges
    assert sorted(charge.effective.currency for charge in charges) == ["GBP", "USD"]


def test_what_a_commitment_paid_for_is_kept_apart(bill: Any) -> None:
    charges = read_bills([bill({"CommitmentDiscountStatus": "Unused"}, {})]).charges
    assert sorted(charge.commitment_status for charge in charges) == ["", "Unused"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"EffectiveCost": "ten"}, "1 EffectiveCost and 0 BilledCost cells are no amounts"),
        ({"BilledCost": "inf"}, "0 EffectiveCost and 1 BilledCost cells"),
        ({"ChargePeriodStart": "soon"}, "1 rows have no readable ChargePeriodStart"),
    ],
)
def test_a_cell_that_says_something_unreadable_refuses_the_bill(bill: Any, row: dict[str, str], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        read_bills([bill({}, row)])


def test_everything_a_file_lacks_is_told_at_once(bill: Any) -> None:
    with pytest.raises(UsageError, match=r"no column ProviderName .*, no column BillingCurrency, no column Effective"):
        read_bills([bill({}, without=["ProviderName", "BillingCurrency", "EffectiveCost", "BilledCost"])])


def test_what_is_no_bill_at_all_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "bill.parquet"
    path.write_bytes(b"PAR1 and then nothing of the kind")
    with pytest.raises(UsageError, match="not a readable CSV or Parquet bill") as told:
        read_bills([path])
    assert "\n" not in str(told.value)


def test_a_folder_is_all_bills_in_it(bill: Any, tmp_path: Path) -> None:
    month = tmp_path / "focus" / "BILLING_PERIOD=2026-10"
    month.mkdir(parents=True)
    bill({}).rename(month / "part-1.csv")
    bill({}, name="b.csv.gz").rename(month / "part-2.csv.gz")
    (month / "manifest.json").write_text("{}")
    assert read_bills([tmp_path / "focus"]).rows == 2


def test_a_folder_without_bills_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no bill in this folder"):
        read_bills([tmp_path])
