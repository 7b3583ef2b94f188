"""Estates laid end to end and thinned out again, column by column."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from lockscan.comparison.picked import NOWHERE, PickedRows, moved
from lockscan.model.amounts import Amounts
from lockscan.model.estate import Codes, Column, Edges, Estate
from lockscan.model.profile import Profile

Mask: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    estate: Estate
    old: Codes
    """Which row each node of the estate became."""

    new: Codes
    """Which row each node of the one joined to it became."""


def join(estate: Estate, other: Estate, same: Codes, edges: Mask) -> Joined:
    """Add what `other` holds beyond the estate: `same` names the node that each of its own already is, -1 for none.

    Of its edges those marked are added. What the estate only knew from outside becomes a resource where the other
    holds it.
    """
    n, m = estate.resources, other.resources
    own = np.arange(len(other)) < m
    fresh = (same == NOWHERE) | (own & (same >= n))
    promoted = same[fresh & (same != NOWHERE)]
    outside = np.setdiff1d(np.arange(n, len(estate)), promoted)
    nodes = np.concatenate(
        [np.arange(n), len(estate) + np.flatnonzero(fresh & own), outside, len(estate) + np.flatnonzero(fresh & ~own)]
    ).astype(np.int32)
    where = np.full(len(estate) + len(other), NOWHERE, dtype=np.int32)
    where[nodes] = np.arange(len(nodes))
    new = where[len(estate) :]
    where[promoted] = new[fresh & (same != NOWHERE)]
    new[~fresh] = where[same[~fresh]]
    resources = n + int(np.count_nonzero(fresh & own))
    kept = np.concatenate([np.ones(len(estate.edges), dtype=np.bool_), edges])
    return Joined(_picked((estate, other), nodes, where, resources, kept), where[: len(estate)], new)


def without(estate: Estate, gone: Mask, edges: Mask) -> Estate:
    """Leave out the marked nodes, what refers to them, what is billed for them, and the marked edges."""
    nodes = np.flatnonzero(~gone).astype(np.int32)
    where = np.full(len(estate), NOWHERE, dtype=np.int32)
    where[nodes] = np.arange(len(nodes))
    resources = int(np.count_nonzero(~gone[: estate.resources]))
    left = _picked((estate,), nodes, where, resources, ~edges)
    ids = {identifier.casefold() for identifier in estate.rows.ids(np.flatnonzero(gone).tolist())}
    return replace(left, charges=tuple(c for c in estate.charges if c.resource_id.casefold() not in ids))


def _picked(parts: tuple[Estate, ...], nodes: Codes, where: Codes, resources: int, kept: Mask) -> Estate:
    source = where[_laid([part.edges.source for part in parts], parts)]
    target = where[_laid([part.edges.target for part in parts], parts)]
    edges = np.flatnonzero(kept & (source != NOWHERE) & (target != NOWHERE) & (source != target)).astype(np.int32)
    profiles, profile = _profiles(parts)
    parent = _laid([part.parent for part in parts], parts)[nodes]
    return replace(
        parts[0],
        profiles=profiles,
        profile=profile[nodes],
        resources=resources,
        provider=_column([part.provider for part in parts], nodes),
        account=_column([part.account for part in parts], nodes),
        region=_column([part.region for part in parts], nodes),
        application=_column([part.application for part in parts], nodes),
        parent=moved(where, parent),
        size_gb=np.concatenate([part.size_gb for part in parts])[nodes],
        vcpus=np.concatenate([part.vcpus for part in parts])[nodes],
        memory_gb=np.concatenate([part.memory_gb for part in parts])[nodes],
        instances=np.concatenate([part.instances for part in parts])[nodes],
        edges=Edges(
            source=source[edges],
            target=target[edges],
            kind=_column([part.edges.kind for part in parts], edges),
            confidence=_column([part.edges.confidence for part in parts], edges),
        ),
        rows=PickedRows(parts, nodes, edges, where),
        amounts=_amounts(parts, where),
        sightings=None,
    )


def _amounts(parts: tuple[Estate, ...], where: Codes) -> Amounts:
    found, start = Amounts(), 0
    for part in parts:
        found = found.joined(part.amounts.moved(where[start : start + len(part)]))
        start += len(part)
    return found


def _laid(columns: Sequence[Codes], parts: Sequence[Estate]) -> Codes:
    """Lay columns of rows end to end; a row counts on from the parts before it, none stays none."""
    starts = np.cumsum([0, *(len(part) for part in parts)], dtype=np.int32)
    return np.concatenate(
        [np.where(column < 0, NOWHERE, column + start) for column, start in zip(columns, starts, strict=False)]
    ).astype(np.int32)


def _profiles(parts: Sequence[Estate]) -> tuple[tuple[Profile, ...], Codes]:
    code: dict[Profile, int] = {}
    mapped = [
        np.array([code.setdefault(profile, len(code)) for profile in part.profiles], dtype=np.int32)[part.profile]
        for part in parts
    ]
    return tuple(code), np.concatenate(mapped)


def _column(columns: Sequence[Column], picked: Codes) -> Column:
    values = tuple(sorted({value for column in columns for value in column.values}))
    code = {value: index for index, value in enumerate(values)}
    mapped = [np.array([code[v] for v in column.values], dtype=np.int32)[column.codes] for column in columns]
    return Column(np.concatenate(mapped)[picked], values)
