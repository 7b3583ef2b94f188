"""Data in tiers that charge for reading and for leaving early, priced by tier where the tier is published."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from lockscan.exitcost.columns import Mask
from lockscan.exitcost.days import BILLED_MONTH_DAYS
from lockscan.exitcost.interface import Draws
from lockscan.exitcost.money import Converter
from lockscan.knowledge.prices import ColdTier
from lockscan.model.estate import Column, Estate, Floats

COLD = ("_ia", "infrequent", "cool", "cold", "nearline", "glacier", "archive")
"""Parts of tier names, as providers write them, that mean reading is charged."""

RESTORED = ("archive_gb",)
"""Facts whose bytes lie where they must be restored before they are read."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cold:
    """What each application has lying cold."""

    retrieval: Floats
    """Price of reading it, where the tier's is published, in the report's currency."""

    unpriced: Floats
    """GB in tiers without a published price."""

    monthly: Mapping[int, Floats]
    """Shortest billed days -> what a month of it costs, by application."""

    def __bool__(self) -> bool:
        return bool(self.retrieval.any() or self.unpriced.any() or self.monthly)

    def early(self, application: int, days: Draws) -> Draws:
        """Charge what is younger than its tier allows on those days, were all of it: ages are spread evenly.

        Nothing more is written there once the decision is made, so what is there ages until the exit.
        """
        charge = np.zeros_like(days)
        for shortest, monthly in self.monthly.items():
            if monthly[application]:
                left = np.maximum(shortest - days, 0)
                charge += monthly[application] / BILLED_MONTH_DAYS * left**2 / (2 * shortest)
        return charge


@dataclass(frozen=True, slots=True)
class _Lying:
    row: int
    gigabytes: float
    restored: bool | None
    """None: only the tier's name says that it is cold."""

    shortest: float


def cold_of(
    estate: Estate, application: Column, sized: Mask, tiers: Mapping[str, ColdTier], converter: Converter
) -> Cold:
    size = len(application.values)
    retrieval, unpriced = np.zeros(size), np.zeros(size)
    monthly: dict[int, Floats] = {}
    for lying in _lying(estate, sized):
        code, tier = int(application.codes[lying.row]), _tier(estate, lying, tiers)
        rate = None if tier is None else converter.rate(tier.currency)
        if tier is None or rate is None:
            unpriced[code] += lying.gigabytes
            continue
        retrieval[code] += lying.gigabytes * float(tier.retrieval) * rate
        if tier.minimum_days:
            held = monthly.setdefault(tier.minimum_days, np.zeros(size))
            held[code] += lying.gigabytes * float(tier.storage) * rate
    return Cold(retrieval=retrieval, unpriced=unpriced, monthly=monthly)


def _lying(estate: Estate, sized: Mask) -> Iterator[_Lying]:
    """Give cold bytes as they were counted; else whole stores whose one tier is cold."""
    counted = np.zeros(estate.resources, dtype=np.bool_)
    shortest = estate.amounts.column("min_storage_days", len(estate))
    for fact in ("cold_gb", *RESTORED):
        rows, values = estate.amounts.of(fact)
        for row, gigabytes in zip(rows.tolist(), values.tolist(), strict=True):
            if row < estate.resources and gigabytes > 0:
                counted[row] = True
                yield _Lying(row, gigabytes, fact in RESTORED, float(shortest[row]))
    cold = np.array([_is_cold(_class(estate, code)) for code in range(len(estate.profiles))], dtype=np.bool_)
    for row in np.flatnonzero(sized & ~counted & cold[estate.profile[: estate.resources]]).tolist():
        yield _Lying(row, float(estate.size_gb[row]), None, float(shortest[row]))


def _tier(estate: Estate, lying: _Lying, tiers: Mapping[str, ColdTier]) -> ColdTier | None:
    """Take the tier of that name, else the provider's one with that shortest time; a guess between others is none."""
    provider = estate.provider[lying.row]
    ours = [tier for tier in tiers.values() if tier.provider == provider and lying.restored in {None, tier.restored}]
    named = _class(estate, int(estate.profile[lying.row])).casefold()
    for tier in ours:
        if named in {name.casefold() for name in tier.storage_classes}:
            return tier
    alike = [tier for tier in ours if tier.minimum_days == lying.shortest]
    return alike[0] if alike and lying.restored is not None else None


def _class(estate: Estate, profile: int) -> str:
    return str(dict(estate.profiles[profile].facts).get("storage_class", ""))


def _is_cold(storage_class: str) -> bool:
    return any(word in storage_class.casefold() for word in COLD)
