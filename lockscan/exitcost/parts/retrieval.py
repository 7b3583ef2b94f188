"""What reading data out of cold tiers costs before it can leave: no waiver of egress covers it."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from lockscan.exitcost.case import Case
from lockscan.exitcost.interface import Draws, Part, Pricing, Spent
from lockscan.model.estate import Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Retrieval:
    cold: Floats
    price: Draws

    def application(self, index: int, hands_on: Draws) -> Draws:  # noqa: ARG002 - every part is asked alike
        return float(self.cold[index]) * self.price

    def programme(self) -> Draws:
        return np.zeros_like(self.price)


def _price(case: Case) -> Pricing | None:
    cold = case.ground.volumes.cold
    return _Retrieval(cold, case.figures.money("retrieval-price")) if cold.any() else None


PART: Final = Part(
    order=3,
    label="Retrieval from cold storage",
    formula="GB known to lie in cold or archive tiers x retrieval-price",
    price=_price,
    spent=Spent.WHILE_MOVING,
)
