"""The one way in to what the rules say."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from lockscan import __version__
from lockscan.knowledge import nouns
from lockscan.knowledge.documents import digest, files, pack_name
from lockscan.knowledge.index import Found, TypeIndex
from lockscan.knowledge.model import (
    Capability,
    Classification,
    HedgeRule,
    Interface,
    Offering,
    Parameter,
    ScoringRules,
    Supplier,
    Understanding,
)
from lockscan.knowledge.price_nouns import prices
from lockscan.knowledge.prices import Exchange, Prices, Tariff, Waiver
from lockscan.knowledge.store import remembered
from lockscan.knowledge.understanding import classification, understandings
from lockscan.model.coupling import Coupling
from lockscan.model.profile import Profile
from lockscan.model.report import Source
from lockscan.model.resource import TypeName
from lockscan.vocabulary.kinds import Kind


class Knowledge:
    """Everything of `rules/` and the packs laid over it; sections are made into nouns when first asked for."""

    version = __version__

    def __init__(self, compiled: Mapping[str, Any], packs: tuple[str, ...] = ()) -> None:
        self._compiled = compiled
        self._met: dict[str, Understanding] = {}
        """Rules that classified something: asked for again far more often than the twelve thousand others."""

        self.digest: str = compiled["digest"]
        self.packs = packs
        """Names of the packs laid over the published rules, in order."""

    @classmethod
    def load(cls, packs: Sequence[Path] = ()) -> "Knowledge":
        """Take the compiled rules from the cache, or read, check and compile them; every problem is told at once."""
        found = files(packs)
        own = digest(found)

        def make() -> dict[str, Any]:
            # Reading YAML and checking schemas needs imports that a cached load does without.
            from lockscan.knowledge.compiling import compiled

            return {**compiled(found), "digest": own}

        return cls(remembered(own, make), tuple(dict.fromkeys(pack_name(pack) for pack in packs)))

    def classify(self, profile: Profile) -> Classification:
        """Understand a profile; what is not known of it keeps every understanding it would decide between."""
        facts = {} if profile.external else dict(profile.facts)
        found = classification(profile.type, self._index.find(profile.type), facts, self.scoring)
        self._met |= {known.rule: known for known in found.understandings}
        return found

    def resolve(self, name: str) -> tuple[TypeName, str]:
        """Give a type's authoritative name and how it is known: `type`, `service` or `none`."""
        found = self._index.find(name)
        return found.canonical, found.level

    def understandings(self, name: str) -> tuple[Understanding, ...]:
        """Give every understanding of a type, whatever its facts."""
        found = self._index.find(name)
        return understandings(found, self.scoring) if found.entry else ()

    def understanding(self, rule: str) -> Understanding | None:
        """Give what a rule says, by its permanent id; of several types it speaks for, the one that was met last."""
        return self._met.get(rule) or (self._rules.get(rule) if rule else None)

    def citations(self, rule: str) -> tuple[str, ...]:
        """Give the ids of the sources a rule stands on."""
        known = self.understanding(rule)
        return known.sources if known else ()

    def rules(self) -> Iterator[Understanding]:
        """Give every understanding of every type and service."""
        return iter(self._rules.values())

    def types(self) -> Iterator[TypeName]:
        """Give every type with a rule of its own."""
        return iter(self._index)

    @cached_property
    def capabilities(self) -> Mapping[str, Capability]:
        return {key: nouns.capability(value) for key, value in self._compiled["capabilities"].items()}

    @cached_property
    def interfaces(self) -> Mapping[str, Interface]:
        return {key: nouns.interface(value) for key, value in self._compiled["interfaces"].items()}

    @cached_property
    def offerings(self) -> Mapping[str, Offering]:
        return {key: nouns.offering(value) for key, value in self._compiled["offerings"].items()}

    @cached_property
    def suppliers(self) -> Mapping[str, Supplier]:
        return {key: nouns.supplier(value) for key, value in self._compiled["suppliers"].items()}

    @cached_property
    def hedges(self) -> Mapping[str, HedgeRule]:
        return {key: nouns.hedge(value) for key, value in self._compiled["hedges"].items()}

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        return {key: nouns.source(value) for key, value in self._compiled["sources"].items()}

    @cached_property
    def couplings(self) -> Mapping[Kind, Coupling]:
        return {Kind(kind): nouns.coupling(kind, value) for kind, value in self._compiled["couplings"].items()}

    @cached_property
    def parameters(self) -> Mapping[str, Parameter]:
        return {key: nouns.parameter(value, self.sources) for key, value in self._compiled["parameters"].items()}

    @cached_property
    def effort(self) -> Mapping[str, Parameter]:
        """Effort class -> person-days."""
        return {key: nouns.parameter(value, self.sources) for key, value in self._compiled["effort"].items()}

    @cached_property
    def tariffs(self) -> Mapping[str, Tariff]:
        return {key: nouns.tariff(value, self.sources) for key, value in self._compiled["tariff"].items()}

    @cached_property
    def waivers(self) -> Mapping[str, Waiver]:
        return {key: nouns.waiver(value, self.sources) for key, value in self._compiled["waivers"].items()}

    @cached_property
    def exchange(self) -> Exchange:
        return nouns.exchange(self._compiled["exchange"], self.sources)

    @cached_property
    def prices(self) -> Prices:
        return prices(self._compiled, self.sources)

    @cached_property
    def scoring(self) -> ScoringRules:
        return nouns.scoring(self._compiled["scoring"], self._compiled["ties"])

    @cached_property
    def _index(self) -> TypeIndex:
        return TypeIndex(self._compiled)

    @cached_property
    def _rules(self) -> Mapping[str, Understanding]:
        rules: dict[str, Understanding] = {}
        for found in self._every():
            for known in understandings(found, self.scoring):
                rules.setdefault(known.rule, known)
        return rules

    def _every(self) -> Iterator[Found]:
        entries = self._compiled["entries"]
        for spelled, place in self._compiled["types"].values():
            yield Found(TypeName(spelled), "type", entries[place])
        for spelled, place in self._compiled["services"].values():
            yield Found(TypeName(spelled), "service", entries[place], spelled)
