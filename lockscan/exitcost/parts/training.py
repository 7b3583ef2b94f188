"""The team learns the target."""

from typing import Final

import numpy as np

from lockscan.exitcost.case import Case
from lockscan.exitcost.interface import Part, Pricing
from lockscan.exitcost.parts._programme import OfProgramme


def _price(case: Case) -> Pricing:
    figures = case.figures
    engineers = np.minimum(case.whole.team, case.whole.hands_on / figures.middle("training-onset-days"))
    return OfProgramme(engineers * figures.draw("training-days") * case.rate())


PART: Final = Part(
    order=7,
    label="Training",
    formula="engineers (the team, but at most one for each training-onset-days of work) x training-days x day rate",
    price=_price,
    work=True,
)
