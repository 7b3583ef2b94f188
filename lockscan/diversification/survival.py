"""What still stands when a supplier or a region is gone, following hard references."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from lockscan.model.application import NO_APPLICATION
from lockscan.model.charged import NONE, charged_rows
from lockscan.model.estate import Codes, Column, Estate, Floats
from lockscan.model.money import Money
from lockscan.model.report import Survival
from lockscan.model.resource import NOBODY

Mask: TypeAlias = npt.NDArray[np.bool_]
Worth: TypeAlias = Callable[[Money], float | None]

TRIVIAL = 0.01
"""A provider or region with less of the resources is not worth a scenario of its own."""

MOST = 8
"""Losses told of one dimension, the largest first."""


def survival_of(
    estate: Estate, application: Column, survivors: Callable[[Mask], Mask], worth: Worth
) -> tuple[Survival, ...]:
    """Say what each loss leaves; `worth` gives an amount in one currency, None where it cannot."""
    by_row, elsewhere = _spend(estate, worth)
    losses = [*_losses(estate, "provider"), *_losses(estate, "region")]
    return tuple(
        _survival(estate, application, dimension, name, survivors(lost), by_row, _unplaced(elsewhere, dimension, name))
        for dimension, name, lost in losses
    )


def _losses(estate: Estate, dimension: str) -> list[tuple[str, str, Mask]]:
    """Mark what is gone with each provider, or each region of a provider, that holds more than a trivial share."""
    regions = len(estate.region.values)
    by_region = dimension == "region"
    codes = estate.provider.codes * np.int32(regions) + estate.region.codes if by_region else estate.provider.codes
    counts = np.bincount(codes[: estate.resources])
    step = regions if by_region else 1
    large = [
        code
        for code in map(int, np.argsort(-counts, kind="stable"))
        if counts[code] > TRIVIAL * estate.resources and estate.provider.values[code // step] not in NOBODY
    ]
    return [(dimension, _label(estate, code, by_region=by_region), codes == code) for code in large[:MOST]]


def _label(estate: Estate, code: int, *, by_region: bool) -> str:
    if not by_region:
        return estate.provider.values[code]
    provider, region = divmod(code, len(estate.region.values))
    return f"{estate.region.values[region]} ({estate.provider.values[provider]})"


def _survival(
    estate: Estate,
    application: Column,
    dimension: str,
    name: str,
    standing: Mask,
    by_row: Floats | None,
    unplaced: tuple[float, float],
) -> Survival:
    """An application stands when nothing of it is lost."""
    up = standing[: estate.resources]
    codes = application.codes[: estate.resources]
    lost = _lost(codes, up, len(application.values))
    members = np.bincount(codes, minlength=len(application.values))
    named = [c for c, value in enumerate(application.values) if members[c] and value not in NO_APPLICATION]
    fallen = tuple(sorted(application.values[c] for c in named if lost[c]))
    return Survival(
        dimension=dimension,
        lost=name,
        applications_standing=1 - len(fallen) / len(named) if named else None,
        spend_standing=None if by_row is None else _spend_standing(by_row, up, unplaced),
        resources_standing=float(up[_supplied(estate)].mean()),
        applications_lost=fallen,
    )


def _supplied(estate: Estate) -> Mask:
    nobody = [code for code, name in enumerate(estate.provider.values) if name in NOBODY]
    return ~np.isin(estate.provider.codes[: estate.resources], nobody)


def _lost(codes: Codes, up: Mask, size: int) -> npt.NDArray[np.int64]:
    return np.bincount(codes[~up], minlength=size)


def _spend_standing(by_row: Floats, up: Mask, unplaced: tuple[float, float]) -> float | None:
    total = by_row.sum() + sum(unplaced)
    return float((by_row[up].sum() + unplaced[0]) / total) if total > 0 else None


def _spend(estate: Estate, worth: Worth) -> tuple[Floats | None, Mapping[tuple[str, str], float]]:
    """Give net spend by row, and what bills say of no resource by provider and region; None where not all is known."""
    amounts = [worth(charge.effective) for charge in estate.charges]
    if not amounts or None in amounts:
        return None, {}
    by_row = np.zeros(estate.resources)
    elsewhere: dict[tuple[str, str], float] = defaultdict(float)
    for charge, amount, row in zip(estate.charges, amounts, charged_rows(estate).tolist(), strict=True):
        if row == NONE:
            elsewhere[charge.provider, charge.region] += amount or 0.0
        else:
            by_row[row] += amount or 0.0
    return np.maximum(by_row, 0), elsewhere


def _unplaced(elsewhere: Mapping[tuple[str, str], float], dimension: str, lost: str) -> tuple[float, float]:
    """Split spend on no resource into what stands and what is gone."""
    standing = gone = 0.0
    for (provider, region), amount in elsewhere.items():
        name = provider if dimension == "provider" else f"{region} ({provider})"
        if name == lost:
            gone += max(amount, 0.0)
        else:
            standing += max(amount, 0.0)
    return standing, gone
