"""A bill in its sender's own columns says what FOCUS's would: commitments used and unused, nothing twice."""

import csv
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from lockscan.errors import UsageError
from lockscan.spend import read_bills
from lockscan.spend.converting import convert
from lockscan.vocabulary.bills import BillFormat, bill_formats

Write = Callable[[Sequence[dict[str, str]], str], Path]

CUR = (
    # type, unblended cost, reservation and plan: effective costs; idle fee (upfront, recurring); plan (owed, used); ARN
    ("Usage", "10", "", "", ("", ""), ("", ""), ""),
    ("DiscountedUsage", "0", "6", "", ("", ""), ("", ""), "arn:r"),
    ("RIFee", "9", "", "", ("1", "2"), ("", ""), "arn:r"),
    ("Fee", "500", "", "", ("", ""), ("", ""), "arn:r"),
    ("Fee", "7", "", "", ("", ""), ("", ""), ""),
    ("SavingsPlanCoveredUsage", "20", "", "12", ("", ""), ("", ""), ""),
    ("SavingsPlanNegation", "-20", "", "", ("", ""), ("", ""), ""),
    ("SavingsPlanRecurringFee", "15", "", "", ("", ""), ("15", "12"), ""),
    ("SavingsPlanUpfrontFee", "300", "", "", ("", ""), ("", ""), ""),
    ("Credit", "-4", "", "", ("", ""), ("", ""), ""),
    ("Tax", "2", "", "", ("", ""), ("", ""), ""),
)
EFFECTIVE = 10 + 6 + (1 + 2) + 0 + 7 + 12 + 0 + (15 - 12) + 0 - 4 + 2
BILLED = 10 + 0 + 9 + 500 + 7 + 0 + 0 + 15 + 300 - 4 + 2


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(rows: Sequence[dict[str, str]], name: str) -> Path:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return path

    return written


def cur_rows() -> list[dict[str, str]]:
    return [
        {
            "bill_billing_entity": "AWS",
            "bill_invoicing_entity": "Amazon Web Services EMEA SARL",
            "line_item_currency_code": "USD",
            "line_item_line_item_type": kind,
            "line_item_product_code": "AmazonEC2",
            "line_item_resource_id": "i-0abc",
            "line_item_unblended_cost": cost,
            "line_item_usage_account_id": "111122223333",
            "line_item_usage_start_date": "2026-10-05T00:00:00.000Z",
            "product_region_code": "eu-west-2",
            "reservation_effective_cost": reserved,
            "reservation_reservation_a_r_n": arn,
            "reservation_unused_amortized_upfront_fee_for_billing_period": idle[0],
            "reservation_unused_recurring_fee": idle[1],
            "savings_plan_savings_plan_effective_cost": saved,
            "savings_plan_total_commitment_to_date": plan[0],
            "savings_plan_used_commitment": plan[1],
        }
        for kind, cost, reserved, saved, idle, plan, arn in CUR
    ]


def legacy(heading: str) -> str:
    """Write a heading of CUR 2.0 as the first Cost and Usage Report has it: lineItem/UsageStartDate."""
    group = next(g for g in ("bill", "line_item", "product", "reservation", "savings_plan") if heading.startswith(g))
    name = heading.removeprefix(group).title().replace("_", "")
    return f"{group.split('_')[0]}{group.partition('_')[2].title()}/{name}"


@pytest.mark.parametrize("spelled", [str, legacy], ids=["2.0", "legacy"])
def test_a_cost_and_usage_report_is_amortised_by_hand_worked_sums(write: Write, spelled: Callable[[str], str]) -> None:
    rows = [{spelled(heading): cell for heading, cell in row.items()} for row in cur_rows()]
    found = read_bills([write(rows, "cur.csv")])
    assert sum(charge.effective.amount for charge in found.charges) == EFFECTIVE
    assert sum(charge.billed.amount for charge in found.charges) == BILLED
    unused = [charge.effective.amount for charge in found.charges if charge.commitment_status == "Unused"]
    assert sum(unused) == (1 + 2) + (15 - 12)
    assert sum(c.effective.amount for c in found.charges if c.commitment_status == "Used") == 6 + 12
    assert {(c.provider, c.region, c.sub_account, c.resource_id, c.month) for c in found.charges} == {
        ("aws", "eu-west-2", "111122223333", "i-0abc", date(2026, 10, 1))
    }
    assert found.notes == ("cur.csv: read as AWS Cost and Usage Report",)


