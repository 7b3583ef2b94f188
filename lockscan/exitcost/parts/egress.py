"""What providers charge for data on its way out, with and without a waiver."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from lockscan.exitcost.case import Case
from lockscan.exitcost.egress import Outflow, outflows
from lockscan.exitcost.interface import Draws, Part, Pricing, Spent


@dataclass(frozen=True, slots=True, eq=False)
class _Egress:
    case: Case
    outflows: tuple[Outflow, ...]

    def application(self, index: int, hands_on: Draws) -> Draws:  # noqa: ARG002 - every part is asked alike
        """Share each provider's bill by volume: tiers belong to no single application."""
        cost = np.zeros(self.case.figures.chance.draws)
        for outflow in self.outflows:
            if outflow.touches(index):
                cost += outflow.price * self.case.ground.volumes.draw(outflow.provider, index)
        return cost

    def programme(self) -> Draws:
        return np.zeros(self.case.figures.chance.draws)


def _price(case: Case) -> Pricing | None:
    found = outflows(case)
    return _Egress(case, found) if found or not case.ground.volumes.stores.any() else None


PART: Final = Part(
    order=3,
    label="Data transfer out",
    formula=(
        "tariff's tiers over each month's GB, nothing under a waiver (granted, and within its window at link-gbps x"
        " (GB / link-reference-gb)^link-size-exponent);"
        " allocated space by allocated-used-share, unknown sizes by unknown-size-gb"
    ),
    price=_price,
    spent=Spent.WHILE_MOVING,
)
