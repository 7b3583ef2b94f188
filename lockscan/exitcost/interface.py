"""What the cost model needs to be told, and what each part of the cost promises."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from lockscan.knowledge.model import Capability, HedgeRule, Parameter, Supplier, Understanding
from lockscan.knowledge.prices import Exchange, Prices, Tariff, Waiver
from lockscan.model.coupling import Coupling
from lockscan.vocabulary.kinds import Kind

if TYPE_CHECKING:
    from lockscan.exitcost.case import Case
    from lockscan.exitcost.schedule import Schedule

Draws: TypeAlias = npt.NDArray[np.float64]
"""One value a draw; draw k of every array belongs to the same imagined exit."""


class CostRules(Protocol):
    """The part of the knowledge that prices an exit."""

    @property
    def parameters(self) -> Mapping[str, Parameter]: ...
    @property
    def effort(self) -> Mapping[str, Parameter]: ...
    @property
    def capabilities(self) -> Mapping[str, Capability]: ...
    @property
    def couplings(self) -> Mapping[Kind, Coupling]: ...
    @property
    def suppliers(self) -> Mapping[str, Supplier]: ...
    @property
    def tariffs(self) -> Mapping[str, Tariff]: ...
    @property
    def waivers(self) -> Mapping[str, Waiver]: ...
    @property
    def exchange(self) -> Exchange: ...
    def understanding(self, rule: str) -> Understanding | None: ...
    @property
    def prices(self) -> Prices: ...


class DecisionRules(CostRules, Protocol):
    """And the part that says what staying is worth and how to hedge."""

    @property
    def hedges(self) -> Mapping[str, HedgeRule]: ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Whole:
    """The move as a whole, known once the work on every application is."""

    hands_on: Draws
    """Person-days on things, before planning, testing and overrun."""

    person_days: Draws
    """All of it, overrun included."""

    exit_days: Draws
    """Calendar days from the decision to being out."""

    team: float
    """People on the move: the scenario's, or as many as the work asks for."""

    schedule: "Schedule"
    """What the days are made of."""


class Pricing(Protocol):
    """One part of the cost, ready to be asked; shares of applications and the rest add up to the part."""

    def application(self, index: int, hands_on: Draws) -> Draws:
        """Give what this application causes, in the report's currency."""

    def programme(self) -> Draws:
        """Give what no single application causes."""


class Spent(Enum):
    """When over the exit a part is paid."""

    THROUGHOUT = "evenly from the decision to being out"
    WHILE_MOVING = "evenly from the first move to being out"
    AT_THE_END = "on the day of being out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A component of the exit cost; a module of `parts` holds one under the name PART."""

    order: int
    label: str
    formula: str
    """In words, with the parameters' ids."""

    price: Callable[["Case"], Pricing | None]
    """None: what it would need is not known, so it is absent and never 0."""

    spent: Spent = Spent.THROUGHOUT
    work: bool = False
    """People's work: where the team is one's own it bears no VAT."""

    overruns: bool = False
    """The overrun is in it."""

    asset: bool = False
    """May make an asset, so that a share of it can be capital."""
