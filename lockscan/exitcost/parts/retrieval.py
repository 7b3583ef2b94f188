"""What reading data out of cold tiers costs, and deleting it there too early: no waiver of egress covers it."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from lockscan.exitcost.case import Case
from lockscan.exitcost.cold import Cold
from lockscan.exitcost.interface import Draws, Part, Pricing, Spent


@dataclass(frozen=True, slots=True, eq=False)
class _Retrieval:
    cold: Cold
    price: Draws
    """For a GB in a tier without a published price."""

    young: Draws
    days: Draws

    def application(self, index: int, hands_on: Draws) -> Draws:  # noqa: ARG002 - every part is asked alike
        read = float(self.cold.retrieval[index]) + float(self.cold.unpriced[index]) * self.price
        return read + self.cold.early(index, self.days) * self.young

    def programme(self) -> Draws:
        return np.zeros_like(self.price)


def _price(case: Case) -> Pricing | None:
    figures, cold = case.figures, case.ground.cold
    if not cold:
        return None
    young = np.minimum(figures.draw("young-share"), 1.0)
    return _Retrieval(cold, figures.money("retrieval-price"), young, case.whole.exit_days)


PART: Final = Part(
    order=4,
    label="Retrieval and early deletion",
    formula=(
        "GB in cold tiers x the tier's price of reading (retrieval-price where none is published); and young-share of"
        " it x the tier's monthly price x what is left of its shortest billed time on the day of the exit"
    ),
    price=_price,
    spent=Spent.WHILE_MOVING,
)
