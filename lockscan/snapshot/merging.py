"""The same thing from several sources as one row: the most believable wins, all origins are kept."""

import json
from collections.abc import Sequence
from typing import Any, Final

from lockscan.snapshot.encoding import Row, derived, text
from lockscan.vocabulary.facts import fact_definitions

FILLED: Final = ("name", "account", "region", "grouping", "parent")
"""Columns that a less believable source may fill where the better ones are silent."""

_SAID: Final = ("id", "type", "provider", *FILLED)
_ENCODED: Final = ("tags", "facts", "origins")


def merge(rows: Sequence[Row]) -> Row:
    """Merge rows of one key, as they come from the database; the order in which they were read does not matter."""
    ordered = [_decoded(row) for row in sorted(rows, key=_believed)]
    merged = {
        **ordered[0],
        **{column: next((row[column] for row in ordered if row[column]), "") for column in FILLED},
        "tags": _union([row["tags"] for row in ordered]),
        "facts": _union([row["facts"] for row in ordered]),
        "origins": _origins(ordered),
        "differences": _differences(ordered),
    }
    return {**merged, **derived(merged)}


def _believed(row: Row) -> tuple[int | str, ...]:
    """Give the order of belief; equals among sources are told apart by what they say."""
    return row["rank"], *(row[column] for column in (*_SAID, *_ENCODED))


def _decoded(row: Row) -> Row:
    return {**row, **{column: json.loads(row[column]) for column in _ENCODED}}


def _union(objects: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Give every key once, with the first value that is not null."""
    united: dict[str, Any] = {}
    for one in objects:
        for key, value in one.items():
            if united.get(key) is None:
                united[key] = value
    return united


def _origins(ordered: Sequence[Row]) -> list[Any]:
    return list({text(origin): origin for row in ordered for origin in row["origins"]}.values())


def _differences(ordered: Sequence[Row]) -> dict[str, dict[str, Any]]:
    """Give the neutral facts on which two kinds of source differ."""
    said: dict[str, dict[str, Any]] = {}
    for row in ordered:
        source = next((origin["source"] for origin in row["origins"]), "unknown")
        for name, value in row["facts"].items():
            if name in fact_definitions():
                said.setdefault(name, {}).setdefault(source, value)
    return {name: by for name, by in sorted(said.items()) if len({text(value) for value in by.values()}) > 1}
