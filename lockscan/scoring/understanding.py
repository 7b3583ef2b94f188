"""The portability of one understanding: five facets, none bought off by another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log, prod

from lockscan.knowledge.model import ScoringRules, Understanding
from lockscan.model.scores import EFFORT_CLASSES, FACETS
from lockscan.scoring.interface import Rules
from lockscan.scoring.market import Alternative, Market

SETTING = "configuration"
"""The role of what follows its parent and has no lock-in of its own."""

SMALL = "small"
"""The surface of an interface to which an adapter makes any substitute a near one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderstandingScore:
    """How portable a thing is, and why."""

    own: float
    """0-100."""

    facets: tuple[float, ...]
    """In the order of `FACETS`, each in [floor, 1]."""

    effort_class: str
    best_fidelity: float
    """How much of what its users rely on the best single offering gives unchanged."""

    alternatives: tuple[Alternative, ...]


def understanding_scores(
    rules: Rules, understanding: Understanding, provider: str, target: str = "any"
) -> UnderstandingScore:
    """Score one understanding of a thing that runs at `provider`."""
    return scored(rules, understanding, Market.of(rules, provider, target))


class Scorer:
    """Scores many understandings of things at one provider; alike ones are reckoned once."""

    def __init__(self, rules: Rules, provider: str, target: str = "any") -> None:
        self._rules = rules
        self._market = Market.of(rules, provider, target)
        self._known: dict[tuple[object, ...], UnderstandingScore] = {}

    def score(self, understanding: Understanding) -> UnderstandingScore:
        key = (
            understanding.capability,
            understanding.role == SETTING,
            tuple(understanding.interfaces.items()),
            understanding.data,
            understanding.runtime,
            understanding.operations,
            understanding.commercial,
        )
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = scored(self._rules, understanding, self._market)
        return found


def scored(rules: Rules, understanding: Understanding, market: Market) -> UnderstandingScore:
    """Score one understanding in a market."""
    used = {interface: share for interface, share in understanding.interfaces.items() if share > 0}
    alternatives = market.alternatives(understanding.capability, used)
    if market.stays or understanding.role == SETTING:
        return UnderstandingScore(
            own=100.0,
            facets=(1.0,) * len(FACETS),
            effort_class=EFFORT_CLASSES[0],
            best_fidelity=1.0,
            alternatives=alternatives,
        )
    facets = _facets(rules, understanding, used, alternatives)
    nearness = _nearness(rules.scoring, _best_fidelity(used, alternatives, _adapters(rules, used)))
    return UnderstandingScore(
        own=100
        * exp(sum(rules.scoring.weights[name] * log(facet) for name, facet in zip(FACETS, facets, strict=True))),
        facets=facets,
        effort_class=rules.capabilities[understanding.capability].effort[nearness],
        best_fidelity=_best_fidelity(used, alternatives),
        alternatives=alternatives,
    )


def _facets(
    rules: Rules, understanding: Understanding, used: Mapping[str, float], alternatives: tuple[Alternative, ...]
) -> tuple[float, ...]:
    commercial = prod(rules.scoring.commercial[tie].facet for tie in understanding.commercial)
    facets = {
        "interface": _interface(rules, used, alternatives),
        "data": _openness(rules, [understanding.data]),
        "runtime": _openness(rules, [understanding.runtime]),
        "operations": _openness(rules, understanding.operations),
        "commercial": commercial,
    }
    return tuple(min(1.0, max(rules.scoring.floor, facets[name])) for name in FACETS)


def _interface(rules: Rules, used: Mapping[str, float], alternatives: tuple[Alternative, ...]) -> float:
    """Weigh the chance that somebody independent speaks each interface, by how much it is used."""
    total = sum(used.values())
    if not total:
        return 1.0
    spoken = {name: max(_adapted(rules, name), _spoken(name, alternatives)) for name in used}
    return exp(sum(share / total * log(spoken[name]) for name, share in used.items()))


def _adapted(rules: Rules, interface: str) -> float:
    """What few operations ask for can be put behind an adapter, whoever speaks them or not."""
    floor = rules.scoring.floor
    return max(floor, rules.scoring.surface.get(rules.interfaces[interface].surface, floor))


def _spoken(interface: str, alternatives: tuple[Alternative, ...]) -> float:
    best: dict[str, float] = {}
    for alternative in alternatives:
        if alternative.interface == interface:
            best[alternative.independent] = max(best.get(alternative.independent, 0.0), alternative.fidelity)
    return 1 - prod(1 - fidelity for fidelity in best.values())


def _openness(rules: Rules, interfaces: Iterable[str]) -> float:
    """Give the openness of the least open; a tie to none is no tie."""
    named = [interface for interface in interfaces if interface]
    return min((rules.scoring.openness[rules.interfaces[name].kind] for name in named), default=1.0)


def _adapters(rules: Rules, used: Iterable[str]) -> dict[str, float]:
    """Give the fidelity that an adapter makes of anything; none where the rules tell no surfaces apart."""
    small = (name for name in used if rules.interfaces[name].surface == SMALL)
    return dict.fromkeys(small, rules.scoring.near) if rules.scoring.surface else {}


def _best_fidelity(
    used: Mapping[str, float], alternatives: tuple[Alternative, ...], least: Mapping[str, float] | None = None
) -> float:
    """One offering has to take the place: its fidelity over all that is used, by share, with adapters where given."""
    total = sum(used.values())
    if not total:
        return 1.0
    least = least or {}
    given: dict[str, dict[str, float]] = {"": {}}
    for alternative in alternatives:
        given.setdefault(alternative.offering, {})[alternative.interface] = alternative.fidelity
    return max(
        sum(share / total * max(speaks.get(name, 0.0), least.get(name, 0.0)) for name, share in used.items())
        for speaks in given.values()
    )


def _nearness(scoring: ScoringRules, fidelity: float) -> str:
    # Shares such as 0.7 and 0.3 add up to a hair below 1.
    rounded = round(fidelity, 9)
    if rounded >= scoring.same:
        return "same"
    return "near" if rounded >= scoring.near else "different"
