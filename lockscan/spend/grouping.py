"""Ten million rows of a bill become some thousand groups inside the database; only those reach Python."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lockscan.errors import UsageError

if TYPE_CHECKING:
    import duckdb

EXACT = "DECIMAL(38,12)"
COSTS = ("EffectiveCost", "BilledCost")
STARTS = ("ChargePeriodStart", "BillingPeriodStart")
MONTH, ROWS = "Month", "Rows"
BAD = {"EffectiveCost": "UnreadableEffectiveCost", "BilledCost": "UnreadableBilledCost"}
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
    "CommitmentDiscountStatus": ("CommitmentDiscountStatus",),
}
"""What we read -> the columns that may give it, by preference: FOCUS 1.3 renamed the provider's."""

REQUIRED = ("ProviderName", "BillingCurrency")
FETCHED = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which of a file's columns give what we read."""

    names: Sequence[str]
    types: Mapping[str, str]
    texts: Mapping[str, tuple[str, ...]]
    """What we read -> the file's columns for it, by preference; none where it is missing."""

    costs: Mapping[str, str]
    start: str
    absent: Sequence[str]
    """What we read and the file does not have."""

    instead: Mapping[str, str]
    """Cost the file does not have -> the one that stands for it."""


def columns_of(types: Mapping[str, str], path: Path) -> Columns:
    """Find what we read among a file's columns, whatever their case; raises `UsageError` for what cannot be missed."""
    there = {name.casefold(): name for name in types}

    def found(candidates: Sequence[str]) -> tuple[str, ...]:
        return tuple(there[c.casefold()] for c in candidates if c.casefold() in there)

    texts = {name: found(candidates) for name, candidates in TEXTS.items()}
    costs = {name: there[name.casefold()] for name in COSTS if name.casefold() in there}
    start = found(STARTS)
    lacking = [" or ".join(TEXTS[name]) for name in REQUIRED if not texts[name]]
    lacking += [] if costs else [" or ".join(COSTS)]
    lacking += [] if start else [" or ".join(STARTS)]
    if lacking:
        raise UsageError(f"{path}: not a FOCUS bill: no column {', no column '.join(lacking)}")
    return Columns(
        names=tuple(types),
        types=types,
        texts=texts,
        costs=costs,
        start=start[0],
        absent=[name for name in TEXTS if not texts[name]],
        instead={name: next(iter(costs)) for name in COSTS if name not in costs},
    )


def grouped(connection: "duckdb.DuckDBPyConnection", columns: Columns) -> Iterator[dict[str, Any]]:
    """Read the view `bill` once and give its groups, with how many rows and unreadable cells are in each.

    Cells are grouped as they stand and cleaned afterwards: cleaning thousands of groups takes no time, cleaning
    millions of cells does.
    """
    keys = {column: f"key{n}" for n, column in enumerate(dict.fromkeys(c for cs in columns.texts.values() for c in cs))}
    texts = [f'{_first_of([keys[c] for c in columns.texts[name]])} AS "{name}"' for name in TEXTS]
    sums = [f'sum("{name}") AS "{name}"' for name in COSTS]
    sums += [f'sum("{name}")::BIGINT AS "{name}"' for name in (ROWS, *BAD.values())]
    connection.execute(
        f'SELECT {", ".join(texts)}, month AS "{MONTH}", {", ".join(sums)} '  # noqa: S608 - column names are quoted
        f"FROM ({_raw(columns, keys)}) GROUP BY ALL ORDER BY ALL"
    )
    names = [*TEXTS, MONTH, *COSTS, ROWS, *BAD.values()]
    while found := connection.fetchmany(FETCHED):
        for row in found:
            yield dict(zip(names, row, strict=True))


def _raw(columns: Columns, keys: Mapping[str, str]) -> str:
    """Give the one query that reads the file."""
    picked = [f"{quoted(column)} AS {alias}" for column, alias in keys.items()]
    sums = [f'sum({_amount(columns, name)}) AS "{name}"' for name in COSTS]
    counts = [f'count(*) FILTER ({_is_bad(columns, name)}) AS "{BAD[name]}"' for name in COSTS]
    return (
        f"SELECT {', '.join(picked)}, {_month(columns)} AS month, {', '.join(sums)}, "  # noqa: S608 - names are quoted
        f'count(*) AS "{ROWS}", {", ".join(counts)} FROM bill GROUP BY ALL'
    )


def _amount(columns: Columns, name: str) -> str:
    """Give a cost; where its cell is empty the other cost stands for it, as where its column is missing."""
    other = next(cost for cost in COSTS if cost != name)
    cells = [f"TRY_CAST({quoted(columns.costs[n])} AS {EXACT})" for n in (name, other) if n in columns.costs]
    return f"coalesce({', '.join(cells)})" if len(cells) > 1 else cells[0]


def _is_bad(columns: Columns, name: str) -> str:
    """Tell a cell that says something, but no amount; its text is looked at only where it is none."""
    if name not in columns.costs:
        return "false"
    cell, kind = quoted(columns.costs[name]), columns.types[columns.costs[name]]
    says = f"{_text(cell)} <> ''" if kind == "VARCHAR" else f"{cell} IS NOT NULL"
    return f"CASE WHEN TRY_CAST({cell} AS {EXACT}) IS NULL THEN {says} ELSE false END"


def _month(columns: Columns) -> str:
    cell = quoted(columns.start)
    if columns.types[columns.start] == "VARCHAR":
        cell = f"TRY_CAST({cell} AS TIMESTAMP)"
    elif columns.types[columns.start] == "TIMESTAMP WITH TIME ZONE":
        cell = f"make_timestamp(epoch_us({cell}))"
    return f"date_trunc('month', {cell})::DATE"


def _first_of(keys: Sequence[str]) -> str:
    """Give the first of several cells that says something."""
    if not keys:
        return "''"
    return f"coalesce({', '.join(f'nullif({_text(key)}, {chr(39) * 2})' for key in keys)}, '')"


def _text(cell: str) -> str:
    """Read a cell as text; an empty one and the word NULL are both nothing."""
    return f"coalesce(nullif(nullif(trim({cell}::VARCHAR), ''), 'NULL'), '')"


def quoted(column: str) -> str:
    """Give a column's name as SQL takes it, whatever is in it."""
    return '"' + column.replace('"', '""') + '"'
