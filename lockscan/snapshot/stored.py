"""The long strings of a sealed snapshot, fetched from Parquet only for the rows that are shown."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from lockscan.model.resource import Origin
from lockscan.references.identifiers import fold


class StoredRows:
    """Implements `lockscan.model.estate.Rows`."""

    def __init__(self, folder: Path, database: duckdb.DuckDBPyConnection) -> None:
        self._folder = folder
        self._database = database

    def ids(self, rows: Sequence[int]) -> list[str]:
        return self._fetch("resources", "id", rows)

    def names(self, rows: Sequence[int]) -> list[str]:
        return self._fetch("resources", "coalesce(nullif(name, ''), id)", rows)

    def origins(self, rows: Sequence[int]) -> list[tuple[Origin, ...]]:
        texts = self._fetch("resources", "origins", rows)
        read = {text: tuple(Origin(**origin) for origin in json.loads(text)) for text in set(texts)}
        return [read[text] for text in texts]

    def evidence(self, edges: Sequence[int]) -> list[str]:
        return self._fetch("references", "evidence", edges)

    def find(self, ids: Sequence[str]) -> list[int | None]:
        known = self._rows_of("id", set(ids))
        unknown = {identifier.lower() for identifier in ids if identifier not in known and _knows_no_case(identifier)}
        if unknown:
            known |= self._rows_of("lower(id)", unknown)
        return [known.get(identifier, known.get(identifier.lower())) for identifier in ids]

    def find_mentioned(self, keys: Sequence[str], provider: str) -> list[int | None]:
        query = f"""
            SELECT key, min(i.row) FROM {self._table("identities")} i
            JOIN (SELECT row FROM {self._table("resources")} WHERE provider = $provider) USING (row)
            WHERE key IN (SELECT unnest($keys)) GROUP BY key HAVING count(DISTINCT i.row) = 1
        """
        asked = [fold(key) for key in keys]
        found = self._database.execute(query, {"keys": sorted(set(asked)), "provider": provider}).fetchall()
        known = dict(found)
        return [known.get(key) for key in asked]

    def _rows_of(self, column: str, ids: set[str]) -> dict[str, int]:
        query = f"SELECT {column}, row FROM {self._table('resources')} WHERE {column} IN (SELECT unnest($ids))"
        return dict(self._database.execute(query, {"ids": sorted(ids)}).fetchall())

    def _fetch(self, table: str, column: str, numbers: Sequence[int]) -> list[Any]:
        """Give a column for the numbered rows of a table, in the order asked for, repeats included."""
        if not len(numbers):
            return []
        wanted = np.asarray(numbers, dtype=np.int64)
        asked, place = np.unique(wanted, return_inverse=True)
        self._database.register("asked", {"number": asked})
        query = (
            f"SELECT {column} FROM {self._table(table)} JOIN asked ON file_row_number = asked.number"
            " ORDER BY asked.number"
        )
        found = [value for (value,) in self._database.execute(query).fetchall()]
        self._database.unregister("asked")
        return [found[index] for index in place]

    def _table(self, table: str) -> str:
        return source(self._folder, table)


def connect() -> duckdb.DuckDBPyConnection:
    """Give a database in memory that stays off the network."""
    return duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})


def source(folder: Path, table: str) -> str:
    """Give the table as SQL reads it, with `file_row_number`."""
    path = str(folder / f"{table}.parquet").replace("'", "''")
    return f"read_parquet('{path}', file_row_number=true)"


def _knows_no_case(identifier: str) -> bool:
    return fold(identifier) != identifier or fold(identifier.upper()) != identifier.upper()
