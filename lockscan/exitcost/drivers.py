"""What makes the range wide: the tornado, by rank correlation; and what knowing each thing would take away."""

from collections.abc import Iterator

import numpy as np

from lockscan.exitcost.case import Case
from lockscan.exitcost.interface import Draws
from lockscan.exitcost.quantiles import quantiles
from lockscan.exitcost.work import COMMON_LUCK
from lockscan.model.report import Driver

SHOWN = 8
ONLY_STRESSED = "stressed-"
SLICES = 20
NOISE = 3.0
"""Standard errors of a correlation of nothing: what is weaker may be chance."""


def drivers_of(case: Case, total: Draws) -> tuple[Driver, ...]:
    """Correlate the ranks of everything drawn with the total's; a total that is always the same hangs on nothing."""
    if not np.ptp(total):
        return ()
    ranks = _ranks(total)
    found = {name: (meaning, drawn, _correlation(_ranks(drawn), ranks)) for name, meaning, drawn in _inputs(case)}
    squares = {name: correlation**2 for name, (_, _, correlation) in found.items()}
    audible = [name for name, square in squares.items() if square > NOISE**2 / len(total)]
    shown = sorted(audible, key=lambda name: (-squares[name], name))[:SHOWN]
    parameters = case.figures.parameters
    return tuple(
        Driver(
            id=name,
            meaning=meaning,
            correlation=correlation,
            share=squares[name] / sum(squares.values()),
            narrows=_narrows(drawn, total),
            measure=parameters[name].measure if name in parameters else "",
        )
        for name, (meaning, drawn, correlation) in ((name, found[name]) for name in shown)
    )


def _inputs(case: Case) -> Iterator[tuple[str, str, Draws]]:
    """Give everything that was drawn: its id, its meaning, its draws."""
    for name, meaning, drawn in case.figures.uncertain():
        if case.stressed or not name.startswith(ONLY_STRESSED):
            yield name, meaning, drawn
    yield "overrun", "Whether the programme runs away from its plan", case.figures.overrun()
    yield (
        "common-luck",
        "Whether all the work turns out hard or easy together",
        case.figures.chance.normal(COMMON_LUCK),
    )


def _narrows(drawn: Draws, total: Draws) -> float:
    """Give the part of the range that knowing it is likely to take away.

    The draws are cut into slices in which it hardly varies, and the range of the middle slice is what would be left:
    the outermost hold a heavy tail, over which it varies still.
    """
    slices = np.array_split(np.argsort(drawn, kind="stable"), SLICES)
    left = float(np.median([_spread(total[slice_]) for slice_ in slices if len(slice_)]))
    whole = _spread(total)
    return max(1 - left / whole, 0.0) if whole else 0.0


def _spread(draws: Draws) -> float:
    found = quantiles(draws)
    return found.p90 - found.p10


def _ranks(draws: Draws) -> Draws:
    """Give each draw's rank, counted from the middle."""
    ranks = np.empty(len(draws))
    ranks[np.argsort(draws, kind="stable")] = np.arange(len(draws)) - (len(draws) - 1) / 2
    return ranks


def _correlation(one: Draws, other: Draws) -> float:
    spread = float(np.sqrt((one @ one) * (other @ other)))
    return float(one @ other) / spread if spread else 0.0
