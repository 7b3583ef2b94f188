"""The bill for data leaving each provider, in every draw."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from lockscan.exitcost.case import Case
from lockscan.exitcost.columns import Mask
from lockscan.exitcost.days import BILLED_MONTH_DAYS
from lockscan.exitcost.interface import Draws
from lockscan.exitcost.link import days_a_gigabyte
from lockscan.exitcost.volumes import Volumes
from lockscan.knowledge.prices import Tariff, Waiver

ALL_PROVIDERS = "*"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outflow:
    """One provider's data on its way out."""

    provider: int
    volumes: Volumes
    price: Draws
    """Money a GB, waivers and tiers worked in."""

    def touches(self, application: int) -> bool:
        cell = self.provider, application
        return bool(self.volumes.held[cell])


def outflows(case: Case, leaving: date | None = None) -> tuple[Outflow, ...]:
    """Price every provider that has a tariff and data; `leaving` fixes the day for laws that begin on a date."""
    volumes = case.ground.volumes
    found = []
    for code, provider in enumerate(volumes.providers):
        tariff = _tariff(case, provider)
        gigabytes = volumes.of_provider(code)
        if tariff is None or not gigabytes.any():
            continue
        bill = _bill(case, tariff, gigabytes) * ~_free(case, provider, gigabytes, leaving)
        price = np.divide(bill, gigabytes, out=np.zeros_like(bill), where=gigabytes > 0)
        found.append(Outflow(provider=code, volumes=volumes, price=price))
    return tuple(found)


def tiered(tariff: Tariff, gigabytes: Draws) -> Draws:
    """Give one month's charge for a volume, in the tariff's currency."""
    charge = np.zeros_like(gigabytes)
    below = 0.0
    for tier in tariff.tiers:
        end = np.inf if tier.up_to_gb is None else tier.up_to_gb
        charge += np.clip(gigabytes - below, 0, end - below) * float(tier.price)
        below = end
    return charge


def transfer_days(case: Case, gigabytes: Draws) -> Draws:
    return gigabytes * days_a_gigabyte(case.figures, gigabytes)


def listed(case: Case, provider: str, gigabytes: Draws) -> Draws | None:
    """Give the bill at list price, no waiver counted; None where there is no price or nothing to move."""
    tariff = _tariff(case, provider)
    return None if tariff is None or not gigabytes.any() else _bill(case, tariff, gigabytes)


def _bill(case: Case, tariff: Tariff, gigabytes: Draws) -> Draws:
    """Spread a transfer that takes longer than a month over its months: tiers begin anew in each."""
    months = np.maximum(transfer_days(case, gigabytes) / BILLED_MONTH_DAYS, 1)
    rate = case.ground.converter.rate(tariff.currency)
    return tiered(tariff, gigabytes / months) * months * (1.0 if rate is None else rate)


def _tariff(case: Case, provider: str) -> Tariff | None:
    """Give the tariff in force; None where there is none, or no rate for its currency."""
    for tariff in case.ground.rules.tariffs.values():
        if tariff.provider == provider and case.ground.converter.rate(tariff.currency) is not None:
            return tariff
    return None


def _free(case: Case, provider: str, gigabytes: Draws, leaving: date | None) -> Mask:
    free = np.zeros(len(gigabytes), dtype=np.bool_)
    for waiver in case.ground.rules.waivers.values():
        if waiver.provider == ALL_PROVIDERS and case.scenario.customer_in_eu:
            free |= _in_force(case, waiver, leaving)
        elif waiver.provider == provider:
            within = transfer_days(case, gigabytes) <= waiver.window_days if waiver.window_days else True
            free |= _granted(case, waiver) & _in_force(case, waiver, leaving) & within
    return free


def _granted(case: Case, waiver: Waiver) -> Mask:
    """Draw the chance of a waiver that nobody has asked for yet; a failing supplier grants none that is not agreed."""
    if case.scenario.waiver is not None:
        return np.full(case.figures.chance.draws, case.scenario.waiver)
    if case.stressed:
        return np.zeros(case.figures.chance.draws, dtype=np.bool_)
    return case.figures.chance.uniform(f"waiver {waiver.id}") < waiver.chance


def _in_force(case: Case, waiver: Waiver, leaving: date | None) -> Mask:
    """Compare the day the exit completes, in each draw, with the days the waiver holds."""
    as_of = case.scenario.as_of
    days = case.leaves if leaving is None else np.full_like(case.leaves, (leaving - as_of).days)
    since = -np.inf if waiver.since is None else (waiver.since - as_of).days
    until = np.inf if waiver.until is None else (waiver.until + timedelta(days=1) - as_of).days
    return (days >= since) & (days < until)
