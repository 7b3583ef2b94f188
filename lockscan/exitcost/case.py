"""One way of leaving: in good order, or in a hurry because the supplier fails."""

from dataclasses import dataclass

import numpy as np

from lockscan.exitcost.figures import Figures
from lockscan.exitcost.ground import Ground
from lockscan.exitcost.interface import Draws, Whole
from lockscan.model.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Case:
    stressed: bool
    ground: Ground
    whole: Whole

    @property
    def id(self) -> str:
        return "stressed" if self.stressed else "planned"

    @property
    def figures(self) -> Figures:
        return self.ground.figures

    @property
    def scenario(self) -> Scenario:
        return self.ground.scenario

    @property
    def leaves(self) -> Draws:
        """Days from the assessment until the last thing has left; a planned exit may wait for its chosen day."""
        days = self.whole.exit_days + self.ground.delay
        chosen = self.scenario.exit_by
        if chosen is None or self.stressed:
            return days
        return np.maximum(days, float((chosen - self.scenario.as_of).days))

    def rate(self) -> Draws:
        """Money for a person-day; work that cannot wait costs more."""
        rate = self.figures.rate()
        return rate * self.figures.draw("stressed-work-premium") if self.stressed else rate
