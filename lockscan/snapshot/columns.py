"""Parquet columns as arrays of codes: a million rows without a million Python strings."""

import json
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt

from lockscan.model.amounts import Amounts
from lockscan.model.estate import Codes, Column, Edges, Floats
from lockscan.model.profile import Profile
from lockscan.model.resource import TypeName
from lockscan.snapshot.stored import source

RARE = (
    *("committed_monthly", "committed_upfront", "start_date", "end_date"),
    *("allocated_gb", "cold_gb", "archive_gb", "min_storage_days", "schema_units", "object_count"),
)
"""Number facts that the cost model asks for, and most resources lack."""


def column(database: duckdb.DuckDBPyConnection, table: str, expression: str) -> Column:
    """Read one text column as codes into its sorted distinct values; `table` is a relation in SQL."""
    found = database.execute(f"SELECT DISTINCT {expression} AS value FROM {table} ORDER BY value").fetchall()
    values = tuple(str(value) for (value,) in found)
    if not values:
        return Column(np.zeros(0, dtype=np.int32), ())
    database.execute("DROP TYPE IF EXISTS word")
    database.execute(f"CREATE TYPE word AS ENUM (SELECT DISTINCT {expression} AS value FROM {table} ORDER BY value)")
    codes = array(database, f"SELECT enum_code(({expression})::word)::INTEGER AS value FROM {table}")
    return Column(codes.astype(np.int32, copy=False), values)


def integers(database: duckdb.DuckDBPyConnection, table: str, name: str) -> Codes:
    return array(database, f"SELECT {name} AS value FROM {table}").astype(np.int32, copy=False)


def floats(database: duckdb.DuckDBPyConnection, table: str, name: str) -> Floats:
    """Read numbers; NaN where unknown."""
    query = f"SELECT coalesce({name}, 'nan'::DOUBLE) AS value FROM {table}"
    return array(database, query).astype(np.float64, copy=False)


def array(database: duckdb.DuckDBPyConnection, query: str) -> npt.NDArray[Any]:
    found: npt.NDArray[Any] = database.execute(query).fetchnumpy()["value"]
    return found


def profiles(database: duckdb.DuckDBPyConnection, table: str) -> tuple[tuple[Profile, ...], Codes]:
    """Give the distinct profiles and each node's code; JSON is decoded once for each distinct value."""
    types = column(database, table, "type")
    facts = column(database, table, "profile")
    external = array(database, f'SELECT "external"::INTEGER AS value FROM {table}').astype(np.int64)
    both = (types.codes.astype(np.int64) * max(1, len(facts.values)) + facts.codes) * 2 + external
    distinct, codes = np.unique(both, return_inverse=True)
    decoded = [tuple(sorted(json.loads(text).items())) for text in facts.values]
    found = tuple(
        Profile(
            TypeName(types.values[int(code) // 2 // len(facts.values)]),
            decoded[int(code) // 2 % len(facts.values)],
            external=bool(code % 2),
        )
        for code in distinct
    )
    return found, codes.astype(np.int32)


def amounts(database: duckdb.DuckDBPyConnection, table: str) -> Amounts:
    """Read the numbers that few resources have out of their facts."""
    named = " OR ".join(f"contains(facts, '\"{fact}\"')" for fact in RARE)
    values = ", ".join(f"TRY_CAST(facts->>'$.{fact}' AS DOUBLE) AS {fact}" for fact in RARE)
    found = database.execute(
        f'SELECT row, {values} FROM {table} WHERE NOT "external" AND ({named}) ORDER BY row'
    ).fetchnumpy()
    rows = np.asarray(found["row"], dtype=np.int32)
    columns = {fact: np.ma.filled(np.ma.asarray(found[fact], dtype=np.float64), np.nan) for fact in RARE}
    known = {fact: np.flatnonzero(~np.isnan(column)) for fact, column in columns.items()}
    return Amounts({fact: (rows[at], columns[fact][at]) for fact, at in known.items() if len(at)})


def edges(database: duckdb.DuckDBPyConnection, folder: Path) -> Edges:
    table = source(folder, "references")
    return Edges(
        source=integers(database, table, "source_row"),
        target=integers(database, table, "target_row"),
        kind=column(database, table, "kind"),
        confidence=column(database, table, "confidence"),
    )
