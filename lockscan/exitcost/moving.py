"""Days of each wave, worked out when they are asked for: those of 75,000 waves in 10,000 draws would fill 6 GB."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from lockscan.exitcost.interface import Draws
from lockscan.exitcost.timeline import Timeline
from lockscan.model.estate import Codes, Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Moving:
    """A wave takes as long as its work or its bytes, whichever is longer."""

    timeline: Timeline

    all_work: Draws
    """Days that all the work takes."""

    a_gigabyte: Draws
    """Days that a GB is on the way."""

    unsized: Draws
    """GB in all stores whose size is not known."""

    restoring: Draws | None
    """Days until bytes of an archive can be read; None: nothing lies in one."""

    def days(self, waves: int | slice) -> Draws:
        """Give a row of draws for each wave."""
        work = self.timeline.work[waves][..., np.newaxis] * self.all_work
        return np.maximum(work, self.transfer(waves))

    def transfer(self, waves: int | slice) -> Draws:
        """Give the days that a wave's bytes take, restored from an archive first where they lie in one."""
        days: Draws = self.size(waves) * self.a_gigabyte
        return (
            days if self.restoring is None else days + self.timeline.restores[waves][..., np.newaxis] * self.restoring
        )

    def size(self, waves: int | slice) -> Draws:
        """Give the GB that leave in each wave."""
        known, unknown = (part[waves][..., np.newaxis] for part in (self.timeline.known, self.timeline.unknown))
        gigabytes: Draws = known + unknown * self.unsized
        return gigabytes

    def sizes(self, first: int, stop: int) -> Draws:
        """Give the GB that leave in all of these waves."""
        unsized: Draws = self.timeline.unknown[first:stop].sum() * self.unsized
        return unsized + float(self.timeline.known[first:stop].sum())

    def some(self, draws: npt.NDArray[np.signedinteger]) -> "Moving":
        """Keep only these draws."""
        return replace(
            self,
            all_work=self.all_work[draws],
            a_gigabyte=self.a_gigabyte[draws],
            unsized=self.unsized[draws],
            restoring=None if self.restoring is None else self.restoring[draws],
        )

    def through(self, first: int, stop: int) -> Draws:
        """Give the days of these waves one after another; those alike are worked out once."""
        sends = self.timeline.sends[first:stop]
        days: Draws = self.all_work * self.timeline.work[first:stop][~sends].sum()
        for wave, count in self._alike(self.timeline.like[first:stop][sends]):
            days += count * self.days(wave)
        return days

    def medians(self) -> Floats:
        """Give each wave's days at the middle."""
        middle: Floats = np.median(self.all_work) * self.timeline.work
        of_kind = np.zeros_like(middle)
        sends = self.timeline.sends
        for wave, _ in self._alike(self.timeline.like[sends]):
            of_kind[wave] = _median(self.days(wave))
        return np.where(sends, of_kind[self.timeline.like], middle)

    def _alike(self, waves: Codes) -> list[tuple[int, int]]:
        """Give one of each kind of these waves, and how many there are of it."""
        found, counts = np.unique(waves, return_counts=True)
        return list(zip(found.tolist(), counts.tolist(), strict=True))


def _median(days: Draws) -> float:
    """Sort the array it is given: with vector instructions that is three times as fast as a selection."""
    days.sort()
    return float(days[(len(days) - 1) // 2] + days[len(days) // 2]) / 2
