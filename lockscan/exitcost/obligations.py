"""Every contract and reservation as it stands on the day of the planned exit."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from lockscan.exitcost.case import Case
from lockscan.exitcost.commitments import Commitment
from lockscan.exitcost.interface import Draws
from lockscan.exitcost.quantiles import quantiles
from lockscan.exitcost.reservations import Reservation
from lockscan.model.estate import Estate
from lockscan.model.report import Obligation, Quantiles

SHOWN = 200
"""Reservations told one by one, those with most at stake."""


def obligations_of(case: Case, estate: Estate) -> tuple[Obligation, ...]:
    """List them in the order in which they end, those without a day last."""
    found = [*_contracts(case), *_reservations(case, estate)]
    return tuple(sorted(found, key=lambda one: (one.ends is None, one.ends or date.max, one.name)))


def _contracts(case: Case) -> Iterator[Obligation]:
    for commitment in case.ground.commitments.held:
        yield Obligation(
            name=commitment.name,
            supplier=commitment.supplier,
            kind="contract",
            ends=_date(case, commitment.ends),
            owed=quantiles(commitment.owed(case.leaves, case.figures.chance)) if _promises(commitment) else None,
        )


def _promises(commitment: Commitment) -> bool:
    return bool(commitment.committed or commitment.daily or commitment.fee)


def _reservations(case: Case, estate: Estate) -> Iterator[Obligation]:
    leaves = quantiles(case.leaves)
    told = sorted(case.ground.reservations, key=lambda one: (one.known, -one.owed(0) - one.sunk(0), one.row))[:SHOWN]
    for one, name in zip(told, estate.rows.names([one.row for one in told]), strict=True):
        yield Obligation(
            name=name,
            supplier=one.provider,
            kind="reservation",
            ends=_date(case, one.ends),
            owed=_owed(one, case.leaves) if one.known else None,
            sunk=one.sunk(leaves.p50),
            programme="" if one.resale is None else one.resale.id,
        )


def _owed(one: Reservation, leaves: Draws) -> Quantiles:
    """Later exits owe less, so the order of days turned round is the order of what is owed."""
    late, later, middle, early = (one.owed(float(day)) for day in np.quantile(leaves, [0.9, 0.5, 0.2, 0.1]))
    return Quantiles(p10=late, p50=later, p80=middle, p90=early)


def _date(case: Case, days: float | None) -> date | None:
    return None if days is None else case.scenario.as_of + timedelta(days=days)
