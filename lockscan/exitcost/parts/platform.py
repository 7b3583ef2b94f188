"""The target made ready before anything can land there."""

from typing import Final

from lockscan.exitcost.case import Case
from lockscan.exitcost.interface import Part, Pricing
from lockscan.exitcost.parts._programme import OfProgramme
from lockscan.exitcost.programme import platform_days


def _price(case: Case) -> Pricing:
    return OfProgramme(platform_days(case.ground) * case.rate() * case.figures.overrun())


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
