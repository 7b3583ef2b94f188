"""What the target costs to run, for the part of the spend whose size and price are known; the rest stays unknown."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from lockscan.exitcost.case import Case
from lockscan.exitcost.interface import Draws
from lockscan.exitcost.quantiles import quantiles
from lockscan.exitcost.running_prices import costs, offered, present
from lockscan.exitcost.running_sizes import Rows, Sizes, sizes_of
from lockscan.knowledge.prices import RunPrice
from lockscan.model.estate import Estate, Floats
from lockscan.model.report import RunCost, Source
from lockscan.model.scenario import Scenario
from lockscan.model.scores import Scores

YEARS = 3
MONTHS = 12 * YEARS
REPAYS = 0.9
"""Chance of its being paid back at all from which a range of months can be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offer:
    """What a supplier's list asks a month."""

    counted: float
    """For what was counted."""

    told: float
    """For what only the present bill tells the size of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Priced:
    """Things of one capability that leave one provider."""

    now: float
    """Present spend a month."""

    offers: Mapping[str, _Offer]
    """Supplier -> the same there."""

    sources: frozenset[Source]
    """Where the prices stand."""


def run_cost(case: Case, estate: Estate, scores: Scores, total: Draws) -> RunCost | None:
    """Price what has a size, a bill and a price in the target set."""
    spend = case.ground.spend.by_row[: estate.resources]
    known = float(np.nansum(np.maximum(spend, 0)))
    priced, unpriced = _priced(case, estate, scores, spend)
    if not priced or not known:
        return None
    now = sum(part.now for part in priced)
    monthly = np.zeros_like(total)
    for part in priced:
        monthly += _drawn(case, part)
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
        suppliers=tuple(sorted({name for part in priced for name in part.offers})),
        unpriced=unpriced,
        sources=tuple(
            sorted({source for part in priced for source in part.sources}, key=lambda s: (s.publisher, s.url))
        ),
    )


def _priced(case: Case, estate: Estate, scores: Scores, spend: Floats) -> tuple[list[_Priced], tuple[str, ...]]:
    units = case.ground.rules.prices.billed_units.values()
    sizes = sizes_of(estate, spend, units, case.ground.converter)
    found, missing = [], set()
    for capability, provider, group in _groups(estate, scores, sizes):
        there, here = offered(case, capability, provider), present(case, capability, provider)
        asked = costs(case, estate, sizes, group, there)
        complete = ~np.any([np.isnan(cost) for cost in asked.values()], axis=0) if asked else np.zeros(len(group), bool)
        believed = _believed(case, estate, sizes, group, here)
        told = sizes.told[group]
        if complete.any():
            offers = {
                name: _Offer(counted=float(cost[complete & ~told].sum()), told=float(cost[complete & told].sum()))
                for name, cost in asked.items()
            }
            now = float(believed[complete].sum())
            sources = sizes.sources.union(price.source for price in (*there, *here))
            found.append(_Priced(now=now, offers=offers, sources=sources))
        if not complete.all() or (believed < sizes.spend[group]).any():
            missing.add(capability)
    return found, tuple(sorted(filter(None, missing)))


def _groups(estate: Estate, scores: Scores, sizes: Sizes) -> Iterator[tuple[str, str, Rows]]:
    """Give what may go to one and the same set of suppliers: places among the billed rows."""
    providers = len(estate.provider.values)
    kind = scores.capability.codes[sizes.rows].astype(np.int64) * providers + estate.provider.codes[sizes.rows]
    order = np.argsort(kind, kind="stable")
    for group in np.split(order, np.flatnonzero(np.diff(kind[order])) + 1):
        if len(group):
            capability, provider = divmod(int(kind[group[0]]), providers)
            yield scores.capability.values[capability], estate.provider.values[provider], group


def _believed(case: Case, estate: Estate, sizes: Sizes, group: Rows, prices: Iterable[RunPrice]) -> Floats:
    """Give the part of each bill that a thing's sizes explain: the rest is for use that no source tells of."""
    believed: Floats = sizes.spend[group]
    for listed in costs(case, estate, sizes, group, prices).values():
        believed = np.fmin(believed, listed * case.figures.middle("list-price-reach"))
    return believed


def _drawn(case: Case, part: _Priced) -> Draws:
    """Any of the suppliers may be chosen, a dear one here as elsewhere; a list price is not what is paid in the end."""
    figures = case.figures
    offers = sorted(part.offers.values(), key=lambda offer: offer.counted + offer.told)
    chosen = (figures.chance.uniform("supplier chosen") * len(offers)).astype(np.intp)
    counted, told = np.array([(offer.counted, offer.told) for offer in offers])[chosen].T
    drawn: Draws = (counted + told * figures.draw("billed-size-factor")) * figures.draw("run-cost-factor")
    return drawn


def _told(scenario: Scenario) -> str:
    mix = ", ".join(f"{capability} to {target}" for capability, target in sorted(scenario.targets.items()))
    return f"{scenario.target} ({mix})" if mix else scenario.target
