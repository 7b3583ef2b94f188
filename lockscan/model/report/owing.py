"""What is promised, on what conditions it is forgiven, and what the target costs to run."""

from dataclasses import dataclass
from datetime import date

from lockscan.model.report.provenance import Quantiles, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One contract or reservation, as it stands on the day of the planned exit."""

    name: str
    supplier: str
    kind: str
    """`contract`, or `reservation` for what the provider itself lists: reservations and savings plans."""

    ends: date | None
    owed: Quantiles | None
    """Still to be paid, in the report's currency; None where the amount is not known."""

    sunk: float = 0.0
    """Paid ahead for time after the exit, at P50: gone, and not owed again, so in no total."""

    programme: str = ""
    """Id of the resale or refund programme that was counted; empty where none allows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """Under what conditions a provider lets data out free, or takes a commitment back. Not legal advice."""

    id: str
    provider: str
    """`*`: a law that binds every provider."""

    kind: str
    """`egress` or `commitment`."""

    conditions: tuple[str, ...]
    window_days: int
    since: date | None
    until: date | None
    chance: float
    source: Source
    applies: str
    """What it comes to in this scenario, in a sentence."""

    without: Quantiles | None = None
    """Data transfer out of the provider at list price; None where there is nothing to price."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCost:
    """What the target costs to run against what is paid now, for the part of the spend that could be priced."""

    target: str
    priced: float
    """Present spend a month on what could be priced at the target."""

    share: float
    """Its part of the spend that bills name a resource for; the rest is not known there and in no figure here."""

    monthly: Quantiles
    """Cost a month of the same at the target."""

    saving: Quantiles
    """A month; below zero where the target is dearer."""

    payback: Quantiles | None
    """Months until the saving has paid for the exit; None where it does not in most draws."""

    repaid: float
    """Chance that it is paid back within three years."""

    three_years: Quantiles
    """Exit cost less three years' saving."""

    suppliers: tuple[str, ...]
    """Whose prices were used."""

    unpriced: tuple[str, ...]
    """Capabilities no price is known for there, or whose size is not known, or does not explain the bill."""

    sources: tuple[Source, ...] = ()
    """Where the prices stand."""
