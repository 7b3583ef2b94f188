"""Hands-on person-days, simulated application by application: one factor makes work hard or easy together."""

from dataclasses import dataclass, field

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

CHUNK = 16
"""Groups simulated at once: few enough to stay in the processor's cache."""

KEPT = 16_000_000
"""Draws of single groups that are kept where they are asked for again and again: 64 MB."""


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

    kept: dict[tuple[int, int, int], Block] | None = field(default=None, repr=False)
    """A group at its easiest and hardest class -> its days, once drawn; None keeps nothing."""

    @classmethod
    def of(cls, items: Items, servers: Floats, figures: Figures, *, keeping: bool = False) -> "Work":
        """Make ready to draw; `keeping` pays where the same groups are drawn many times over."""
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
            kept={} if keeping else None,
        )

    def application(self, index: int) -> Draws:
        """Give the hands-on days of one application: its groups', but never less than its servers ask."""
        first, last = np.searchsorted(self.items.application, (index, index + 1))
        total = self.days(np.arange(first, last), self.amounts, self.items.easiest, self.items.hardest)
        if self.servers[index]:
            total = np.maximum(total, self.servers[index] * self.figures.draw("server-floor-days"))
        return total + self._converting(float(self.items.schemas[index]))

    def _converting(self, units: float) -> Draws | float:
        """Give the days of converting measured schemas."""
        days = units / self.figures.middle("schema-units-a-day")
        return days * self.figures.draw("schema-contingency") if days else 0.0

    def days(self, groups: npt.NDArray[np.integer], amounts: Floats, easiest: Codes, hardest: Codes) -> Draws:
        """Add up some groups' days, at these amounts and classes; a group's luck hangs on its name alone."""
        total = np.zeros_like(self.blend)
        for start in range(0, len(groups), CHUNK):
            chunk = groups[start : start + CHUNK]
            total += amounts[chunk].astype(np.float32).T @ self._effort(chunk, easiest[chunk], hardest[chunk])
        total *= self.blend
        days: Draws = np.maximum(total.sum(axis=0, dtype=np.float64), 0)
        return days

    def middle(self) -> Floats:
        """Give each group's work at the middle of every figure."""
        logs = self.scales[:, 0].astype(np.float64)
        effort: Floats = np.exp((logs[self.items.easiest] + logs[self.items.hardest]) / 2)
        amounts: Floats = self.amounts @ self.curve.blend(np.array([self.figures.middle("learning-slope")]))[:, 0]
        return effort * amounts * np.where(self.items.unknown, self.figures.middle("work-share-unknown"), 1.0)

    def _effort(self, groups: npt.NDArray[np.integer], easiest: Codes, hardest: Codes) -> Block:
        """Give the days of the first item of each group, drawn or drawn before."""
        if self.kept is None:
            return self._drawn(groups, easiest, hardest)
        asked = list(zip(groups.tolist(), easiest.tolist(), hardest.tolist(), strict=True))
        block = np.empty((len(asked), self.figures.chance.draws), dtype=np.float32)
        new = [row for row, key in enumerate(asked) if key not in self.kept]
        if new:
            block[new] = self._drawn(groups[new], easiest[new], hardest[new])
        for row, key in enumerate(asked):
            if key in self.kept:
                block[row] = self.kept[key]
            elif len(self.kept) * block.shape[1] < KEPT:
                self.kept[key] = block[row].copy()
        return block

    def _drawn(self, groups: npt.NDArray[np.integer], easiest: Codes, hardest: Codes) -> Block:
        names = [self.items.names[group] for group in groups]
        block = self.figures.chance.normals([f"work {name}" for name in names])
        block *= np.float32(np.sqrt(1 - _root(self.figures) ** 2))
        block += self.shared
        median, below, above = self.scales[easiest].T[:, :, None]
        logs = np.maximum(block, 0)
        logs *= above
        logs += median
        logs += np.minimum(block, 0) * below
        for row in np.flatnonzero(easiest != hardest):
            logs[row] = self._any_class(names[row], block[row], int(easiest[row]), int(hardest[row]))
        np.exp(logs, out=block)
        for row in np.flatnonzero(self.items.unknown[groups]):
            normal = self.figures.chance.normal(f"unknown {names[row]}")
            block[row] *= lognormal(self.figures.band("work-share-unknown"), normal)
        return block

    def _any_class(self, name: str, normal: Block, easiest: int, hardest: int) -> Block:
        """Draw the class too: each that remains possible is as likely as another."""
        position = self.figures.chance.uniform(f"class {name}")
        drawn = easiest + (position * (hardest - easiest + 1)).astype(np.intp)
        median, below, above = (column.take(drawn) for column in np.ascontiguousarray(self.scales.T))
        logs: Block = median + np.maximum(normal, 0) * above + np.minimum(normal, 0) * below
        return logs


def _root(figures: Figures) -> float:
    return float(np.sqrt(figures.middle("work-correlation")))


def _log_scale(figures: Figures, effort_class: str) -> tuple[float, float, float]:
    band = figures.effort_band(effort_class)
    return (float(np.log(band.p50)), *slopes(band))
