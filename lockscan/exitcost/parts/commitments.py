"""What is owed under contracts whatever is used: shortfall, notice, exit fees."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from lockscan.exitcost.case import Case
from lockscan.exitcost.interface import Draws, Part, Pricing, Spent


@dataclass(frozen=True, slots=True, eq=False)
class _Commitments:
    owed: Draws

    def application(self, index: int, hands_on: Draws) -> Draws:  # noqa: ARG002 - every part is asked alike
        return np.zeros_like(hands_on)

    def programme(self) -> Draws:
        return self.owed


def owed(case: Case, exit_days: Draws) -> Draws:
    """Add up every contract's remainder for an exit that completes on those days."""
    total = np.zeros_like(exit_days)
    for commitment in case.ground.commitments.held:
        total += commitment.owed(exit_days, case.figures.chance)
    return total


def _price(case: Case) -> Pricing | None:
    if not case.ground.commitments.held:
        return None
    return _Commitments(owed(case, case.whole.exit_days))


PART: Final = Part(
    order=5,
    label="Commitments and notice",
    formula="committed spend x part of the term after the exit, or the contract's daily value x notice left; exit fees",
    price=_price,
    spent=Spent.AT_THE_END,
)
