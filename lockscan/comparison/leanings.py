"""What a resource came to depend on, or depends on no longer: it is the same, and yet held otherwise."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from lockscan.comparison.picked import NOWHERE
from lockscan.model.estate import Codes, Estate
from lockscan.model.report import Report
from lockscan.vocabulary.kinds import Kind

FIELD: Final = "depends on"
SILENT: Final = (Kind.ORDERED_AFTER, Kind.CONTAINED_IN, Kind.MAY_ACCESS)
"""Kinds that say nothing of what a thing needs."""

Pairs: TypeAlias = npt.NDArray[np.int64]
Leanings: TypeAlias = Mapping[int, Sequence[tuple[str, str, str]]]


def leanings_between(before: Report, after: Report, same: Mapping[int, int]) -> Leanings:
    """Give for each row after what it depends on now, and what not any more; `same` says which row became which.

    Only between resources: what lies outside the estate is known by no more than its mention.
    """
    old, new = before.estate, after.estate
    place = np.full(len(old) + 1, NOWHERE, dtype=np.int64)
    place[list(same)] = list(same.values())
    kept = np.zeros(len(new), dtype=np.bool_)
    kept[list(same.values())] = True
    former, current = _pairs(old, place[old.edges.source], place[old.edges.target]), _pairs(new, *_ends(new))
    came, went = _beyond(current, former, kept), _beyond(former, current, kept)
    targets = sorted({target for _, target in (*came, *went)})
    name = dict(zip(targets, new.rows.names(targets), strict=True))
    found: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for source, target in came:
        found[source].append((FIELD, "", name[target]))
    for source, target in went:
        found[source].append((FIELD, name[target], ""))
    return found


def _ends(estate: Estate) -> tuple[Pairs, Pairs]:
    return estate.edges.source.astype(np.int64), estate.edges.target.astype(np.int64)


def _pairs(estate: Estate, source: Pairs, target: Pairs) -> Pairs:
    silent = [code for code, value in enumerate(estate.edges.kind.values) if value in SILENT]
    inside: Codes = estate.edges.target
    told = ~np.isin(estate.edges.kind.codes, silent) & (inside < estate.resources)
    told &= (source != NOWHERE) & (target != NOWHERE)
    return np.unique((source * np.int64(2**31) + target)[told])


def _beyond(pairs: Pairs, others: Pairs, kept: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Give the pairs the others lack, of what stands on both sides."""
    found = np.setdiff1d(pairs, others, assume_unique=True)
    ends = [(int(pair) >> 31, int(pair) & (2**31 - 1)) for pair in found]
    return [(source, target) for source, target in ends if kept[source]]
