"""Real moves beside what the model says of them: generated, and the same for every estate."""

from dataclasses import dataclass

from lockscan.model.report.provenance import Quantiles, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class BacktestRow:
    """One real move beside what the model says of it."""

    name: str
    person_days: Quantiles
    known: str
    """What is published of it, in a few words."""

    actual_days: float | None
    """Person-days it took; None for most, which publish none."""

    informed: bool
    """It helped to set the parameters, so it proves nothing about them."""

    leaves: bool
    """It left a cloud; the others are migrations of another sort."""

    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class BacktestPart:
    """One part of the model beside what a real move tells of it."""

    name: str
    what: str
    """With its unit."""

    modelled: Quantiles
    actual: float
    informed: bool
    source: Source
