"""A sealed snapshot: verified when opened, read as columns."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import duckdb

from lockscan.errors import SnapshotError
from lockscan.model.charge import Charge, Contract
from lockscan.model.estate import Column, Estate
from lockscan.model.scope import Scope
from lockscan.snapshot import columns
from lockscan.snapshot.manifest import Manifest
from lockscan.snapshot.manifest import read as read_manifest
from lockscan.snapshot.mapping import Assignment, read_mapping
from lockscan.snapshot.place import MANIFEST
from lockscan.snapshot.rows import charge_of, contract_of, scope_of
from lockscan.snapshot.sightings import sightings
from lockscan.snapshot.sizing import by_size_name
from lockscan.snapshot.stored import StoredRows, connect, source
from lockscan.snapshot.tables import TABLES


class Snapshot:
    """What was read, as it was sealed; nothing in it can have changed since."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self.manifest = manifest

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Verify and open; a foreign, newer, damaged or unfinished one is told in one line."""
        return cls(folder, read_manifest(folder))

    @classmethod
    def find_or_none(cls, folder: Path) -> Self | None:
        """Open it if there is a sealed one; one that is there but damaged still fails."""
        return cls.open(folder) if (folder / MANIFEST).exists() else None

    @cached_property
    def scopes(self) -> tuple[Scope, ...]:
        return tuple(scope_of(row) for row in self._records("scopes"))

    @cached_property
    def charges(self) -> tuple[Charge, ...]:
        return tuple(charge_of(row) for row in self._records("charges"))

    @cached_property
    def contracts(self) -> tuple[Contract, ...]:
        return tuple(contract_of(row) for row in self._records("contracts"))

    def table(self, name: str) -> Iterator[dict[str, Any]]:
        """Stream a table's rows, a few thousand at a time."""
        with self._reading() as database:
            cursor = database.execute(f"SELECT * EXCLUDE (file_row_number) FROM {source(self.folder, name)}")
            names = [column[0] for column in cursor.description]
            while rows := cursor.fetchmany(4096):
                for row in rows:
                    yield dict(zip(names, row, strict=True))

    def known_as(self, keys: Sequence[str]) -> dict[str, int]:
        """Give the row of each key that is one resource's identity, by Terraform address too; none of two alike."""
        query = f"""
            SELECT asked.key, min(row) FROM (SELECT unnest($keys) AS key) asked JOIN (
                SELECT row, key FROM {source(self.folder, "identities")} WHERE kind <> 'name'
                UNION ALL SELECT row, regexp_extract(key, '#(.+)$', 1) FROM {source(self.folder, "identities")}
                WHERE kind = 'global' AND key LIKE '%#%'
            ) known USING (key) GROUP BY asked.key HAVING count(DISTINCT row) = 1
        """
        with self._reading() as database:
            return dict(database.execute(query, {"keys": sorted(set(keys))}).fetchall())

    def estate(self, mapping: Path | None = None) -> Estate:
        """Read the columns an assessment works on; a mapping file overrides applications."""
        assignments = read_mapping(mapping) if mapping else ()
        with self._reading() as database:
            return self._estate(database, assignments)

    def _estate(self, database: duckdb.DuckDBPyConnection, assignments: Sequence[Assignment]) -> Estate:
        nodes = source(self.folder, "resources")
        found, profile = columns.profiles(database, nodes)
        provider = columns.column(database, nodes, "provider")
        instances = columns.floats(database, nodes, "instances")
        counted = columns.floats(database, nodes, "vcpus"), columns.floats(database, nodes, "memory_gb")
        vcpus, memory = by_size_name(found, profile, provider, instances, counted)
        return Estate(
            profiles=found,
            profile=profile,
            resources=_count(database, nodes),
            provider=provider,
            account=columns.column(database, nodes, "account"),
            region=columns.column(database, nodes, "region"),
            application=_application(database, nodes, assignments),
            parent=columns.integers(database, nodes, "parent_row"),
            size_gb=columns.floats(database, nodes, "size_gb"),
            vcpus=vcpus,
            memory_gb=memory,
            instances=instances,
            edges=columns.edges(database, self.folder),
            rows=StoredRows(self.folder, self._database),
            scopes=self.scopes,
            charges=self.charges,
            contracts=self.contracts,
            collected=self.manifest.collected,
            facts_collected=self.manifest.facts,
            digest=self.manifest.digest,
            amounts=columns.amounts(database, nodes),
            sightings=sightings(database, nodes) if len(self.manifest.sources) > 1 else None,
        )

    @cached_property
    def _database(self) -> duckdb.DuckDBPyConnection:
        """One for every question: opening it takes as long as most of them."""
        return connect()

    def _records(self, name: str) -> list[dict[str, Any]]:
        return [{column: row[column] for column in TABLES[name]} for row in self.table(name)]

    @contextmanager
    def _reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        try:
            with self._database.cursor() as database:
                yield database
        except duckdb.Error as error:
            reason = str(error).partition("\n")[0]
            raise SnapshotError(f"{self.folder}: cannot be read ({reason}); restore it or scan again") from None


def _count(database: duckdb.DuckDBPyConnection, nodes: str) -> int:
    row = database.execute(f'SELECT count(*) FILTER (NOT "external") FROM {nodes}').fetchone()
    return int(row[0]) if row else 0


def _application(database: duckdb.DuckDBPyConnection, nodes: str, assignments: Sequence[Assignment]) -> Column:
    """Give the application of each node; the first assignment that fits wins over what was read."""
    if not assignments:
        return columns.column(database, nodes, "application")
    cases = " ".join(f"WHEN {_fits(a)} THEN {_quoted(a.application)}" for a in assignments)
    named = f'(SELECT CASE WHEN "external" THEN application {cases} ELSE application END AS application FROM {nodes})'
    return columns.column(database, named, "application")


def _fits(assignment: Assignment) -> str:
    pattern = _quoted(assignment.pattern)
    kind, colon, key = assignment.field.partition(":")
    if not colon:
        return f"lower({kind}) GLOB {pattern}"
    folded = "regexp_replace(lower(tag.key), '[^a-z0-9]', '', 'g')"
    entries = "map_entries(tags::JSON::MAP(VARCHAR, VARCHAR))"
    return (
        f"len(list_filter({entries}, lambda tag: {folded} = {_quoted(key)}"
        f" AND coalesce(lower(tag.value) GLOB {pattern}, false))) > 0"
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
