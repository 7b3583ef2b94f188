"""What each wave holds: resources, move groups, applications."""

from dataclasses import dataclass

import numpy as np

from lockscan.exitcost.columns import tally
from lockscan.model.estate import Codes, Column, Estate, Floats
from lockscan.model.scores import Placement


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Holdings:
    applications: tuple[str, ...]
    resources: Floats
    """Resources of each application in each wave, shape (waves, applications)."""

    groups: Floats
    """Move groups of each wave."""

    last: Codes
    """The wave of each application's last resource; -1 where it has none."""

    def named(self, first: int, last: int) -> tuple[str, ...]:
        """Name the applications with something in these waves, those with most first."""
        counts = self.resources[first : last + 1].sum(axis=0)
        found = np.flatnonzero(counts)
        return tuple(self.applications[code] for code in found[np.lexsort((found, -counts[found]))])


def holdings_of(estate: Estate, application: Column, placement: Placement) -> Holdings:
    rows, size = estate.resources, len(application.values)
    wave, codes = np.maximum(placement.wave[:rows], 0), application.codes[:rows]
    waves = int(wave.max(initial=-1)) + 1
    last = np.full(size, -1, dtype=np.int32)
    np.maximum.at(last, codes, wave)
    group = placement.group[:rows]
    moved_in = np.full(int(group.max(initial=-1)) + 1, -1, dtype=np.int64)
    moved_in[group] = wave
    return Holdings(
        applications=application.values,
        resources=tally(wave.astype(np.int64) * size + codes, np.ones(rows), waves * size).reshape(waves, size),
        groups=np.bincount(moved_in[moved_in >= 0], minlength=waves).astype(np.float64),
        last=last,
    )
