"""From journals to a sealed snapshot: the same content gives the same bytes, whole or not at all."""

import os
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Final

import duckdb

from lockscan.model.charge import Charge, Contract
from lockscan.snapshot import manifest
from lockscan.snapshot.failures import told
from lockscan.snapshot.journal import Journal
from lockscan.snapshot.loading import load, sources_of
from lockscan.snapshot.place import JOURNAL
from lockscan.snapshot.resolution import resolve
from lockscan.snapshot.rows import charge_row, contract_row, scope_row
from lockscan.snapshot.tables import TABLES, definition
from lockscan.vocabulary.facts import fact_definitions

MEMORY: Final = 180
"""Megabytes that the sealing database may hold; beyond them it works on disk."""

BATCH: Final = 5_000

_SELECT: Final = {
    "resources": """
        SELECT node.row, false AS "external", node.id, node.type, node.provider, node.account, node.region,
               read_row.name, coalesce(belonging.application, '') AS application,
               coalesce(part.whole, -1) AS parent_row, size_gb, vcpus, memory_gb, instances,
               profile, facts, tags, origins, differences
        FROM node JOIN read_row USING (key) LEFT JOIN part USING (row) LEFT JOIN belonging USING (row)
        UNION ALL
        SELECT row, true, id, type, provider, account, region, id, '', -1, NULL, NULL, NULL, NULL,
               '{}', '{}', '{}', '[]', '{}' FROM outside
        ORDER BY row
    """,
    "references": """
        WITH every AS (SELECT row, id FROM node UNION ALL SELECT row, id FROM outside)
        SELECT edge.source AS source_row, edge.target AS target_row, a.id AS source, b.id AS target, edge.kind,
               ['high', 'medium', 'low'][edge.sure + 1] AS confidence, edge.evidence
        FROM edge JOIN every a ON a.row = edge.source JOIN every b ON b.row = edge.target
        ORDER BY edge.source, edge.target, edge.kind
    """,
    "identities": "SELECT row, kind, key FROM identity ORDER BY row, kind, key",
    "scopes": "SELECT * FROM told_scopes ORDER BY ALL",
    "charges": "SELECT * FROM told_charges ORDER BY ALL",
    "contracts": "SELECT * FROM told_contracts ORDER BY ALL",
}


def seal(
    journal: Journal,
    *,
    collected: date,
    program: str,
    asked: Iterable[str] = (),
    charges: Iterable[Charge] = (),
    contracts: Iterable[Contract] = (),
) -> Path:
    """Resolve, merge and write everything, then remove the journals; gives the snapshot's folder."""
    folder = journal.folder
    work = folder / JOURNAL / "sealing"
    with told(folder):
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        scopes = journal.scopes()
        with duckdb.connect(config=_settings(work)) as database:
            load(database, journal.pages(), work)
            sources = sources_of(database)
            resolve(database)
            _tell(database, "scopes", map(scope_row, scopes))
            _tell(database, "charges", map(charge_row, charges))
            _tell(database, "contracts", map(contract_row, contracts))
            rows = {table: _write(database, table, work) for table in TABLES}
        files = {table: _place(work, folder, table) for table in TABLES}
        _settle(folder)
        manifest.write(
            folder,
            manifest.Manifest(
                program=program,
                collected=collected,
                sources=tuple(sources),
                asked=tuple(asked),
                facts=tuple(sorted(fact_definitions())),
                rows=rows,
                files=files,
            ),
        )
        _settle(folder)
    journal.discard()
    return folder


def _settings(work: Path) -> dict[str, str | bool | int | float | list[str]]:
    """Keep the database small, inside the snapshot's folder, and off the network."""
    return {
        "memory_limit": f"{MEMORY}MB",
        "threads": 1,  # each holds rows of its own while it sorts and joins
        "temp_directory": str(work / "spill"),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }


def _tell(database: duckdb.DuckDBPyConnection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    database.execute(f"CREATE TABLE told_{table} ({definition(table)})")
    insert = f"INSERT INTO told_{table} VALUES ({', '.join('?' * len(TABLES[table]))})"
    batch: list[tuple[Any, ...]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            database.executemany(insert, batch)
            batch.clear()
    if batch:
        database.executemany(insert, batch)


def _write(database: duckdb.DuckDBPyConnection, table: str, work: Path) -> int:
    options = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 61440"
    written = database.execute(f"COPY ({_SELECT[table]}) TO '{_quoted(work / table)}.parquet' ({options})").fetchone()
    return int(written[0]) if written else 0


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _place(work: Path, folder: Path, table: str) -> str:
    """Move a finished table to its place, safely on disk, and give its digest."""
    path = work / f"{table}.parquet"
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())
    digest = manifest.digest_of(path)
    path.replace(folder / path.name)
    return digest


def _settle(folder: Path) -> None:
    """Make the moves themselves survive a power cut, where the system lets folders be synced."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
