"""A resource as it is shown: one row of every column, made only for the rows that are asked for."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from lockscan.model.estate import Column
from lockscan.model.report import Report
from lockscan.model.resource import Origin
from lockscan.model.scores import EFFORT_CLASSES, FACETS

_AT_ONCE = 20_000
_BATCHES = 16
"""At most: a batch for every so many rows would take time that grows with their square."""


class ResourceRow(NamedTuple):
    """None stands for what is not known. A tuple is made four times as fast, and there may be millions."""

    id: str
    type: str
    provider: str
    account: str
    region: str
    name: str
    application: str
    capability: str | None
    effort_class: str | None
    own: float
    low: float
    high: float
    inherited: float
    """0-1."""

    facets: Mapping[str, float]
    chain: tuple[str, ...]
    """Ids from the next hop to the holder; empty where nothing holds it more than itself."""

    holder: str | None
    """Name of what holds it more than itself does."""

    p50: float
    p90: float
    group: int
    wave: int
    monthly: float | None
    origins: tuple[Origin, ...]


def resource_rows(report: Report, rows: Sequence[int]) -> Iterator[ResourceRow]:
    """Give the views of these rows, in their order; each batch looks for its chains' ids in the whole estate."""
    at_once = max(_AT_ONCE, -(-len(rows) // _BATCHES))
    for start in range(0, len(rows), at_once):
        yield from _batch(report, rows[start : start + at_once])


def _batch(report: Report, rows: Sequence[int]) -> Iterator[ResourceRow]:
    chains = [_hops(report, row) for row in rows]
    mentioned = sorted({*rows, *(hop for hops in chains for hop in hops)})
    identifier = dict(zip(mentioned, report.estate.rows.ids(mentioned), strict=True))
    named = sorted({*rows, *(hops[-1] for hops in chains if hops)})
    name = dict(zip(named, report.estate.rows.names(named), strict=True))
    columns = _columns(report, list(rows))
    columns |= {
        "id": [identifier[row] for row in rows],
        "name": [name[row] for row in rows],
        "chain": [tuple(identifier[hop] for hop in hops) for hops in chains],
        "holder": [name[hops[-1]] if hops else None for hops in chains],
        "origins": report.estate.rows.origins(rows),
    }
    return map(ResourceRow._make, zip(*(columns[field] for field in ResourceRow._fields), strict=True))


def _columns(report: Report, rows: list[int]) -> dict[str, list[Any]]:
    """Give what is held as arrays, field by field: taken out at once, which is far cheaper than one by one."""
    estate, scores, costs = report.estate, report.scores, report.costs
    return {
        "type": [estate.profiles[code].type for code in estate.profile[rows].tolist()],
        "provider": _texts(estate.provider, rows),
        "account": _texts(estate.account, rows),
        "region": _texts(estate.region, rows),
        "application": _texts(report.application, rows),
        "capability": [text or None for text in _texts(scores.capability, rows)],
        "effort_class": [EFFORT_CLASSES[code] if code >= 0 else None for code in scores.effort[rows].tolist()],
        "own": scores.own[rows].tolist(),
        "low": scores.low[rows].tolist(),
        "high": scores.high[rows].tolist(),
        "inherited": report.contagion.inherited[rows].tolist(),
        "facets": [dict(zip(FACETS, facets, strict=True)) for facets in scores.facets[rows].tolist()],
        "p50": costs.p50[rows].tolist(),
        "p90": costs.p90[rows].tolist(),
        "group": report.placement.group[rows].tolist(),
        "wave": report.placement.wave[rows].tolist(),
        "monthly": [value if math.isfinite(value) else None for value in costs.monthly[rows].tolist()],
    }


def _texts(column: Column, rows: list[int]) -> list[str]:
    return [column.values[code] for code in column.codes[rows].tolist()]


def _hops(report: Report, row: int) -> list[int]:
    hops: list[int] = []
    while (row := int(report.contagion.next_hop[row])) >= 0 and row not in hops:
        hops.append(row)
    return hops
