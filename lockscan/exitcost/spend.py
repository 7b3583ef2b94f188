"""What is paid a month, as bills say; what no bill says stays unknown."""

from dataclasses import dataclass

import numpy as np

from lockscan.exitcost.columns import tally
from lockscan.exitcost.money import Converter
from lockscan.model.charged import NONE, charged_rows, months_billed
from lockscan.model.estate import Column, Estate, Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spend:
    """Effective cost a month in the report's currency."""

    by_row: Floats
    """NaN where no bill names the resource; one value a node."""

    by_application: Floats
    elsewhere: float
    """Billed, but for no resource of the estate."""

    billed: frozenset[str]
    """Providers with any charge."""

    unpriced: frozenset[str]
    """Currencies no rate is known for: their charges are left out, and said to be."""

    @property
    def known(self) -> bool:
        return bool(self.billed)


def spend_of(estate: Estate, application: Column, converter: Converter) -> Spend:
    months = months_billed(estate.charges)
    by_row = np.full(len(estate), np.nan)
    elsewhere = 0.0
    unpriced = set()
    for charge, row in zip(estate.charges, charged_rows(estate).tolist(), strict=True):
        amount = converter.amount(charge.effective)
        if amount is None:
            unpriced.add(charge.effective.currency)
            continue
        monthly = amount / months[charge.provider]
        if row == NONE:
            elsewhere += monthly
        else:
            by_row[row] = monthly if np.isnan(by_row[row]) else by_row[row] + monthly
    rows = estate.resources
    return Spend(
        by_row=by_row,
        by_application=tally(application.codes[:rows], np.nan_to_num(by_row[:rows]), len(application.values)),
        elsewhere=elsewhere,
        billed=frozenset(charge.provider for charge in estate.charges),
        unpriced=frozenset(unpriced),
    )
