"""Journalled lines into the sealing database, in pieces small enough that memory stays flat."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import duckdb

from lockscan.snapshot.encoding import Row, line
from lockscan.snapshot.merging import merge
from lockscan.snapshot.pairing import pair

PIECE: Final = 8_000_000
"""Bytes of lines loaded in one go."""

MERGED: Final = 500
"""Keys merged in one go."""

_TEXTS = ("key", "id", "type", "provider", "account", "region", "name", "grouping", "parent")
_JSON = ("tags", "facts", "origins", "differences", "application", "profile")
_NUMBERS = ("size_gb", "vcpus", "memory_gb", "instances")
_ROW: Final = {
    "rank": "INTEGER",
    **dict.fromkeys((*_TEXTS, *_JSON), "VARCHAR"),
    **dict.fromkeys(_NUMBERS, "DOUBLE"),
}
_IDENTITIES: Final = "STRUCT(kind VARCHAR, key VARCHAR)[]"
_CANDIDATES: Final = (
    "STRUCT(key VARCHAR, mark UHUGEINT, match VARCHAR, kind VARCHAR, evidence VARCHAR, confidence VARCHAR,"
    ' target_type VARCHAR, "external" BOOLEAN)[]'
)
_SCHEMA = f"""
CREATE TABLE read_row ({", ".join(f'"{name}" {kind}' for name, kind in _ROW.items())});
CREATE TABLE read_identity (owner VARCHAR, kind VARCHAR, key VARCHAR);
CREATE TABLE read_candidate (owner VARCHAR, key VARCHAR, mark UHUGEINT, match VARCHAR, kind VARCHAR, evidence VARCHAR,
                             confidence VARCHAR, target_type VARCHAR, "external" BOOLEAN);
"""
_NAMES = ", ".join(f'"{name}"' for name in _ROW)


def load(database: duckdb.DuckDBPyConnection, pages: Iterable[bytes], folder: Path) -> None:
    """Load every page, then pair and merge what several sources or units saw."""
    database.execute(_SCHEMA)
    for piece in _pieces(pages, folder / "piece.json"):
        _load_piece(database, piece)
    pair(database)
    _merge_duplicates(database, folder / "piece.json")


def _pieces(pages: Iterable[bytes], path: Path) -> Iterator[Path]:
    held: list[bytes] = []
    size = 0
    for page in pages:
        held.append(page)
        size += len(page)
        if size >= PIECE:
            path.write_bytes(b"".join(held))
            yield path
            held, size = [], 0
    path.write_bytes(b"".join(held))
    yield path
    path.unlink()


def _load_piece(database: duckdb.DuckDBPyConnection, path: Path) -> None:
    kinds = ", ".join(f"'{name}': '{kind}'" for name, kind in _ROW.items())
    database.execute(
        "CREATE OR REPLACE TEMP TABLE piece AS SELECT * FROM read_json($path, format='newline_delimited',"
        " maximum_object_size=16777216,"
        f" columns={{{kinds}, 'identities': '{_IDENTITIES}', 'candidates': '{_CANDIDATES}'}})",
        {"path": str(path)},
    )
    database.execute(
        f"""
        INSERT INTO read_row SELECT {_NAMES} FROM piece;
        INSERT INTO read_identity SELECT owner, i.kind, i.key
            FROM (SELECT key AS owner, unnest(identities) AS i FROM piece);
        INSERT INTO read_candidate
            SELECT owner, c.key, coalesce(c.mark, md5_number(c.key)), c.match, c.kind, c.evidence, c.confidence,
                   c.target_type, c."external"
            FROM (SELECT key AS owner, unnest(candidates) AS c FROM piece);
        DROP TABLE piece;
        """
    )


def _merge_duplicates(database: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Replace the rows of a key that was read more than once by one merged row."""
    database.execute("CREATE TABLE twice AS SELECT key FROM read_row GROUP BY key HAVING count(*) > 1")
    merged = map(merge, _duplicates(database))
    with path.open("wb") as stream:
        stream.writelines(line({**row, "identities": []}) for row in merged)
    database.execute("DELETE FROM read_row WHERE key IN (SELECT key FROM twice); DROP TABLE twice")
    _load_piece(database, path)
    path.unlink()


def _duplicates(database: duckdb.DuckDBPyConnection) -> Iterator[list[Row]]:
    cursor = database.cursor()
    cursor.execute(f"SELECT {_NAMES} FROM read_row SEMI JOIN twice USING (key) ORDER BY key")
    group: list[Row] = []
    while rows := cursor.fetchmany(MERGED):
        for values in rows:
            row = dict(zip(_ROW, values, strict=True))
            if group and group[0]["key"] != row["key"]:
                yield group
                group = []
            group.append(row)
    if group:
        yield group


def sources_of(database: duckdb.DuckDBPyConnection) -> list[str]:
    """Give the kinds of source that were read, for the manifest."""
    found = database.execute("SELECT DISTINCT unnest(json_extract_string(origins, '$[*].source')) FROM read_row")
    return sorted(source for (source,) in found.fetchall() if source)
