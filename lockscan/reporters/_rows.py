"""A resource as it is shown: one row of every column, made only for the rows that are asked for."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lockscan.model.report import Report
from lockscan.model.resource import Origin
from lockscan.model.scores import EFFORT_CLASSES, FACETS

_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceRow:
    """None stands for what is not known."""

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


@dataclass(frozen=True, slots=True)
class _Strings:
    """The long strings of one row."""

    id: str
    name: str
    chain: tuple[str, ...]
    holder: str | None
    origins: tuple[Origin, ...]


def resource_rows(report: Report, rows: Sequence[int]) -> Iterator[ResourceRow]:
    """Give the views of these rows, in their order; ids are fetched in large batches."""
    for start in range(0, len(rows), _AT_ONCE):
        yield from _batch(report, rows[start : start + _AT_ONCE])


def _batch(report: Report, rows: Sequence[int]) -> Iterator[ResourceRow]:
    chains = [_hops(report, row) for row in rows]
    mentioned = sorted({*rows, *(hop for hops in chains for hop in hops)})
    identifier = dict(zip(mentioned, report.estate.rows.ids(mentioned), strict=True))
    named = sorted({*rows, *(hops[-1] for hops in chains if hops)})
    name = dict(zip(named, report.estate.rows.names(named), strict=True))
    for row, hops, origins in zip(rows, chains, report.estate.rows.origins(rows), strict=True):
        view = _Strings(
            identifier[row],
            name[row],
            tuple(identifier[hop] for hop in hops),
            name[hops[-1]] if hops else None,
            origins,
        )
        yield _view(report, row, view)


def _view(report: Report, row: int, strings: _Strings) -> ResourceRow:
    estate, scores, costs = report.estate, report.scores, report.costs
    effort, monthly = int(scores.effort[row]), float(costs.monthly[row])
    return ResourceRow(
        id=strings.id,
        type=estate.profiles[int(estate.profile[row])].type,
        provider=estate.provider[row],
        account=estate.account[row],
        region=estate.region[row],
        name=strings.name,
        application=report.application[row],
        capability=scores.capability[row] or None,
        effort_class=EFFORT_CLASSES[effort] if effort >= 0 else None,
        own=float(scores.own[row]),
        low=float(scores.low[row]),
        high=float(scores.high[row]),
        inherited=float(report.contagion.inherited[row]),
        facets=dict(zip(FACETS, map(float, scores.facets[row]), strict=True)),
        chain=strings.chain,
        holder=strings.holder,
        p50=float(costs.p50[row]),
        p90=float(costs.p90[row]),
        group=int(report.placement.group[row]),
        wave=int(report.placement.wave[row]),
        monthly=monthly if math.isfinite(monthly) else None,
        origins=strings.origins,
    )


def _hops(report: Report, row: int) -> list[int]:
    hops: list[int] = []
    while (row := int(report.contagion.next_hop[row])) >= 0 and row not in hops:
        hops.append(row)
    return hops
