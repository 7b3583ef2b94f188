"""The target made ready before anything can land there."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from lockscan.exitcost.case import Case
from lockscan.exitcost.interface import Draws, Part, Pricing
from lockscan.exitcost.programme import platform_days


@dataclass(frozen=True, slots=True, eq=False)
class _Platform:
    cost: Draws

    def application(self, index: int, hands_on: Draws) -> Draws:  # noqa: ARG002 - every part is asked alike
        return np.zeros_like(hands_on)

    def programme(self) -> Draws:
        return self.cost


def _price(case: Case) -> Pricing:
    return _Platform(platform_days(case.ground) * case.rate() * case.figures.overrun())


PART: Final = Part(
    order=2,
    label="Target platform set-up",
    formula=(
        "platform-setup-days x (things / fixed-work-reference)^fixed-work-exponent x overrun x day rate"
        " (x stressed-work-premium)"
    ),
    price=_price,
    work=True,
    overruns=True,
    asset=True,
)
