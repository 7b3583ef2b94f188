"""Paying for the old while the new already runs."""

from dataclasses import dataclass
from typing import Final

from lockscan.exitcost.case import Case
from lockscan.exitcost.interface import Draws, Part, Pricing, Spent
from lockscan.model.estate import Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Parallel:
    monthly: Floats
    elsewhere: float
    months_paid: Draws

    def application(self, index: int, hands_on: Draws) -> Draws:  # noqa: ARG002 - every part is asked alike
        return max(float(self.monthly[index]), 0.0) * self.months_paid

    def programme(self) -> Draws:
        return max(self.elsewhere, 0.0) * self.months_paid


def _price(case: Case) -> Pricing | None:
    spend, figures = case.ground.spend, case.figures
    if not spend.known:
        return None
    if case.stressed:
        months = figures.draw("stressed-price") * figures.draw("stressed-months")
    else:
        months = figures.draw("parallel-share") * figures.draw("parallel-months")
    return _Parallel(spend.by_application, spend.elsewhere, months)


PART: Final = Part(
    order=5,
    label="Parallel running",
    formula="monthly spend x parallel-share x parallel-months; stressed: x stressed-price x stressed-months",
    price=_price,
    spent=Spent.WHILE_MOVING,
)
