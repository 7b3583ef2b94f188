"""FOCUS bills (1.0 to 1.3; CSV, CSV.gz, Parquet) -> charges summed by resource and month; no penny is lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lockscan.errors import UsageError
from lockscan.model.charge import Charge
from lockscan.model.money import Money
from lockscan.vocabulary.billing import provider_of

if TYPE_CHECKING:
    import duckdb

COSTS = ("EffectiveCost", "BilledCost")
TEXTS = {
    "ProviderName": ("ProviderName", "ServiceProviderName", "HostProviderName"),
    "PublisherName": ("PublisherName",),
    "InvoiceIssuerName": ("InvoiceIssuerName",),
    "ServiceName": ("ServiceName",),
    "ServiceCategory": ("ServiceCategory",),
    "ChargeCategory": ("ChargeCategory",),
    "SubAccountId": ("SubAccountId",),
    "RegionId": ("RegionId",),
    "ResourceId": ("ResourceId",),
    "BillingCurrency": ("BillingCurrency",),
}
"""What we read -> the columns that may give it, by preference: FOCUS 1.3 renamed the provider's."""

REQUIRED = ("ProviderName", "BillingCurrency")
EXACT = "DECIMAL(38,12)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """Charges of one or several files, and what was odd about the files."""

    charges: tuple[Charge, ...]
    rows: int
    notes: tuple[str, ...]


def read_bills(paths: Sequence[Path]) -> Bill:
    """Read bills as one; raises `UsageError` for a file that is none, with what is missing."""
    import duckdb

    charges: list[Charge] = []
    notes: list[str] = []
    rows = 0
    connection = duckdb.connect()
    for path in paths:
        try:
            expressions, missing = _expressions(_open(connection, path), path)
            notes += missing
            rows += _checked_rows(connection, expressions, path)
            charges += _charges(connection, expressions)
        except (duckdb.Error, UnicodeDecodeError) as error:
            reason = str(error).splitlines()[0]
            raise UsageError(f"{path}: not a readable CSV or Parquet bill: {reason}") from None
    return Bill(charges=tuple(charges), rows=rows, notes=tuple(dict.fromkeys(notes)))


def _open(connection: "duckdb.DuckDBPyConnection", path: Path) -> list[str]:
    """Make the file the view `bill` and give its columns."""
    if path.suffix == ".parquet":
        relation = connection.read_parquet(str(path))
    else:
        relation = connection.read_csv(str(path), header=True, all_varchar=True, quotechar='"', escapechar='"')
    relation.create_view("bill", replace=True)
    return list(relation.columns)


def _expressions(columns: Sequence[str], path: Path) -> tuple[dict[str, str], list[str]]:
    """Give what to read -> SQL over the columns there are, and what is missing of the optional ones."""
    there = {column.casefold(): column for column in columns}
    found: dict[str, str] = {}
    missing = []
    for name, candidates in TEXTS.items():
        column = next((there[c.casefold()] for c in candidates if c.casefold() in there), None)
        if column is None and name in REQUIRED:
            raise UsageError(f"{path}: not a FOCUS bill: no column {' or '.join(candidates)}")
        if column is None:
            missing.append(f"{path.name}: no column {name}; taken as empty")
        found[name] = "''" if column is None else _text(column)
    costs = {name: there.get(name.casefold()) for name in COSTS}
    if not any(costs.values()):
        raise UsageError(f"{path}: not a FOCUS bill: neither EffectiveCost nor BilledCost")
    for name, other in ((COSTS[0], COSTS[1]), (COSTS[1], COSTS[0])):
        if costs[name] is None:
            missing.append(f"{path.name}: no column {name}; {other} stands for it")
        cells = [f"nullif({_text(column)}, '')" for column in (costs[name], costs[other]) if column]
        found[name] = f"coalesce({', '.join(cells)}, '')"
    start = next((there[c] for c in ("chargeperiodstart", "billingperiodstart") if c in there), None)
    if start is None:
        raise UsageError(f"{path}: not a FOCUS bill: no column ChargePeriodStart")
    found["Month"] = f"date_trunc('month', TRY_CAST({_text(start)} AS TIMESTAMP))::DATE"
    return found, missing


def _text(column: str) -> str:
    """Read a column as text; an empty cell and the word NULL are both nothing."""
    quoted = '"' + column.replace('"', '""') + '"'
    return f"coalesce(nullif(nullif(trim({quoted}::VARCHAR), ''), 'NULL'), '')"


def _cost(expression: str) -> str:
    return f"TRY_CAST(nullif({expression}, '') AS {EXACT})"


def _checked_rows(connection: "duckdb.DuckDBPyConnection", found: dict[str, str], path: Path) -> int:
    """Count the rows; refuse cells that are no amount or no date, which would otherwise be lost in silence."""
    counted = connection.execute(
        f"SELECT count(*), "  # noqa: S608 - column names are quoted by _text
        f"count(*) FILTER ({found['EffectiveCost']} <> '' AND {_cost(found['EffectiveCost'])} IS NULL), "
        f"count(*) FILTER ({found['BilledCost']} <> '' AND {_cost(found['BilledCost'])} IS NULL), "
        f"count(*) FILTER ({found['Month']} IS NULL) FROM bill"
    ).fetchone()
    rows, effective, billed, undated = counted or (0, 0, 0, 0)
    if effective or billed or undated:
        raise UsageError(
            f"{path}: {effective} EffectiveCost and {billed} BilledCost cells are no amounts, {undated} rows have no "
            "readable ChargePeriodStart: nothing is counted until they are mended"
        )
    return int(rows)


def _charges(connection: "duckdb.DuckDBPyConnection", found: dict[str, str]) -> list[Charge]:
    names = [*TEXTS, "Month"]
    keys = ", ".join(f'{found[name]} AS "{name}"' for name in names)
    sums = ", ".join(f'coalesce(sum({_cost(found[name])}), 0) AS "{name}"' for name in COSTS)
    query = f"SELECT {keys}, {sums} FROM bill GROUP BY ALL ORDER BY ALL"  # noqa: S608 - names are quoted by _text
    rows = connection.execute(query).fetchall()
    return [_charge(dict(zip((*names, *COSTS), row, strict=True))) for row in rows]


def _charge(row: dict[str, Any]) -> Charge:
    currency = row["BillingCurrency"].upper()
    return Charge(
        provider=provider_of(row["ProviderName"]),
        publisher=row["PublisherName"],
        invoice_issuer=row["InvoiceIssuerName"],
        service=row["ServiceName"],
        service_category=row["ServiceCategory"],
        charge_category=row["ChargeCategory"] or "Usage",
        sub_account=row["SubAccountId"],
        region=row["RegionId"],
        resource_id=row["ResourceId"],
        month=row["Month"],
        billed=Money(Decimal(row["BilledCost"]), currency),
        effective=Money(Decimal(row["EffectiveCost"]), currency),
    )
