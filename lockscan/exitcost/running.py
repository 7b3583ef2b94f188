"""What the target costs to run, for the part of the spend whose size and price are known; the rest stays unknown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lockscan.exitcost.case import Case
from lockscan.exitcost.interface import Draws
from lockscan.exitcost.quantiles import quantiles
from lockscan.knowledge.prices import RunPrice
from lockscan.knowledge.targets import in_target
from lockscan.model.estate import Estate, Floats
from lockscan.model.report import RunCost
from lockscan.model.scenario import Scenario
from lockscan.model.scores import Scores

YEARS = 3
MONTHS = 12 * YEARS
REPAYS = 0.9
"""Chance of its being paid back at all from which a range of months can be told."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Priced:
    now: float
    """Present spend a month."""

    offers: Mapping[str, float]
    """Supplier -> the same there."""


def run_cost(case: Case, estate: Estate, scores: Scores, total: Draws) -> RunCost | None:
    """Price what has a size, a bill and a price in the target set."""
    spend = case.ground.spend.by_row[: estate.resources]
    known = float(np.nansum(np.maximum(spend, 0)))
    priced, unpriced = _priced(case, estate, scores, spend)
    if not priced or not known:
        return None
    now = sum(part.now for part in priced.values())
    monthly = np.zeros_like(total)
    for capability, part in sorted(priced.items()):
        monthly += _drawn(case, capability, part)
    saving = now - monthly
    months = np.where(saving > 0, total / np.maximum(saving, 1e-9), np.inf)
    return RunCost(
        target=_told(case.scenario),
        priced=now,
        share=now / known,
        monthly=quantiles(monthly),
        saving=quantiles(saving),
        payback=quantiles(months) if float(np.mean(np.isfinite(months))) > REPAYS + 1 / len(total) else None,
        repaid=float(np.mean(months <= MONTHS)),
        three_years=quantiles(total - MONTHS * saving),
        suppliers=tuple(sorted({name for part in priced.values() for name in part.offers})),
        unpriced=unpriced,
    )


def _priced(case: Case, estate: Estate, scores: Scores, spend: Floats) -> tuple[dict[str, _Priced], tuple[str, ...]]:
    codes = scores.capability.codes[: estate.resources]
    found, missing = {}, set()
    for code, capability in enumerate(scores.capability.values):
        rows = np.flatnonzero((codes == code) & (spend > 0))
        if not len(rows):
            continue
        costs = {price.supplier: _monthly(case, estate, rows, price) for price in _offers(case, estate, capability)}
        complete = ~np.any([np.isnan(cost) for cost in costs.values()], axis=0) if costs else np.zeros(len(rows), bool)
        if complete.any():
            now = float(spend[rows][complete].sum())
            found[capability] = _Priced(now=now, offers={name: float(c[complete].sum()) for name, c in costs.items()})
        if not complete.all():
            missing.add(capability)
    return found, tuple(sorted(filter(None, missing)))


def _offers(case: Case, estate: Estate, capability: str) -> Iterator[RunPrice]:
    """Find who may be asked; where all runs at one provider, staying there is no exit."""
    rules, scenario = case.ground.rules, case.scenario
    target = scenario.targets.get(capability, scenario.target)
    present = {estate.provider.values[int(code)] for code in np.unique(estate.provider.codes[: estate.resources])}
    for price in rules.prices.run_prices.values():
        supplier = rules.suppliers.get(price.supplier)
        if supplier is None or capability not in price.capabilities or {supplier.provider} == present:
            continue
        if in_target(supplier, target, rules.suppliers):
            yield price


def _monthly(case: Case, estate: Estate, rows: npt.NDArray[np.intp], price: RunPrice) -> Floats:
    """Add up what each thing is made of; NaN where one of its sizes is not known."""
    rate = case.ground.converter.rate(price.currency)
    cost = np.full(len(rows), np.nan if rate is None else 0.0)
    # What is set aside is what is paid for.
    aside = estate.amounts.column("allocated_gb", estate.resources)
    sizes = (estate.vcpus, estate.memory_gb, np.where(np.isnan(aside), estate.size_gb[: estate.resources], aside))
    for asked, size in zip((price.vcpu, price.memory_gb, price.stored_gb), sizes, strict=True):
        if asked is not None:
            cost += size[rows] * float(asked) * (rate or 0.0)
    return cost


def _drawn(case: Case, capability: str, part: _Priced) -> Draws:
    """Any of the suppliers may be chosen, and a list price is not what is paid in the end."""
    offers = np.array([part.offers[name] for name in sorted(part.offers)])
    position = case.figures.chance.uniform(f"supplier of {capability}")
    return offers[(position * len(offers)).astype(np.intp)] * case.figures.draw("run-cost-factor")


def _told(scenario: Scenario) -> str:
    mix = ", ".join(f"{capability} to {target}" for capability, target in sorted(scenario.targets.items()))
    return f"{scenario.target} ({mix})" if mix else scenario.target
