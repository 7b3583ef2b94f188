"""Ranges from draws, and each part's contribution to the total's."""

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

import numpy as np

from lockscan.exitcost.interface import Draws
from lockscan.model.estate import Floats
from lockscan.model.report import Quantiles

K = TypeVar("K", bound=Hashable)
POINTS = {"p10": 0.1, "p50": 0.5, "p80": 0.8, "p90": 0.9}
BAND = 0.02
"""Half the width of the band round a quantile, in rank."""


def quantiles(draws: Draws) -> Quantiles:
    return _of(_at(np.sort(draws)))


def contributions(parts: Mapping[K, Draws]) -> dict[K, Quantiles]:
    """Share each quantile of the total among the parts, as they stand in the draws round it."""
    return explained(parts)[1]


def explained(parts: Mapping[K, Draws]) -> tuple[Quantiles, dict[K, Quantiles]]:
    """Give the total's quantiles, and what each part contributes to them."""
    if not parts:
        return _of(np.zeros(len(POINTS))), {}
    table = np.stack(list(parts.values()))
    total = table.sum(axis=0)
    ordered = np.sort(total)
    points = _at(ordered)
    shares = np.zeros((len(parts), len(POINTS)))
    for column, (point, wanted) in enumerate(zip(POINTS.values(), points.tolist(), strict=True)):
        first, last = (int((point + side) * len(total)) for side in (-BAND, BAND))
        near = np.flatnonzero((total >= ordered[first]) & (total <= ordered[max(last - 1, first)]))
        around = float(total[near].mean())
        if around:
            shares[:, column] = table.take(near, axis=1).mean(axis=1) * wanted / around
    return _of(points), {name: _of(values) for name, values in zip(parts, shares, strict=True)}


def add_ranges(ranges: Iterable[Quantiles]) -> Quantiles:
    """Add contributions to one total point by point: they stem from the same draws."""
    return _of(sum((_points(each) for each in ranges), np.zeros(len(POINTS))))


def scaled(contribution: Quantiles, factor: float) -> Quantiles:
    return _of(_points(contribution) * factor)


def _points(values: Quantiles) -> Floats:
    return np.array([values.p10, values.p50, values.p80, values.p90])


def _at(ordered: Draws) -> Floats:
    """Read the points off sorted draws, straight lines between them."""
    place = np.array(list(POINTS.values())) * (len(ordered) - 1)
    below = place.astype(np.intp)
    above = np.minimum(below + 1, len(ordered) - 1)
    points: Floats = ordered[below] + (place - below) * (ordered[above] - ordered[below])
    return points


def _of(values: Floats) -> Quantiles:
    p10, p50, p80, p90 = values.tolist()
    return Quantiles(p10=p10, p50=p50, p80=p80, p90=p90)
