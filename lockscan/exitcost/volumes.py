"""How much data has to leave: known bytes, space that was set aside, and stores of which neither is known."""

from dataclasses import dataclass

import numpy as np

from lockscan.exitcost.columns import Mask, equals, tally
from lockscan.exitcost.figures import Figures
from lockscan.exitcost.interface import Draws
from lockscan.model.estate import Column, Estate, Floats
from lockscan.model.scores import Scores


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Volumes:
    providers: tuple[str, ...]
    applications: tuple[str, ...]
    known: Floats
    """GB, shape (providers, applications)."""

    allocated: Floats
    """GB set aside by stores whose bytes are not known, same shape: they hold no more than that."""

    unknown: Floats
    """Stores of which neither is known, same shape."""

    stores: Mask
    """Rows that hold data of their own."""

    sized: Mask
    """Those of known size."""

    bounded: int
    """How many are known by allocated space alone."""

    figures: Figures

    @property
    def unsized(self) -> int:
        """How many stores have no known size, whether or not their space is."""
        return int(self.unknown.sum()) + self.bounded

    def draw(self, provider: int, application: int) -> Draws:
        """Give the GB of one application at one provider; unknown stores share one draw, so their range stays wide."""
        return self._drawn(np.s_[provider, application])

    def present(self) -> list[int]:
        """Give the providers that hold data."""
        return [int(code) for code in np.flatnonzero(self.held.any(axis=1))]

    @property
    def held(self) -> Mask:
        """Where there is data at all, same shape."""
        held: Mask = (self.known > 0) | (self.allocated > 0) | (self.unknown > 0)
        return held

    def of_provider(self, provider: int) -> Draws:
        return self._drawn(np.s_[provider, :])

    def total(self) -> Draws:
        return self._drawn(np.s_[:, :])

    def _drawn(self, where: tuple[int | slice, int | slice]) -> Draws:
        known, allocated, unknown = (float(np.sum(each[where])) for each in (self.known, self.allocated, self.unknown))
        drawn = np.full(self.figures.chance.draws, known)
        if allocated:
            drawn += allocated * np.minimum(self.figures.draw("allocated-used-share"), 1.0)
        if unknown:
            drawn += unknown * self.figures.draw("unknown-size-gb")
        return drawn


def volumes_of(estate: Estate, scores: Scores, application: Column, figures: Figures) -> Volumes:
    stores = stores_of(estate, scores)
    sizes = estate.size_gb[: estate.resources]
    shape = (len(estate.provider.values), len(application.values))
    cell = estate.provider.codes[: estate.resources] * np.int32(shape[1])
    cell += application.codes[: estate.resources]
    sized = stores & ~np.isnan(sizes)
    aside = estate.amounts.column("allocated_gb", estate.resources)
    bounded = stores & ~sized & ~np.isnan(aside)
    return Volumes(
        providers=estate.provider.values,
        applications=application.values,
        known=tally(cell[sized], sizes[sized], shape[0] * shape[1]).reshape(shape),
        allocated=tally(cell[bounded], aside[bounded], shape[0] * shape[1]).reshape(shape),
        unknown=tally(cell, stores & ~sized & ~bounded, shape[0] * shape[1]).reshape(shape),
        stores=stores,
        sized=sized,
        bounded=int(np.count_nonzero(bounded)),
        figures=figures,
    )


def stores_of(estate: Estate, scores: Scores) -> Mask:
    """Count data once: a part (an instance of a cluster) of a store of the same kind holds none of its own."""
    rows = estate.resources
    data = equals(scores.role, "data", rows)
    parent = estate.parent[:rows]
    inside = np.flatnonzero(data & (parent >= 0))
    above = parent[inside]
    same = data[above] & (scores.capability.codes[above] == scores.capability.codes[inside])
    data[inside[same]] = False
    return data
