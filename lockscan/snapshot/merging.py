"""The same thing from several sources as one row: the most believable wins, all origins are kept."""

import json
from collections.abc import Sequence
from typing import Any, Final

from lockscan.snapshot.encoding import Row, derived, text
from lockscan.vocabulary.facts import fact_definitions

FILLED: Final = ("name", "account", "region", "grouping", "parent")
"""Columns that a less believable source may fill where the better ones are silent."""


def merge(rows: Sequence[Row]) -> Row:
    """Merge rows of one key; the order in which they were read does not matter."""
    ordered = sorted(
        rows, key=lambda row: (row["rank"], *(row[column] or "" for column in sorted(row) if column in _TEXTS))
    )
    best = ordered[0]
    merged = {**best, **{column: next((row[column] for row in ordered if row[column]), "") for column in FILLED}}
    merged["tags"] = text(_union([json.loads(row["tags"]) for row in ordered]))
    merged["facts"] = text(_union([json.loads(row["facts"]) for row in ordered]))
    merged["origins"] = text(_origins(ordered))
    merged["differences"] = text(_differences(ordered))
    return {**merged, **derived(merged)}


_TEXTS: Final = frozenset({"id", "type", "provider", *FILLED, "tags", "facts", "origins"})


def _union(objects: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Give every key once, with the first value that is not null."""
    united: dict[str, Any] = {}
    for one in objects:
        for key, value in one.items():
            if united.get(key) is None:
                united[key] = value
    return united


def _origins(ordered: Sequence[Row]) -> list[Any]:
    seen: dict[str, Any] = {}
    for row in ordered:
        for origin in json.loads(row["origins"]):
            seen.setdefault(text(origin), origin)
    return list(seen.values())


def _differences(ordered: Sequence[Row]) -> dict[str, dict[str, Any]]:
    """Give the neutral facts on which two kinds of source differ."""
    said: dict[str, dict[str, Any]] = {}
    for row in ordered:
        source = next((origin["source"] for origin in json.loads(row["origins"])), "unknown")
        for name, value in json.loads(row["facts"]).items():
            if name in fact_definitions():
                said.setdefault(name, {}).setdefault(source, value)
    return {name: by for name, by in sorted(said.items()) if len({text(value) for value in by.values()}) > 1}
