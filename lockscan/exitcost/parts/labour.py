"""People's work on moving things, and on running the move."""

from dataclasses import dataclass
from typing import Final

from lockscan.exitcost.case import Case
from lockscan.exitcost.interface import Draws, Part, Pricing
from lockscan.exitcost.programme import fixed_days


@dataclass(frozen=True, slots=True, eq=False)
class _Labour:
    per_day: Draws
    fixed: Draws

    def application(self, index: int, hands_on: Draws) -> Draws:  # noqa: ARG002 - every part is asked alike
        return hands_on * self.per_day

    def programme(self) -> Draws:
        return self.fixed


def _price(case: Case) -> Pricing:
    figures = case.figures
    paid = case.rate() * figures.overrun()
    return _Labour(figures.organising(case.whole.hands_on) * paid, fixed_days(case.ground) * paid)


PART: Final = Part(
    order=1,
    label="Labour",
    formula=(
        "(fixed-work-days x (things / fixed-work-reference)^fixed-work-exponent + sum over groups of"
        " effort x items after learning x size x crossing (a database whose schema was measured: its units /"
        " schema-units-a-day x schema-contingency; at least server-floor-days a server), x organisation-multiplier as"
        " far as organisation-onset-days lets it be felt) x overrun x day rate (x stressed-work-premium)"
    ),
    price=_price,
    work=True,
    overruns=True,
    asset=True,
)
