"""Each provider's programme of free transfer or resale, what it asks, and what it comes to here. Not legal advice."""

from collections.abc import Iterator

import numpy as np

from lockscan.exitcost.case import Case
from lockscan.exitcost.egress import ALL_PROVIDERS, listed, transfer_days
from lockscan.exitcost.interface import Draws
from lockscan.exitcost.quantiles import quantiles
from lockscan.knowledge.prices import Resale, Waiver
from lockscan.model.report import Programme


def programmes_of(case: Case) -> tuple[Programme, ...]:
    """Tell those of the estate's providers, and the laws that bind all of them."""
    return (*_waivers(case), *_resales(case))


def _waivers(case: Case) -> Iterator[Programme]:
    present = {case.ground.volumes.providers[code]: code for code in case.ground.volumes.present()}
    for waiver in case.ground.rules.waivers.values():
        law = waiver.provider == ALL_PROVIDERS
        if not law and waiver.provider not in present:
            continue
        volume = None if law else case.ground.volumes.of_provider(present[waiver.provider])
        bill = None if volume is None else listed(case, waiver.provider, volume)
        yield Programme(
            id=waiver.id,
            provider=waiver.provider,
            kind="egress",
            conditions=waiver.conditions,
            window_days=waiver.window_days,
            since=waiver.since,
            until=waiver.until,
            chance=waiver.chance,
            source=waiver.source,
            applies=_law(case) if volume is None else _grant(case, waiver, volume),
            without=None if bill is None else quantiles(bill),
        )


def _law(case: Case) -> str:
    if case.scenario.customer_in_eu:
        return "Counted from the day it holds: the scenario says that the customer is in the European Union"
    return "Not counted: the scenario does not say that the customer is in the European Union"


def _grant(case: Case, waiver: Waiver, volume: Draws) -> str:
    if case.scenario.waiver is not None:
        granted = "granted" if case.scenario.waiver else "refused"
        return f"Taken as {granted}: the scenario says so"
    within = float(np.mean(transfer_days(case, volume) <= waiver.window_days)) if waiver.window_days else 1.0
    return (
        f"Drawn as granted with a chance of {waiver.chance:.0%} when leaving in good order, never in a hurry; "
        f"the data is out within {waiver.window_days} days with a chance of {within:.0%}"
    )


def _resales(case: Case) -> Iterator[Programme]:
    used: dict[str, Resale] = {one.resale.id: one.resale for one in case.ground.reservations if one.resale}
    for resale in used.values():
        count = sum(one.resale is resale for one in case.ground.reservations)
        yield Programme(
            id=resale.id,
            provider=resale.provider,
            kind="commitment",
            conditions=resale.conditions,
            window_days=0,
            since=resale.since,
            until=resale.until,
            chance=resale.chance,
            source=resale.source,
            applies=f"May cover {count:,} of the commitments here; drawn when leaving in good order, never in a hurry",
        )
