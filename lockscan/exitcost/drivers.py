"""What makes the range wide: the tornado, by rank correlation."""

import numpy as np

from lockscan.exitcost.case import Case
from lockscan.exitcost.interface import Draws
from lockscan.exitcost.work import COMMON_LUCK
from lockscan.model.report import Driver

SHOWN = 8
ONLY_STRESSED = "stressed-"
NOISE = 3.0
"""Standard errors of a correlation of nothing: what is weaker may be chance."""


def drivers_of(case: Case, total: Draws) -> tuple[Driver, ...]:
    """Correlate the ranks of everything drawn with the total's."""
    inputs = {
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
    drivers = [
        Driver(id=name, meaning=meaning, correlation=correlation, share=correlation**2 / squares)
        for name, (meaning, correlation) in found.items()
        if abs(correlation) > NOISE / np.sqrt(len(total))
    ]
    return tuple(sorted(drivers, key=lambda driver: (-driver.share, driver.id))[:SHOWN])


def _ranks(draws: Draws) -> Draws:
    ranks = np.empty(len(draws))
    ranks[np.argsort(draws, kind="stable")] = np.arange(len(draws))
    centred: Draws = ranks - ranks.mean()
    return centred


def _correlation(one: Draws, other: Draws) -> float:
    spread = float(np.sqrt((one @ one) * (other @ other)))
    return float(one @ other) / spread if spread else 0.0