def test_discounted_columns_go_before_the_listed_ones(write: Write) -> None:
    rows = [{**row, "line_item_net_unblended_cost": "8"} for row in cur_rows()[:1]]
    (charge,) = read_bills([write(rows, "cur.csv")]).charges
    assert charge.effective.amount == charge.billed.amount == 8


def test_parquet_says_the_same_as_text(write: Write, tmp_path: Path) -> None:
    plain, typed = write(cur_rows(), "cur.csv"), tmp_path / "cur.parquet"
    with duckdb.connect() as database:
        database.execute(f"COPY (FROM '{plain}') TO '{typed}'")
    assert read_bills([typed]).charges == read_bills([plain]).charges


def azure(**cells: str) -> dict[str, str]:
    return {
        "SubscriptionId": "0000-1",
        "Date": "10/31/2026",
        "MeterCategory": "Virtual Machines",
        "ResourceId": "/subscriptions/0000-1/resourceGroups/web/providers/Microsoft.Compute/virtualMachines/vm1",
        "ResourceLocation": "UK South",
        "ChargeType": "Usage",
        "PricingModel": "OnDemand",
        "PublisherType": "Azure",
        "BillingCurrencyCode": "GBP",
        "CostInBillingCurrency": "3.5",
        **cells,
    }


def test_an_azure_export_reads_its_american_dates_and_spellings(write: Write) -> None:
    rows = [
        azure(),
        azure(PricingModel="Reservation"),
        azure(ChargeType="UnusedReservation"),
        azure(ChargeType="Refund"),
    ]
    found = read_bills([write(rows, "azure.csv")])
    assert {(c.provider, c.region, c.month, c.effective.currency) for c in found.charges} == {
        ("azure", "uksouth", date(2026, 10, 1), "GBP")
    }
    assert sorted(c.commitment_status for c in found.charges) == ["", "", "Unused", "Used"]
    assert sum(c.effective.amount for c in found.charges) == Decimal(14)
    assert "AmortizedCost" in found.notes[0]


def test_a_customer_agreements_spelling_is_the_same_bill(write: Write) -> None:
    enterprise = read_bills([write([azure()], "ea.csv")]).charges
    customer = {heading[0].lower() + heading[1:]: cell for heading, cell in azure().items()}
    assert read_bills([write([customer], "mca.csv")]).charges == enterprise


def test_oracles_report_is_read(write: Write) -> None:
    row = {
        "lineItem/intervalUsageStart": "2026-10-01T00:00Z",
        "product/service": "COMPUTE",
        "product/resourceId": "ocid1.instance.oc1..a",
        "cost/currencyCode": "GBP",
        "cost/myCost": "1.25",
    }
    (charge,) = read_bills([write([row], "oci.csv")]).charges
    assert (charge.provider, charge.month, charge.effective.amount) == ("oracle", date(2026, 10, 1), Decimal("1.25"))


def test_an_amount_that_is_none_refuses_the_bill(write: Write) -> None:
    with pytest.raises(UsageError, match="ten pounds"):
        read_bills([write([azure(CostInBillingCurrency="ten pounds")], "azure.csv")])


def test_a_day_that_is_none_refuses_the_bill(write: Write) -> None:
    with pytest.raises(UsageError, match="1 rows have no readable ChargePeriodStart"):
        read_bills([write([azure(Date="31/31/2026")], "azure.csv")])


@pytest.mark.parametrize("each", bill_formats(), ids=lambda each: each.id)
def test_every_expression_is_over_columns_the_format_names(each: BillFormat) -> None:
    with duckdb.connect() as database:
        assert convert(database.sql("SELECT 1 AS nothing"), {"nothing": "INTEGER"}, each).fetchall()
