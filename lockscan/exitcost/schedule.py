"""The steps of an exit laid end to end, in every draw."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lockscan.exitcost.interface import Draws
from lockscan.exitcost.moving import Moving


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Schedule:
    """Days of each step in every draw; they follow one another."""

    preparation: Draws
    moving: Moving

    stretch: Draws
    """What approvals make of each day; 1 where nobody has to approve."""

    notice: Draws | None
    """Days until the longest notice is over, after the last wave; None: nothing waits for it."""

    @property
    def path(self) -> Draws:
        """Give the days before approvals."""
        return self.preparation + self.moving.through(0, self.moving.timeline.waves)

    @property
    def exit_days(self) -> Draws:
        days = self.path * self.stretch
        return days if self.notice is None else days + self.notice

    def begins(self, waves: npt.NDArray[np.signedinteger]) -> Iterator[tuple[int, Draws]]:
        """Give the day on which each of these waves, in their order, begins, approvals included."""
        days, reached = self.preparation, 0
        for wave in waves.tolist():
            days = days + self.moving.through(reached, wave)
            reached = wave
            yield wave, days * self.stretch

    def ends(self, waves: npt.NDArray[np.signedinteger]) -> Iterator[tuple[int, Draws]]:
        """Give the day on which each ends: the next one begins."""
        for following, days in self.begins(waves + 1):
            yield following - 1, days

    def waiting(self) -> Iterator[tuple[str, Draws]]:
        """Name what is added to the preparation and the waves, and give its days."""
        if np.any(self.stretch != 1):
            yield "Approvals and procurement", self.path * (self.stretch - 1)
        if self.notice is not None:
            yield "Notice still to run", self.notice
