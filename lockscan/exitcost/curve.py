"""When leaving is cheapest: the planned cost for every month of the next three years."""

from datetime import date, timedelta

import numpy as np

from lockscan.exitcost.case import Case
from lockscan.exitcost.egress import outflows
from lockscan.exitcost.parts.commitments import owed
from lockscan.exitcost.quantiles import quantiles
from lockscan.exitcost.simulation import Outcome
from lockscan.model.report import ExitDate

MONTHS = 36
DATED = ("commitments", "egress")
"""Parts whose price depends on the day; everything else costs what it costs."""


def exit_dates(case: Case, outcome: Outcome) -> tuple[ExitDate, ...]:
    """Give the total if the exit completes at the end of each month, and the chance that it can."""
    undated = np.zeros(case.figures.chance.draws)
    for name, draws in outcome.parts.items():
        if name not in DATED:
            undated += draws
    curve = []
    for month in range(1, MONTHS + 1):
        leaving = _month_end(case.scenario.as_of, month)
        days = (leaving - case.scenario.as_of).days
        total = undated + owed(case, np.full_like(undated, days))
        for outflow in outflows(case, leaving):
            total += outflow.price * outflow.volumes.of_provider(outflow.provider)
        chance = float(np.mean(case.whole.exit_days + case.ground.delay <= days))
        curve.append(ExitDate(when=leaving, cost=quantiles(total), chance=chance))
    return tuple(curve)


def _month_end(as_of: date, months: int) -> date:
    """Give the last day of the month that lies so many months on; the first is the current one."""
    index = as_of.year * 12 + as_of.month - 1 + months
    return date(index // 12, index % 12 + 1, 1) - timedelta(days=1)
