"""The estate's portability in a few figures: configuration follows its parents and is left out of every mean."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from lockscan.model.estate import Column, Estate, Floats
from lockscan.model.report import Portability
from lockscan.model.scores import FACETS, Contagion, Costs, Scores
from lockscan.scoring.chains import holders, weakest
from lockscan.scoring.understanding import SETTING

BANDS = (("free", 80.0), ("moderate", 60.0), ("held", 40.0), ("locked", 0.0))
"""From which score on a resource is called so."""

WIDE = 50.0
"""An interval over more points than this says nothing."""

NOTHING_KNOWN = (51.0, 2.0, 100.0)
"""Point, low and high where there is nothing to score: no clean bill of health."""

Mask = npt.NDArray[np.bool_]


def summarise(estate: Estate, scores: Scores, contagion: Contagion, costs: Costs, application: Column) -> Portability:
    """Put the estate in a few figures; of what holds it only that is told of which enough is known."""
    counted = _counted(estate, scores)
    own, low, high = scores.own[counted], scores.low[counted], scores.high[counted]
    told = counted & (scores.high - scores.low <= WIDE)[contagion.holder]
    score, least, most = (own.mean(), low.mean(), high.mean()) if counted.any() else NOTHING_KNOWN
    return Portability(
        score=float(score),
        low=float(least),
        high=float(most),
        spend_weighted=_spend_weighted(own, costs.monthly[counted]),
        bands=_bands(own, high - low),
        facet_shares=_facet_shares(scores, counted),
        weakest_chains=weakest(estate, scores, contagion, application, told),
        holders=holders(estate, scores, contagion, application, told),
        by_capability=_by_capability(scores, counted),
    )


def _counted(estate: Estate, scores: Scores) -> Mask:
    """Mark resources that are not mere settings."""
    counted = np.arange(len(estate)) < estate.resources
    if SETTING in scores.role.values:
        counted &= scores.role.codes != scores.role.values.index(SETTING)
    return counted


def _spend_weighted(own: Floats, monthly: Floats) -> float | None:
    paid = monthly > 0  # an unknown spend is NaN, and not above
    return float(np.average(own[paid], weights=monthly[paid])) if paid.any() else None


def _bands(own: Floats, width: Floats) -> Mapping[str, int]:
    known = own[width <= WIDE]
    bands: dict[str, int] = {}
    above = np.inf
    for name, least in BANDS:
        bands[name] = int(np.count_nonzero((known >= least) & (known < above)))
        above = least
    return {**bands, "unknown": len(own) - len(known)}


def _facet_shares(scores: Scores, counted: Mask) -> Mapping[str, float]:
    """Split -log(portability), which is the weighted sum of the facets' own."""
    parts = -np.log(scores.facets[counted]).sum(axis=0) * np.array(scores.weights)
    total = parts.sum()
    return {facet: float(part / total) if total > 0 else 0.0 for facet, part in zip(FACETS, parts, strict=True)}


def _by_capability(scores: Scores, counted: Mask) -> Mapping[str, tuple[int, float]]:
    codes = scores.capability.codes[counted]
    counts = np.bincount(codes, minlength=len(scores.capability.values))
    sums = np.bincount(codes, weights=scores.own[counted], minlength=len(counts))
    return {
        name: (int(count), float(total / count))
        for name, count, total in zip(scores.capability.values, counts, sums, strict=True)
        if count and name
    }
