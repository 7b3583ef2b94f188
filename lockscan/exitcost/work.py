"""Hands-on person-days, simulated application by application: one factor makes work hard or easy together."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lockscan.exitcost.chance import Block, lognormal, slopes
from lockscan.exitcost.figures import Figures
from lockscan.exitcost.interface import Draws
from lockscan.exitcost.items import Items
from lockscan.exitcost.learning import LearningCurve
from lockscan.model.estate import Codes, Floats
from lockscan.model.scores import EFFORT_CLASSES

CHUNK = 32
"""Groups simulated at once: the block stays in the processor's cache."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Work:
    """How much there is to do in each learning group, ready to be drawn."""

    items: Items
    amounts: Floats
    """Shape (groups, slopes): first items' worth of work at each slope of the learning curve."""

    blend: Block
    servers: Floats
    """Servers of each application."""

    figures: Figures
    _start: Codes
    """Where each application's groups begin; groups are sorted by application."""

    @classmethod
    def of(cls, items: Items, servers: Floats, figures: Figures) -> "Work":
        curve = LearningCurve.of(figures.band("learning-slope"))
        amounts = curve.amounts(items.weight, items.count, items.starts(), items.group, len(items.names))
        return cls(
            items=items,
            amounts=amounts,
            blend=curve.blend(figures.draw("learning-slope")).astype(np.float32),
            servers=servers,
            figures=figures,
            _start=np.searchsorted(items.application, np.arange(len(servers) + 1)).astype(np.int32),
        )

    def application(self, index: int) -> Draws:
        """Give the hands-on days of one application: its groups', but never less than its servers ask."""
        total = np.zeros(self.figures.chance.draws)
        for chunk in self._chunks(index):
            total += self.days(chunk).sum(axis=0)
        if self.servers[index]:
            total = np.maximum(total, self.servers[index] * self.figures.draw("server-floor-days"))
        return total

    def days(self, groups: slice) -> Block:
        """Draw some groups, a row each."""
        names = self.items.names[groups]
        rho = np.float32(self.figures.middle("work-correlation"))
        shared = self.figures.chance.normals(["factor of all work"])
        block = self.figures.chance.normals([f"work {name}" for name in names])
        block *= np.sqrt(1 - rho)
        block += np.sqrt(rho) * shared
        self._to_effort(block, groups)
        block *= np.maximum(self.amounts[groups].astype(np.float32) @ self.blend, 0)
        for row in np.flatnonzero(self.items.unknown[groups]):
            block[row] *= self._share_of_unknown(names[row])
        return block

    def middle(self) -> Floats:
        """Give each group's work at the middle of every figure."""
        medians = np.array([self.figures.effort_band(name).p50 for name in EFFORT_CLASSES])
        logs = np.log(medians)
        effort: Floats = np.exp((logs[self.items.easiest] + logs[self.items.hardest]) / 2)
        curve = LearningCurve.of(self.figures.band("learning-slope"))
        amounts: Floats = self.amounts @ curve.blend(np.array([self.figures.middle("learning-slope")]))[:, 0]
        return effort * amounts * np.where(self.items.unknown, self.figures.middle("work-share-unknown"), 1.0)

    def _to_effort(self, block: Block, groups: slice) -> None:
        """Turn normals into days of the group's class, in place."""
        table = np.array([_log_scale(self.figures, name) for name in EFFORT_CLASSES], dtype=np.float32)
        easiest, hardest = self.items.easiest[groups], self.items.hardest[groups]
        median, below, above = (table[easiest, column][:, None] for column in range(3))
        spread = np.maximum(block, 0) * above + np.minimum(block, 0) * below
        for row in np.flatnonzero(easiest != hardest):
            position = self.figures.chance.uniform(f"class {self.items.names[groups][row]}")
            drawn = easiest[row] + (position * (hardest[row] - easiest[row] + 1)).astype(np.int64)
            normal = block[row]
            spread[row] = table[drawn, 0] - median[row]
            spread[row] += np.where(normal < 0, table[drawn, 1], table[drawn, 2]) * normal
        np.exp(median + spread, out=block)

    def _share_of_unknown(self, name: str) -> Draws:
        return lognormal(self.figures.band("work-share-unknown"), self.figures.chance.normal(f"unknown {name}"))

    def _chunks(self, index: int) -> Iterator[slice]:
        first, last = int(self._start[index]), int(self._start[index + 1])
        for start in range(first, last, CHUNK):
            yield slice(start, min(start + CHUNK, last))


def _log_scale(figures: Figures, effort_class: str) -> tuple[float, float, float]:
    band = figures.effort_band(effort_class)
    return (float(np.log(band.p50)), *slopes(band))
