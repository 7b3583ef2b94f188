"""What makes the range wide: the tornado, by rank correlation; and what knowing each thing would take away."""

import numpy as np

from lockscan.exitcost.case import Case
from lockscan.exitcost.interface import Draws
from lockscan.exitcost.work import COMMON_LUCK
from lockscan.model.report import Driver

SHOWN = 8
ONLY_STRESSED = "stressed-"
SLICES = 20
NOISE = 3.0
"""Standard errors of a correlation of nothing: what is weaker may be chance."""


def drivers_of(case: Case, total: Draws) -> tuple[Driver, ...]:
    """Correlate the ranks of everything drawn with the total's."""
    inputs: dict[str, tuple[str, Draws]] = {
        name: (meaning, drawn)
        for name, meaning, drawn in case.figures.uncertain()
        if case.stressed or not name.startswith(ONLY_STRESSED)
    }
    inputs["overrun"] = ("Whether the programme runs away from its plan", case.figures.overrun())
    inputs["common-luck"] = (
        "Whether all the work turns out hard or easy together",
        case.figures.chance.normal(COMMON_LUCK),
    )
    ranked = _ranks(total)
    found = {name: (meaning, _correlation(_ranks(drawn), ranked)) for name, (meaning, drawn) in inputs.items()}
    squares = sum(correlation**2 for _, correlation in found.values())
    whole, parameters = _spread(total), case.figures.parameters
    drivers = [
        Driver(
            id=name,
            meaning=meaning,
            correlation=correlation,
            share=correlation**2 / squares,
            narrows=_narrows(inputs[name][1], total, whole),
            measure=parameters[name].measure if name in parameters else "",
        )
        for name, (meaning, correlation) in found.items()
        if abs(correlation) > NOISE / np.sqrt(len(total))
    ]
    return tuple(sorted(drivers, key=lambda driver: (-driver.share, driver.id))[:SHOWN])


def _narrows(drawn: Draws, total: Draws, whole: float) -> float:
    """Give the part of the range that knowing it is expected to take away, wherever in its own range it turns out.

    The draws are cut into slices in which it hardly varies; their mean range is what would be left.
    """
    slices = np.array_split(np.argsort(drawn, kind="stable"), SLICES)
    left = float(np.mean([_spread(total[slice_]) for slice_ in slices if len(slice_)]))
    return max(1 - left / whole, 0.0) if whole else 0.0


def _spread(draws: Draws) -> float:
    low, high = np.quantile(draws, [0.1, 0.9])
    return float(high - low)


def _ranks(draws: Draws) -> Draws:
    ranks = np.empty(len(draws))
    ranks[np.argsort(draws, kind="stable")] = np.arange(len(draws))
    centred: Draws = ranks - ranks.mean()
    return centred


def _correlation(one: Draws, other: Draws) -> float:
    spread = float(np.sqrt((one @ one) * (other @ other)))
    return float(one @ other) / spread if spread else 0.0
