"""How long a bill of ten million rows takes, beside what DuckDB alone needs to read and group it."""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

ROWS = 10_000_000
SETTLED = 1.3
"""The goal: no more than this times DuckDB's own time."""

_KEYS = (
    "ProviderName, PublisherName, InvoiceIssuerName, ServiceName, ServiceCategory, ChargeCategory, SubAccountId, "
    "RegionId, ResourceId, BillingCurrency, CommitmentDiscountStatus"
)
_BILL = """
    SELECT
        'AWS' AS ProviderName, 'Amazon Web Services' AS PublisherName, 'Amazon Web Services' AS InvoiceIssuerName,
        'Service ' || (i % 20000) % 40 AS ServiceName, 'Compute' AS ServiceCategory, 'Usage' AS ChargeCategory,
        (100000000000 + (i % 20000) % 25)::VARCHAR AS SubAccountId, 'eu-west-' || 1 + (i % 20000) % 2 AS RegionId,
        'arn:aws:ec2:eu-west-2:100000000000:volume/vol-' || lpad((i % 20000)::VARCHAR, 17, '0') AS ResourceId,
        'GBP' AS BillingCurrency, CASE WHEN (i % 20000) % 9 = 0 THEN 'Used' END AS CommitmentDiscountStatus,
        (hash(i) % 900000)::DECIMAL(18,0) / 1000000 AS BilledCost,
        (hash(i) % 800000)::DECIMAL(18,0) / 1000000 AS EffectiveCost,
        strftime(TIMESTAMP '2026-01-01' + INTERVAL (i * 300 // {rows}) DAY, '%Y-%m-%dT%H:%M:%SZ') AS ChargePeriodStart,
        'Sku ' || i % 3000 AS SkuId, 'A charge for something or other' AS ChargeDescription,
        (i % 97)::VARCHAR AS ConsumedQuantity, '{{"Application": "booking"}}' AS Tags
    FROM range({rows}) numbers(i)
"""


def main(rows: int = ROWS) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, options in (("bill.parquet", "FORMAT parquet"), ("bill.csv", "HEADER")):
            path = Path(folder) / name
            with duckdb.connect() as database:
                database.execute(f"COPY ({_BILL.format(rows=rows)}) TO '{path}' ({options})")
            alone, _ = _measured("alone", path)
            ours, memory = _measured("ours", path)
            print(
                f"{name}: {rows:,} rows, {path.stat().st_size / 1e6:,.0f} MB: DuckDB alone {alone:.1f} s, "
                f"lockscan {ours:.1f} s ({ours / alone:.2f}x, goal {SETTLED}x), {memory:.2f} GB (goal 2 GB)"
            )


def _measured(way: str, path: Path) -> tuple[float, float]:
    """Run one way in a process of its own: its seconds, and its largest memory in GB."""
    found = subprocess.run(
        [sys.executable, "-m", "tests.bench.spend", way, str(path)], check=True, capture_output=True, text=True
    )
    seconds, memory = found.stdout.split()
    return float(seconds), float(memory)


def _alone(path: Path) -> None:
    with duckdb.connect() as database:
        reader = "read_parquet" if path.suffix == ".parquet" else "read_csv"
        database.execute(
            f"SELECT {_KEYS}, date_trunc('month', ChargePeriodStart::TIMESTAMP) AS month, "
            "sum(EffectiveCost::DECIMAL(38,12)), sum(BilledCost::DECIMAL(38,12)) "
            f"FROM {reader}('{path}') GROUP BY ALL ORDER BY ALL"
        ).fetchall()


def _ours(path: Path) -> None:
    from lockscan.spend import read_bills

    read_bills([path])


def _one(way: str, path: Path) -> None:
    started = time.perf_counter()
    {"alone": _alone, "ours": _ours}[way](path)
    seconds = time.perf_counter() - started
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6)


if __name__ == "__main__":
    if len(sys.argv) > 2:
        _one(sys.argv[1], Path(sys.argv[2]))
    else:
        main(*map(int, sys.argv[1:]))
