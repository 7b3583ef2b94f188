"""What has to be done in each wave."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from lockscan.exitcost.columns import Mask, tally
from lockscan.exitcost.ground import Ground
from lockscan.model.estate import Codes, Estate, Floats
from lockscan.model.scores import Placement

RESTORED_FIRST = ("glacier", "deep_archive", "archive")
READ_AT_ONCE = ("glacier_ir", "instant")
"""Archive tiers, as providers write them, that need no restoring."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Timeline:
    """What has to be done in each wave, as parts of the whole."""

    work: Floats
    """Share of all work; the shares sum to one, or there is none."""

    known: Floats
    """GB that have to leave."""

    unknown: Floats
    """Share of the stores of unknown size."""

    restores: Mask
    """Waves with bytes that must be restored from an archive before they can be read."""

    sends: Mask
    """Waves in which bytes leave."""

    like: Codes
    """The first wave with the same to do: in a long chain most are alike."""

    @classmethod
    def of(cls, *, work: Floats, known: Floats, unsized: Floats, restores: Mask) -> Self:
        """Take work and stores of unknown size as amounts of each wave."""
        return cls(
            work=_shares(work),
            known=known,
            unknown=_shares(unsized),
            restores=restores,
            sends=(known > 0) | (unsized > 0) | restores,
            like=_alike(work, known, unsized, restores),
        )

    @property
    def waves(self) -> int:
        return len(self.work)


def timeline_of(estate: Estate, placement: Placement, weight: Floats, ground: Ground) -> Timeline:
    wave = np.maximum(placement.wave[: estate.resources], 0)
    count = int(wave.max(initial=-1)) + 1
    sizes, stores = estate.size_gb[: estate.resources], ground.volumes.stores
    return Timeline.of(
        work=tally(wave, weight, count),
        known=tally(wave, np.where(stores, np.nan_to_num(sizes), 0), count),
        unsized=tally(wave, stores & np.isnan(sizes), count),
        restores=tally(wave, stores & _restored_first(estate), count) > 0,
    )


def _shares(amounts: Floats) -> Floats:
    whole = amounts.sum()
    return amounts / whole if whole else amounts


def _alike(*columns: Floats | Mask) -> Codes:
    table = np.stack(columns, axis=1)
    _, first, kind = np.unique(table, axis=0, return_index=True, return_inverse=True)
    return first[kind.ravel()].astype(np.int32)


def _restored_first(estate: Estate) -> Mask:
    """Mark what lies in a tier that is restored before it is read."""
    tiers = [str(dict(profile.facts).get("storage_class", "")).casefold() for profile in estate.profiles]
    waits = [
        any(word in tier for word in RESTORED_FIRST) and not any(word in tier for word in READ_AT_ONCE)
        for tier in tiers
    ]
    mask: Mask = np.array(waits, dtype=np.bool_)[estate.profile[: estate.resources]]
    return mask
