"""The steps of an exit laid end to end, in every draw."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lockscan.exitcost.interface import Draws


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Schedule:
    """Days of each step in every draw; they follow one another."""

    preparation: Draws
    moving: tuple[Draws, ...]
    """Days of each wave."""

    stretch: Draws
    """What approvals make of each day; 1 where nobody has to approve."""

    notice: Draws | None
    """Days until the longest notice is over, after the last wave; None: nothing waits for it."""

    @property
    def path(self) -> Draws:
        """Give the days before approvals."""
        total = self.preparation.copy()
        for days in self.moving:
            total += days
        return total

    @property
    def exit_days(self) -> Draws:
        days = self.path * self.stretch
        return days if self.notice is None else days + self.notice

    def ends(self) -> Iterator[Draws]:
        """Give the day on which the preparation and then each wave ends, approvals included."""
        days = self.preparation
        yield days * self.stretch
        for moving in self.moving:
            days = days + moving
            yield days * self.stretch

    @property
    def steps(self) -> dict[str, Draws]:
        """Give each step by name; they sum to the exit's days."""
        steps = {"Preparation": self.preparation}
        steps |= {f"Wave {number}": days for number, days in enumerate(self.moving, 1)}
        if np.any(self.stretch != 1):
            steps["Approvals and procurement"] = self.path * (self.stretch - 1)
        if self.notice is not None:
            steps["Notice still to run"] = self.notice
        return steps
