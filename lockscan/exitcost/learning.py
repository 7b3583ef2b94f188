"""Doing the same thing again takes less: sums along the learning curve, exact for whole items."""

from dataclasses import dataclass

import numpy as np

from lockscan.exitcost.interface import Draws
from lockscan.model.estate import Codes, Floats
from lockscan.model.scenario import Band

LEAST, MOST = 0.7, 1.0
"""A doubling leaves between 70% and all of the work per item, whatever is drawn."""

NODES = 6


def exponent(slope: Draws) -> Draws:
    return np.log2(np.clip(slope, LEAST, MOST))


def effective(counts: Floats, slope: float) -> Floats:
    """Give how many first items a number of like ones costs: 10 cost 7.1, 100 cost 43.8 at 0.85."""
    curve = _sums(int(np.ceil(counts.max(initial=0))), float(exponent(np.array(slope))))
    return _at(curve, counts)


@dataclass(frozen=True, slots=True, eq=False)
class LearningCurve:
    """The slope is uncertain: sums are taken at a few slopes and blended for each draw."""

    exponents: Floats

    @classmethod
    def of(cls, band: Band) -> "LearningCurve":
        if band.p10 == band.p90:
            return cls(exponent(np.array([band.p50])))
        low, high = exponent(np.array([LEAST, MOST]))
        nodes = np.cos(np.pi * (2 * np.arange(NODES) + 1) / (2 * NODES))
        return cls((low + high) / 2 + (high - low) / 2 * nodes)

    def amounts(self, weight: Floats, count: Floats, starts: Floats, groups: Codes, total: int) -> Floats:
        """Give each group's work at each slope; items stand in the order they are done, `starts` the count before."""
        ends = starts + count
        longest = int(np.ceil(ends.max(initial=0)))
        columns = []
        for power in self.exponents:
            curve = _sums(longest, float(power))
            columns.append(
                np.bincount(groups, weights=weight * (_at(curve, ends) - _at(curve, starts)), minlength=total)
            )
        return np.stack(columns, axis=1)

    def blend(self, slope: Draws) -> Floats:
        """Give, for each draw, how much each of the few slopes counts (Lagrange's weights; they sum to one)."""
        wanted = exponent(slope)
        rows = []
        for index, node in enumerate(self.exponents):
            others = np.delete(self.exponents, index)
            rows.append(np.prod((wanted[None, :] - others[:, None]) / (node - others)[:, None], axis=0))
        return np.stack(rows)


def _sums(longest: int, power: float) -> Floats:
    """Give 0, 1, 1 + 2^power, ...: the work of the first n items."""
    return np.concatenate([[0.0], np.cumsum(np.arange(1, longest + 2, dtype=np.float64) ** power)])


def _at(curve: Floats, counts: Floats) -> Floats:
    """Between whole items the sum runs straight, so a small share of an item costs that share."""
    whole = counts.astype(np.int64)
    return curve[whole] + (counts - whole) * (curve[whole + 1] - curve[whole])
