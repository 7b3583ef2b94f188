"""Where figures come from, and as which range they are told."""

from dataclasses import dataclass
from datetime import date

from lockscan.model.scenario import Band


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a figure or a claim comes from."""

    url: str
    publisher: str
    seen: date
    judgement: bool = False
    """Ours, not measured: said wherever the figure is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantiles:
    """A range in the report's currency (or days); never a mean, never a bare number."""

    p10: float
    p50: float
    p80: float
    p90: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterUsed:
    id: str
    meaning: str
    unit: str
    band: Band
    source: Source | None
    overridden: bool = False
