"""Figures as JSON has them: rounded, and null where not known."""

import math
from functools import lru_cache
from typing import Any, TypeAlias

from lockscan.model.report import Quantiles
from lockscan.model.scenario import Band

Json: TypeAlias = dict[str, Any]


@lru_cache(maxsize=65_536)
def number(value: float | None, digits: int = 2) -> float | None:
    """Round; what is not known or not finite is null."""
    if value is None or not math.isfinite(value):
        return None
    return round(float(value), digits) + 0.0  # never -0.0


def quantiles(quantiles: Quantiles) -> Json:
    return {
        "p10": number(quantiles.p10),
        "p50": number(quantiles.p50),
        "p80": number(quantiles.p80),
        "p90": number(quantiles.p90),
    }


def band(band: Band) -> Json:
    return {"p10": number(band.p10, 6), "p50": number(band.p50, 6), "p90": number(band.p90, 6)}
