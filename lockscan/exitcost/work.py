"""Hands-on person-days, simulated application by application: one factor makes work hard or easy together."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from lockscan.exitcost.chance import Block, lognormal, slopes
from lockscan.exitcost.figures import Figures
from lockscan.exitcost.interface import Draws
from lockscan.exitcost.items import Items
from lockscan.exitcost.learning import LearningCurve
from lockscan.model.estate import Codes, Floats
from lockscan.model.scores import EFFORT_CLASSES

COMMON_LUCK = "factor of all work"
"""Name of the one draw that all work shares."""

Groups: TypeAlias = npt.NDArray[np.integer]
"""Rows of learning groups."""

CHUNK = 16
"""Groups simulated at once: few enough to stay in the processor's cache."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Work:
    """How much there is to do in each learning group, ready to be drawn."""

    items: Items
    curve: LearningCurve
    amounts: Floats
    """Shape (groups, slopes): first items' worth of work at each slope of the learning curve."""

    servers: Floats
    """Servers of each application."""

    figures: Figures
    blend: Block
    shared: Block
    """The one factor that makes all work hard or easy together, times the root of the correlation."""

    scales: Block
    """Log of the median, spread below and above it, for each effort class."""

    @classmethod
    def of(cls, items: Items, servers: Floats, figures: Figures) -> "Work":
        curve = LearningCurve.of(figures.band("learning-slope"))
        return cls(
            items=items,
            curve=curve,
            amounts=curve.amounts(items.weight, items.count, items.starts, items.group, len(items.names)),
            servers=servers,
            figures=figures,
            blend=curve.blend(figures.draw("learning-slope")).astype(np.float32),
            shared=figures.chance.normals([COMMON_LUCK]) * np.float32(_root(figures)),
            scales=np.array([_log_scale(figures, name) for name in EFFORT_CLASSES], dtype=np.float32),
        )

    def application(self, index: int) -> Draws:
        """Give the hands-on days of one application: its groups', but never less than its servers ask."""
        first, last = np.searchsorted(self.items.application, (index, index + 1))
        total = self._days(np.arange(first, last))
        if self.servers[index]:
            total = np.maximum(total, self.servers[index] * self.figures.draw("server-floor-days"))
        return total + self._converting(float(self.items.schemas[index]))

    def unknown(self) -> Draws:
        """Give the hands-on days of what no rule knows; they are among its applications'."""
        return self._days(np.flatnonzero(self.items.unknown))

    def _converting(self, units: float) -> Draws | float:
        """Give the days of converting measured schemas."""
        days = units / self.figures.middle("schema-units-a-day")
        return days * self.figures.draw("schema-contingency") if days else 0.0

    def _days(self, groups: Groups) -> Draws:
        """Add up some groups' days."""
        total = np.zeros_like(self.blend)
        for start in range(0, len(groups), CHUNK):
            chunk = groups[start : start + CHUNK]
            effort = self.effort(chunk, self.luck(chunk), self.items.easiest[chunk], self.items.hardest[chunk])
            total += self.amounts[chunk].astype(np.float32).T @ effort
        total *= self.blend
        days: Draws = np.maximum(total.sum(axis=0, dtype=np.float64), 0)
        return days

    def middle(self) -> Floats:
        """Give each group's work at the middle of every figure."""
        logs = self.scales[:, 0].astype(np.float64)
        effort: Floats = np.exp((logs[self.items.easiest] + logs[self.items.hardest]) / 2)
        amounts: Floats = self.amounts @ self.curve.blend(np.array([self.figures.middle("learning-slope")]))[:, 0]
        return effort * amounts * np.where(self.items.unknown, self.figures.middle("work-share-unknown"), 1.0)

    def luck(self, groups: Groups) -> Block:
        """Draw how hard each group turns out; it hangs on the group's name alone, and on what all work shares."""
        block = self.figures.chance.normals([f"work {self.items.names[group]}" for group in groups])
        block *= np.float32(np.sqrt(1 - _root(self.figures) ** 2))
        block += self.shared
        return block

    def effort(self, groups: Groups, luck: Block, easiest: Codes, hardest: Codes) -> Block:
        """Give the days of the first item of each group, at these classes."""
        names = [self.items.names[group] for group in groups]
        median, below, above = self.scales[easiest].T[:, :, None]
        logs, easier = np.maximum(luck, 0), np.minimum(luck, 0)
        logs *= above
        easier *= below
        logs += easier
        logs += median
        for row in np.flatnonzero(easiest != hardest):
            logs[row] = self._any_class(names[row], luck[row], int(easiest[row]), int(hardest[row]))
        effort = np.exp(logs, out=logs)
        for row in np.flatnonzero(self.items.unknown[groups]):
            normal = self.figures.chance.normal(f"unknown {names[row]}")
            effort[row] *= lognormal(self.figures.band("work-share-unknown"), normal)
        return effort

    def _any_class(self, name: str, normal: Block, easiest: int, hardest: int) -> Block:
        """Draw the class too: each that remains possible is as likely as another."""
        drawn = easiest + self.figures.chance.choice(f"class {name}", hardest - easiest + 1)
        median, below, above = self.scales.T
        slopes = np.concatenate([above, below]).take(drawn + len(above) * (normal < 0))
        logs: Block = median.take(drawn) + slopes * normal
        return logs


def _root(figures: Figures) -> float:
    return float(np.sqrt(figures.middle("work-correlation")))


def _log_scale(figures: Figures, effort_class: str) -> tuple[float, float, float]:
    band = figures.effort_band(effort_class)
    return (float(np.log(band.p50)), *slopes(band))
