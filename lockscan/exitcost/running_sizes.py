"""How much of what is paid for each billed thing has: counted where known, told by its bill where only that tells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lockscan.exitcost.columns import Mask
from lockscan.exitcost.money import Converter
from lockscan.knowledge.prices import BilledUnit
from lockscan.model.estate import Estate, Floats
from lockscan.model.profile import Profile
from lockscan.model.report import Source
from lockscan.vocabulary.types import canonical

Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sizes:
    rows: Rows
    """Rows with a bill; one value each in all that follows."""

    spend: Floats
    """A month, in the report's currency."""

    of: Mapping[str, Floats]
    """Size -> how much of it there is; NaN where neither a source nor the bill tells."""

    told: Mask
    """Sized by the bill alone, so that a discount looks like a smaller thing."""

    sources: frozenset[Source]
    """Where it stands what a bill's units are."""


def sizes_of(estate: Estate, spend: Floats, units: Iterable[BilledUnit], converter: Converter) -> Sizes:
    rows = np.flatnonzero(spend > 0)
    billed = [(unit, at) for unit in units if len(at := _billed_by(estate, rows, unit))]
    found = Sizes(
        rows=rows,
        spend=spend[rows],
        of=_counted(estate, rows),
        told=np.zeros(len(rows), dtype=np.bool_),
        sources=frozenset(unit.source for unit, _ in billed),
    )
    for unit, at in billed:
        _tell(found, at, unit, converter.rate(unit.currency))
    return found


def _counted(estate: Estate, rows: Rows) -> dict[str, Floats]:
    aside, archived = (estate.amounts.column(fact, estate.resources)[rows] for fact in ("allocated_gb", "archive_gb"))
    archived = np.nan_to_num(archived, nan=0.0)
    return {
        "vcpu": estate.vcpus[rows].copy(),
        "memory_gb": estate.memory_gb[rows].copy(),
        # What is set aside is what is paid for.
        "stored_gb": np.where(np.isnan(aside), np.maximum(estate.size_gb[rows] - archived, 0.0), aside),
        "archived_gb": archived,
        "taken_in_gb": np.full(len(rows), np.nan),
        "gb_second": np.full(len(rows), np.nan),
    }


def _billed_by(estate: Estate, rows: Rows, unit: BilledUnit) -> Rows:
    kinds = {canonical(name) for name in unit.types}
    fits = [canonical(profile.type) in kinds and _fits(profile, unit.when) for profile in estate.profiles]
    return np.flatnonzero(np.array(fits, dtype=np.bool_)[estate.profile[rows]]) if any(fits) else np.zeros(0, np.intp)


def having(estate: Estate, rows: Rows, when: Mapping[str, tuple[str, ...]]) -> Mask:
    """Tell for each row whether its facts are as asked; switches are written true and false."""
    if not when:
        return np.ones(len(rows), dtype=np.bool_)
    codes, place = np.unique(estate.profile[rows], return_inverse=True)
    fits: Mask = np.array([_fits(estate.profiles[code], when) for code in codes.tolist()], dtype=np.bool_)
    return fits[place]


def _fits(profile: Profile, when: Mapping[str, tuple[str, ...]]) -> bool:
    facts = {fact: str(value).lower() if isinstance(value, bool) else value for fact, value in profile.facts}
    return all(facts.get(fact) in values for fact, values in when.items())


def _tell(sizes: Sizes, chosen: Rows, unit: BilledUnit, rate: float | None) -> None:
    for size in unit.elsewhere:
        sizes.of[size][chosen] = np.nan_to_num(sizes.of[size][chosen], nan=0.0)
    if unit.price is None or not rate:
        return
    counted = np.full(len(chosen), np.nan)
    for size, of_one in unit.holds.items():
        counted = np.where(np.isnan(counted), sizes.of[size][chosen] / of_one, counted)
    space = np.nan_to_num(sizes.of["stored_gb"][chosen], nan=0.0) * float(unit.stored_gb or 0)
    paid = (sizes.spend[chosen] / rate - space) / float(unit.price)
    number = np.where(np.isnan(counted), np.where(paid > 0, paid, np.nan), counted)
    sizes.told[chosen] |= np.isnan(counted) & (paid > 0)
    for size, of_one in unit.holds.items():
        known = sizes.of[size][chosen]
        sizes.of[size][chosen] = np.where(np.isnan(known), number * of_one, known)
