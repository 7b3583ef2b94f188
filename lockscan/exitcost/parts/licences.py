"""Licences that were rented with a service and must be bought for the target."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from lockscan.exitcost.case import Case
from lockscan.exitcost.interface import Draws, Part, Pricing, Spent
from lockscan.exitcost.licences import Licences


@dataclass(frozen=True, slots=True, eq=False)
class _Licences:
    held: Licences
    paid: Draws
    """Part of the list price that is paid."""

    bought: Draws
    """1 in the draws in which an open target rents nothing out."""

    def application(self, index: int, hands_on: Draws) -> Draws:  # noqa: ARG002 - every part is asked alike
        return (float(self.held.sure[index]) + float(self.held.open[index]) * self.bought) * self.paid

    def programme(self) -> Draws:
        return np.zeros_like(self.paid)


def _price(case: Case) -> Pricing | None:
    held, figures = case.ground.licences, case.figures
    if not held.sure.any() and not held.open.any():
        return None
    bought = figures.chance.uniform("licence bought") < figures.middle("licence-bought-chance")
    return _Licences(held, np.minimum(figures.draw("licence-price-share"), 1.0), bought.astype(np.float64))


PART: Final = Part(
    order=9,
    label="Licences to buy",
    formula=(
        "list price x processors (or machines) of each licence that is rented today x licence-price-share; where the"
        " target is open, only with licence-bought-chance; none where a named cloud rents it out again"
    ),
    price=_price,
    spent=Spent.WHILE_MOVING,
    asset=True,
)
