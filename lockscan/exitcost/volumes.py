"""How much data has to leave: known bytes, and stores whose size could not be read."""

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

    unknown: Floats
    """Stores of unknown size, same shape."""

    stores: Mask
    """Rows that hold data of their own."""

    sized: Mask
    """Those of known size."""

    figures: Figures

    def draw(self, provider: int, application: int) -> Draws:
        """Give the GB of one application at one provider; unknown stores share one draw, so their range stays wide."""
        known, unknown = self.known[provider, application], self.unknown[provider, application]
        return self._with_unknown(float(known), float(unknown))

    def present(self) -> list[int]:
        """Give the providers that hold data."""
        return [int(code) for code in np.flatnonzero(self.known.sum(axis=1) + self.unknown.sum(axis=1))]

    def of_provider(self, provider: int) -> Draws:
        return self._with_unknown(float(self.known[provider].sum()), float(self.unknown[provider].sum()))

    def total(self) -> Draws:
        return self._with_unknown(float(self.known.sum()), float(self.unknown.sum()))

    def _with_unknown(self, known: float, unknown: float) -> Draws:
        if not unknown:
            return np.full(self.figures.chance.draws, known)
        return known + unknown * self.figures.draw("unknown-size-gb")


def volumes_of(estate: Estate, scores: Scores, application: Column, figures: Figures) -> Volumes:
    stores = _stores(estate, scores)
    sizes = estate.size_gb[: estate.resources]
    shape = (len(estate.provider.values), len(application.values))
    cell = estate.provider.codes[: estate.resources] * np.int32(shape[1])
    cell += application.codes[: estate.resources]
    sized = stores & ~np.isnan(sizes)
    return Volumes(
        providers=estate.provider.values,
        applications=application.values,
        known=tally(cell[sized], sizes[sized], shape[0] * shape[1]).reshape(shape),
        unknown=tally(cell, stores & ~sized, shape[0] * shape[1]).reshape(shape),
        stores=stores,
        sized=sized,
        figures=figures,
    )


def _stores(estate: Estate, scores: Scores) -> Mask:
    """Count data once: a part (an instance of a cluster) of a store of the same kind holds none of its own."""
    rows = estate.resources
    data = equals(scores.role, "data", rows)
    parent = estate.parent[:rows]
    inside = np.flatnonzero(data & (parent >= 0))
    above = parent[inside]
    same = data[above] & (scores.capability.codes[above] == scores.capability.codes[inside])
    data[inside[same]] = False
    return data
