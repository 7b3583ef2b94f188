"""Who saw what: the origins of a sealed snapshot as codes, and the facts on which they differ."""

import json
from typing import Final

import duckdb
import numpy as np

from lockscan.model.sightings import Disagreement, Sightings
from lockscan.snapshot import columns

TOLD: Final = 500
"""Resources of which it is kept what the sources say; of the rest only how many there are."""

_SOURCES: Final = """
    coalesce(list_aggregate(list_sort(list_distinct(json_extract_string(origins, '$[*].source'))),
                            'string_agg', '+'), '')
"""


def sightings(database: duckdb.DuckDBPyConnection, table: str) -> Sightings:
    """Read the sources of every node; `table` is a relation in SQL."""
    sources = columns.column(database, table, _SOURCES)
    differing = f"FROM {table} WHERE differences <> '{{}}'"
    found = database.execute(f"SELECT row, differences {differing} ORDER BY row LIMIT {TOLD}").fetchall()
    total = database.execute(f"SELECT count(*) {differing}").fetchone()
    return Sightings(
        combinations=tuple(frozenset(filter(None, value.split("+"))) for value in sources.values),
        combination=sources.codes,
        local=columns.array(database, f"SELECT contains(id, '#') AS value FROM {table}").astype(np.bool_),
        disagreements=tuple(Disagreement(row=row, facts=json.loads(said)) for row, said in found),
        disagreeing=int(total[0]) if total else 0,
    )
