"""Resources, applications and data by provider and region, counted on columns."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lockscan.model.application import NO_APPLICATION
from lockscan.model.estate import Codes, Column, Estate, Floats
from lockscan.model.resource import NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """(provider, region) -> how much of a basis lies there; what nobody supplies lies nowhere."""

    resources: Mapping[tuple[str, str], float]
    applications: Mapping[tuple[str, str], float]
    """Each application counts as one, shared by where its resources are."""

    data: Mapping[tuple[str, str], float]
    sized: int
    """Resources whose size is known."""


def holdings_of(estate: Estate, application: Column) -> Holdings:
    rows = estate.resources
    place = estate.provider.codes[:rows] * np.int32(len(estate.region.values)) + estate.region.codes[:rows]
    codes = application.codes[:rows]
    sizes = estate.size_gb[:rows]
    members = np.bincount(codes, minlength=len(application.values))
    named = np.array([value not in NO_APPLICATION for value in application.values], dtype=np.bool_)[codes]
    return Holdings(
        resources=_cells(estate, place, np.ones(rows)),
        applications=_cells(estate, place, np.where(named, 1 / np.maximum(members, 1)[codes], 0.0)),
        data=_cells(estate, place, np.nan_to_num(sizes)),
        sized=int(np.count_nonzero(sizes > 0)),
    )


def _cells(estate: Estate, place: Codes, weight: Floats) -> dict[tuple[str, str], float]:
    regions = estate.region.values
    totals = np.bincount(place, weights=weight)
    return {
        (provider, regions[cell % len(regions)]): float(totals[cell])
        for cell in map(int, np.flatnonzero(totals))
        if (provider := estate.provider.values[cell // len(regions)]) not in NOBODY
    }
