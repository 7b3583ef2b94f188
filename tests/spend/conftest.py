"""Bills written as a provider would."""

import csv
import gzip
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

USUAL = {
    "ProviderName": "AWS",
    "PublisherName": "Amazon Web Services",
    "InvoiceIssuerName": "Amazon Web Services",
    "ServiceName": "Amazon S3",
    "ServiceCategory": "Storage",
    "ChargeCategory": "Usage",
    "SubAccountId": "111122223333",
    "RegionId": "eu-west-2",
    "ResourceId": "",
    "BillingCurrency": "GBP",
    "CommitmentDiscountStatus": "",
    "ChargePeriodStart": "2026-10-01T00:00:00Z",
    "BilledCost": "1",
    "EffectiveCost": "1",
}

Write = Callable[..., Path]


@pytest.fixture
def bill(tmp_path: Path) -> Write:
    def write(*rows: Mapping[str, str], name: str = "bill.csv", without: Sequence[str] = ()) -> Path:
        """Write rows of which only what is unusual is said."""
        full = [{k: v for k, v in {**USUAL, **row}.items() if k not in without} for row in rows]
        path = tmp_path / name
        columns = list(dict.fromkeys(column for row in full for column in row))
        opened = gzip.open if name.endswith(".gz") else open
        with opened(path, "wt", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, columns)
            writer.writeheader()
            writer.writerows(full)
        return path

    return write
