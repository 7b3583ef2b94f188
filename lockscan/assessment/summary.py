"""The estate in counts."""

from collections import Counter

import numpy as np

from lockscan.exitcost.volumes import stores_of
from lockscan.model.application import NO_APPLICATION
from lockscan.model.estate import Column, Estate
from lockscan.model.report import EstateSummary, TypeCount
from lockscan.model.scores import Scores


def summary_of(estate: Estate, scores: Scores, application: Column) -> EstateSummary:
    n = estate.resources
    sizes = estate.size_gb[:n]
    return EstateSummary(
        resources=n,
        references=len(estate.edges),
        external=len(estate) - n,
        applications=len(set(_counts(application, n)) - NO_APPLICATION),
        by_provider=_counts(estate.provider, n),
        by_type=_by_type(estate),
        by_role=_counts(scores.role, n),
        size_gb=float(np.nansum(sizes)),
        size_unknown=int(np.count_nonzero(stores_of(estate, scores) & np.isnan(sizes))),
    )


def _counts(column: Column, n: int) -> dict[str, int]:
    counts = np.bincount(column.codes[:n], minlength=len(column.values))
    return {value: int(count) for value, count in zip(column.values, counts, strict=True) if count}


def _by_type(estate: Estate) -> tuple[TypeCount, ...]:
    counts = np.bincount(estate.profile[: estate.resources], minlength=len(estate.profiles))
    total: Counter[str] = Counter()
    for profile, count in zip(estate.profiles, counts, strict=True):
        total[profile.type] += int(count)
    ordered = sorted(total.items(), key=lambda kv: (-kv[1], kv[0]))
    return tuple(TypeCount(type=name, count=count) for name, count in ordered if count)
