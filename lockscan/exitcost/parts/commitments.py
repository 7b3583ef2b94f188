"""What is owed whatever is used: reservations that run on, shortfall of contracts, notice, exit fees."""

from typing import Final

import numpy as np

from lockscan.exitcost.case import Case
from lockscan.exitcost.chance import lognormal
from lockscan.exitcost.interface import Draws, Part, Pricing, Spent
from lockscan.exitcost.parts._programme import OfProgramme
from lockscan.knowledge.prices import Resale

ALL = 1.0


def owed(case: Case, exit_days: Draws) -> Draws:
    """Add up what an exit that completes on those days leaves to be paid; nothing is counted under two promises."""
    running = reserved(case, exit_days)
    total = np.sum(list(running.values()), axis=0) if running else np.zeros_like(exit_days)
    for commitment in case.ground.commitments.held:
        missed = commitment.shortfall(exit_days, case.figures.chance)
        for provider in sorted(commitment.providers & running.keys()):
            counted = np.minimum(missed, running[provider])
            running[provider] = running[provider] - counted
            missed = missed - counted
        total = total + missed + commitment.ending(exit_days)
    return total


def reserved(case: Case, exit_days: Draws) -> dict[str, Draws]:
    """Give what runs on at each provider, less what can be sold or given back."""
    running: dict[str, Draws] = {}
    for remainder in case.ground.remainders:
        kept = remainder.at(exit_days)
        if remainder.resale is not None:
            kept = kept - recovered(case, remainder.resale, kept)
        running[remainder.provider] = running.get(remainder.provider, 0) + kept
    return running


def recovered(case: Case, resale: Resale, owed: Draws) -> Draws:
    """Draw whether it works and how much it brings; a failing supplier takes nothing back."""
    if case.stressed:
        return np.zeros_like(owed)
    chance = case.figures.chance
    share = np.minimum(lognormal(resale.recovers, chance.normal(f"resale share {resale.id}")), ALL)
    back = owed * share * (chance.uniform(f"resale {resale.id}") < resale.chance)
    rate = case.ground.converter.rate(resale.currency)
    return back if resale.cap is None or rate is None else np.minimum(back, float(resale.cap) * rate)


def _price(case: Case) -> Pricing | None:
    if not case.ground.commitments.held and not case.ground.remainders:
        return None
    return OfProgramme(owed(case, case.leaves))


PART: Final = Part(
    order=6,
    label="Commitments and notice",
    formula=(
        "what reservations cost a month x months left after the exit, less what is sold or given back (planned only);"
        " committed spend x part of the term after the exit, less what those reservations already pay towards it,"
        " or the contract's daily value x notice left; exit fees. What was paid ahead is gone and not counted"
    ),
    price=_price,
    spent=Spent.AT_THE_END,
)
