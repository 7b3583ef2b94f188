"""Can we be out in so many days, and what is lost if not: told of leaving in a hurry."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from lockscan.exitcost.case import Case
from lockscan.exitcost.days import MONTH_DAYS
from lockscan.exitcost.holdings import Holdings
from lockscan.exitcost.interface import Draws
from lockscan.exitcost.moving import Moving
from lockscan.exitcost.parts.commitments import owed
from lockscan.exitcost.quantiles import quantiles
from lockscan.model.application import NO_APPLICATION
from lockscan.model.report import Deadline, Departure, Loss

AT_ONCE = 128
"""Waves worked out at once in those draws in which the deadline falls into them."""


def deadline_of(case: Case, holdings: Holdings) -> Deadline:
    days = case.scenario.in_days
    late = np.maximum(case.whole.exit_days - days, 0)
    return Deadline(
        days=days,
        chance=float(np.mean(late == 0)),
        departures=_departures(case, holdings),
        losses=(
            *_stopped(case, holdings),
            _data_left(case),
            *_of_contracts(case),
            *_run_off(case, late),
        ),
    )


def _departures(case: Case, holdings: Holdings) -> tuple[Departure, ...]:
    """An application is out with the wave of its last resource."""
    days = case.scenario.in_days
    last = np.unique(holdings.last[holdings.last >= 0])
    told = {wave: (quantiles(end), float(np.mean(end <= days))) for wave, end in case.whole.schedule.ends(last)}
    departures = [
        Departure(application=name, wave=int(wave), days=told[wave][0], chance=told[wave][1])
        for name, wave in zip(holdings.applications, holdings.last, strict=True)
        if wave >= 0
    ]
    return tuple(sorted(departures, key=lambda departure: (departure.wave, departure.application)))


def _stopped(case: Case, holdings: Holdings) -> Iterator[Loss]:
    """What belongs to no application is none of them; where none is named there is nothing to count."""
    named = np.array([name not in NO_APPLICATION for name in holdings.applications], dtype=np.bool_)
    last, leaving = np.unique(holdings.last[named & (holdings.last >= 0)], return_counts=True)
    if not len(last):
        return
    inside = np.zeros(case.figures.chance.draws)
    for (_, end), count in zip(case.whole.schedule.ends(last), leaving, strict=True):
        inside += count * (end > case.scenario.in_days)
    yield Loss(
        id="applications",
        label="Applications not out",
        unit="applications",
        amount=quantiles(inside),
        formula=(
            "applications whose last wave ends after the deadline; what belongs to none, or to several, is not among"
            " them and has its own line in what is out when"
        ),
    )


def _data_left(case: Case) -> Loss:
    return Loss(
        id="data",
        label="Data not moved",
        unit="GB",
        amount=quantiles(_gigabytes_left(case)),
        formula=(
            "GB x part not yet sent: (days left since its wave began) x link-gbps, after archive-restore-days where"
            " archived; unknown sizes by unknown-size-gb"
        ),
    )


def _gigabytes_left(case: Case) -> Draws:
    """Some waves at a time: where they all begin too late, all of it is left; where they end in time, nothing."""
    schedule, days = case.whole.schedule, case.scenario.in_days
    moving, left = schedule.moving, np.zeros(case.figures.chance.draws)
    borders = np.append(np.arange(0, moving.timeline.waves, AT_ONCE), moving.timeline.waves)
    for (first, begins), (stop, ends) in pairwise(schedule.begins(borders)):
        left += moving.sizes(first, stop) * (begins >= days)
        under_way = np.flatnonzero((begins < days) & (ends > days))
        if len(under_way):
            some = moving.some(under_way)
            left[under_way] += _unsent(some, slice(first, stop), days - begins[under_way], schedule.stretch[under_way])
    return left


def _unsent(moving: Moving, waves: slice, remaining: Draws, stretch: Draws) -> Draws:
    """Bytes travel from the day their wave begins, as fast as the link lets them."""
    each = moving.days(waves) * stretch
    since = remaining - np.cumsum(each, axis=0) + each
    sent = np.clip(since / np.maximum(moving.transfer(waves), 1e-9), 0, 1)
    unsent: Draws = (moving.size(waves) * (1 - sent)).sum(axis=0)
    return unsent


def _of_contracts(case: Case) -> Iterator[Loss]:
    held, days = case.ground.commitments, case.scenario.in_days
    if not held.held:
        return
    unserved = np.full(case.figures.chance.draws, max(held.longest_notice - days, 0.0))
    yield Loss(
        id="notice",
        label="Notice not served",
        unit="days",
        amount=quantiles(unserved),
        formula="longest notice of the contracts with suppliers that are left - the deadline",
    )
    yield Loss(
        id="commitments",
        label="Owed under contracts, used or not",
        unit="money",
        amount=quantiles(owed(case, np.full(case.figures.chance.draws, days + case.ground.delay))),
        formula="what every contract still obliges to pay when nothing is used after the deadline",
    )


def _run_off(case: Case, late: Draws) -> Iterator[Loss]:
    spend = case.ground.spend
    if spend.known:
        monthly = max(float(spend.by_application.sum()) + spend.elsewhere, 0.0)
        yield Loss(
            id="run-off",
            label="Paid to keep the old running after the deadline",
            unit="money",
            amount=quantiles(monthly * case.figures.draw("stressed-price") * late / MONTH_DAYS),
            formula="monthly spend x stressed-price x days after the deadline / 30.4",
        )
