"""The model's figures as this scenario has them: published bands, overrides in place, drawn once each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from lockscan.exitcost.chance import Chance, lognormal
from lockscan.exitcost.columns import add_up
from lockscan.exitcost.interface import Draws
from lockscan.knowledge.model import Parameter
from lockscan.model.scenario import Band, Scenario


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figures:
    parameters: Mapping[str, Parameter]
    effort: Mapping[str, Parameter]
    scenario: Scenario
    chance: Chance
    to_currency: float
    """How much of the report's currency one unit of the parameters' currency buys."""

    _drawn: dict[str, Draws] = field(default_factory=dict, repr=False)

    def band(self, identifier: str) -> Band:
        return self.scenario.overrides.get(identifier, self.parameters[identifier].band)

    def effort_band(self, effort_class: str) -> Band:
        return self.scenario.overrides.get(f"effort.{effort_class}", self.effort[effort_class].band)

    def middle(self, identifier: str) -> float:
        return self.band(identifier).p50

    def draw(self, identifier: str) -> Draws:
        """One value a draw, the same wherever it is asked for."""
        if identifier not in self._drawn:
            drawn = lognormal(self.band(identifier), self.chance.normal(f"parameter {identifier}"))
            drawn.flags.writeable = False
            self._drawn[identifier] = drawn
        return self._drawn[identifier]

    def money(self, identifier: str) -> Draws:
        return self.draw(identifier) * self.to_currency

    def rate(self) -> Draws:
        """Money for a person-day."""
        paid = [share * self.money(f"rate-{rate}") for rate, share in self._rates().items()]
        return add_up(paid, self.chance.draws)

    def usual_rate(self) -> float:
        """Money for a person-day at the middle."""
        return sum(share * self.middle(f"rate-{rate}") for rate, share in self._rates().items()) * self.to_currency

    def _rates(self) -> Mapping[str, float]:
        return self.scenario.rates or {self.scenario.rate: 1.0}

    def uncertain(self) -> Iterator[tuple[str, str, Draws]]:
        """Give every figure that was drawn so far and is no constant: its id, its meaning, its draws."""
        for identifier, drawn in sorted(self._drawn.items()):
            if self.band(identifier).p10 != self.band(identifier).p90:
                yield identifier, self.parameters[identifier].meaning, drawn

    def organising(self, hands_on: Draws) -> Draws:
        """Give what planning, testing, release and reporting make of a hands-on day: of a small move's, little."""
        half_felt_at = hands_on + self.middle("organisation-onset-days")
        felt = np.divide(hands_on, half_felt_at, out=np.zeros_like(hands_on), where=half_felt_at > 0)
        return 1 + (self.draw("organisation-multiplier") - 1) * felt

    def overrun(self) -> Draws:
        """One factor a programme: most end a little over, some run away (Pareto), and are stopped at a cap."""
        usual_cap = self.middle("overrun-usual-cap")
        usual = np.minimum(self.draw("overrun-usual"), usual_cap)
        position = self.chance.uniform("overrun tail position")
        tail = usual_cap * position ** (-1 / self.middle("overrun-tail-index"))
        runs_away = self.chance.uniform("overrun runs away") < self.middle("overrun-tail-chance")
        return np.where(runs_away, np.minimum(tail, self.middle("overrun-cap")), usual)
