"""Ranges from draws, and each part's contribution to the total's."""

from collections.abc import Hashable, Mapping
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
    total = np.sum(list(parts.values()), axis=0)
    order = np.argsort(total)
    points = _at(total[order])
    table = {name: np.zeros(len(POINTS)) for name in parts}
    for column, (point, wanted) in enumerate(zip(POINTS.values(), points, strict=True)):
        first, last = (int(np.clip((point + side) * len(total), 0, len(total))) for side in (-BAND, BAND))
        near = order[first : max(last, first + 1)]
        around = float(total[near].mean())
        for name, draws in parts.items():
            table[name][column] = float(draws[near].mean()) * wanted / around if around else 0.0
    return _of(points), {name: _of(values) for name, values in table.items()}


def _at(ordered: Draws) -> Floats:
    """Read the points off sorted draws, straight lines between them."""
    points: Floats = np.interp(np.array(list(POINTS.values())) * (len(ordered) - 1), np.arange(len(ordered)), ordered)
    return points


def _of(values: Floats) -> Quantiles:
    p10, p50, p80, p90 = (float(value) for value in values)
    return Quantiles(p10=p10, p50=p50, p80=p80, p90=p90)
