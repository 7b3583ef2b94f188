"""The team learns the target."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from lockscan.exitcost.case import Case
from lockscan.exitcost.interface import Draws, Part, Pricing


@dataclass(frozen=True, slots=True, eq=False)
class _Training:
    cost: Draws

    def application(self, index: int, hands_on: Draws) -> Draws:  # noqa: ARG002 - every part is asked alike
        return np.zeros_like(hands_on)

    def programme(self) -> Draws:
        return self.cost


def _price(case: Case) -> Pricing:
    figures = case.figures
    engineers = np.minimum(case.whole.team, case.whole.hands_on / figures.middle("training-onset-days"))
    return _Training(engineers * figures.draw("training-days") * case.rate())


PART: Final = Part(
    order=7,
    label="Training",
    formula="engineers (the team, but at most one for each training-onset-days of work) x training-days x day rate",
    price=_price,
    work=True,
)
