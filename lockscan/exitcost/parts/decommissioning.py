"""Closing the old down, with evidence that data is erased."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from lockscan.exitcost.case import Case
from lockscan.exitcost.interface import Draws, Part, Pricing, Spent
from lockscan.model.estate import Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Decommissioning:
    stores: Floats
    per_day: Draws
    erasure: Draws

    def application(self, index: int, hands_on: Draws) -> Draws:
        closing = hands_on * self.per_day
        return closing + self.erasure if self.stores[index] else closing

    def programme(self) -> Draws:
        return np.zeros_like(self.erasure)


def _price(case: Case) -> Pricing:
    figures, rate = case.figures, case.rate()
    return _Decommissioning(
        case.ground.stores, figures.draw("decommissioning-share") * rate, figures.draw("erasure-days") * rate
    )


PART: Final = Part(
    order=10,
    label="Decommissioning",
    formula="(hands-on days x decommissioning-share + erasure-days for each application that holds data) x day rate",
    price=_price,
    spent=Spent.AT_THE_END,
    work=True,
)
