"""The demo's papers speak of the demo's estate: what they name is there, and what is not is meant not to be."""

import csv
import gzip
from datetime import date
from pathlib import Path

from lockscan.demo.arm.estate import read_tenant
from lockscan.demo.tenant import ACCOUNT, estate_folder
from lockscan.spend import read_bills, read_contracts, read_supplier_spend

DEMO = estate_folder()
DRAWN_ANEW = (
    "i-",
    "vol-",
    "distribution/",
    "loadbalancer/",
    "natgateway/",
    "vpn-connection/",
    "file-system/",
    "server/",
)
"""AWS draws these names itself; so does the emulator, anew in every run."""

DRAWN_TOO = ("userpool/", "/restapis/", "d-9c6", "backup-vault:", "trail/", "snapshot:")


def ids(name: str) -> set[str]:
    with gzip.open(DEMO / name, "rt", encoding="utf-8") as stream:
        return {row["ResourceId"] for row in csv.DictReader(stream)} - {"", "NULL"}


def test_what_the_azure_bill_names_is_in_the_tenant_but_for_one_forgotten_server() -> None:
    tenant = read_tenant(DEMO / "azure")
    known = {str(row["id"]).lower() for row in (*tenant.resources, *tenant.unindexed)}
    strangers = {identifier.lower() for identifier in ids("focus-azure.csv.gz")} - known
    assert {identifier.rpartition("/")[2] for identifier in strangers} == {"gis-trial-old"}


def test_what_the_aws_bill_names_is_created_by_the_estates_steps() -> None:
    steps = "\n".join(path.read_text("utf-8") for path in sorted((DEMO / "aws").glob("*.yaml")))
    named = {i for i in ids("focus-aws.csv.gz") if not any(sign in i for sign in (*DRAWN_ANEW, *DRAWN_TOO))}
    assert len(named) > 50
    assert all(f":{ACCOUNT}:" in identifier for identifier in named if identifier.startswith("arn:"))
    for identifier in named:
        for part in identifier.rpartition(":")[2].rpartition("/")[2].removeprefix("booking-").split("."):
            assert part in steps, identifier


def test_the_bills_span_twelve_months_without_a_note() -> None:
    bill = read_bills(sorted(DEMO.glob("focus-*.csv.gz")))
    months = {charge.month for charge in bill.charges}
    assert (min(months), max(months), len(months)) == (date(2025, 11, 1), date(2026, 10, 1), 12)
    assert {charge.provider for charge in bill.charges} == {"aws", "azure"}
    assert {charge.charge_category for charge in bill.charges} == {"Usage", "Purchase", "Credit", "Tax"}
    assert {charge.commitment_status for charge in bill.charges} == {"", "Used", "Unused"}
    assert bill.notes == ()


def test_register_and_spend_list_are_read_whole() -> None:
    contracts, paid = read_contracts(DEMO / "contracts.csv"), read_supplier_spend([DEMO / "supplier-spend.csv"])
    assert {contract.reseller_for for contract in contracts} == {"", "Amazon Web Services", "Microsoft"}
    assert len(paid.payments) == 273
    assert paid.notes == ()
    assert {payment.paid.year for payment in paid.payments if payment.paid} == {2025, 2026}


def test_nothing_is_large() -> None:
    assert sum(Path(path).stat().st_size for path in (*DEMO.glob("*.gz"), *DEMO.glob("*.csv"))) < 300_000
