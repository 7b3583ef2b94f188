"""Security testing and data-protection work before anything goes live again."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from lockscan.exitcost.case import Case
from lockscan.exitcost.interface import Draws, Part, Pricing
from lockscan.model.estate import Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Assurance:
    resources: Floats
    public: Floats
    reachable: Draws
    internal: Draws

    def application(self, index: int, hands_on: Draws) -> Draws:
        if not self.resources[index]:
            return np.zeros_like(hands_on)
        return self.reachable if self.public[index] else self.internal

    def programme(self) -> Draws:
        return np.zeros_like(self.internal)


def _price(case: Case) -> Pricing:
    figures, ground = case.figures, case.ground
    return _Assurance(
        ground.resources, ground.public, figures.money("assurance-public"), figures.money("assurance-internal")
    )


PART: Final = Part(
    order=8,
    label="Assurance",
    formula="assurance-public for each application known to be reachable from the internet, else assurance-internal",
    price=_price,
)
