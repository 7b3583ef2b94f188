"""Held over the rules as they are, not over a market made up: more choice never harms, and score and work agree."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pytest

from lockscan.knowledge import Knowledge
from lockscan.knowledge.model import Offering, Understanding
from lockscan.knowledge.naming import provider_of
from lockscan.model.scores import EFFORT_CLASSES
from lockscan.scoring import Scorer, UnderstandingScore

NEWCOMER = "ovhcloud"
FEW = 6
STEP = 7
"""Every so many rules are looked at: a prime, so that no provider's order hides one."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The published rules with other offerings."""

    knowledge: Knowledge
    offerings: Mapping[str, Offering]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.knowledge, name)


def kinds(knowledge: Knowledge) -> list[tuple[str, Understanding]]:
    """Give what differs to the score: one rule of each capability, interfaces and ties, by provider."""
    found: dict[tuple[object, ...], tuple[str, Understanding]] = {}
    for name in knowledge.types():
        for one in knowledge.understandings(name):
            if one.interfaces:
                key = (provider_of(name), one.capability, tuple(one.interfaces), one.data, one.runtime, one.operations)
                found.setdefault(key, (provider_of(name), one))
    return list(found.values())[::STEP]


def scored(rules: Any, every: list[tuple[str, Understanding]]) -> list[UnderstandingScore]:
    scorers = {provider: Scorer(rules, provider) for provider, _ in every}
    return [scorers[provider].score(one) for provider, one in every]


def rank(score: UnderstandingScore) -> int:
    return EFFORT_CLASSES.index(score.effort_class)


@pytest.mark.parametrize("fidelity", [0.1, 0.6, 1.0])
def test_one_more_independent_implementation_lowers_nothing(knowledge: Knowledge, fidelity: float) -> None:
    every = kinds(knowledge)
    newcomer = Offering(
        id="newcomer",
        name="Newcomer",
        supplier=NEWCOMER,
        capabilities=tuple(knowledge.capabilities),
        interfaces=dict.fromkeys(knowledge.interfaces, fidelity),
    )
    rules = Rules(knowledge, {**knowledge.offerings, newcomer.id: newcomer})
    before, after = scored(knowledge, every), scored(rules, every)
    assert all(new.own >= old.own for old, new in zip(before, after, strict=True))
    assert all(rank(new) <= rank(old) for old, new in zip(before, after, strict=True))
    assert any(new.own > old.own for old, new in zip(before, after, strict=True))


def test_one_offering_less_raises_nothing(knowledge: Knowledge) -> None:
    every = kinds(knowledge)
    before = scored(knowledge, every)
    for gone in ("lambda-elsewhere", "elasticmq"):
        assert gone in knowledge.offerings
        left = {key: one for key, one in knowledge.offerings.items() if key != gone}
        after = scored(Rules(knowledge, left), every)
        assert all(new.own <= old.own for old, new in zip(before, after, strict=True)), gone
        assert all(rank(new) >= rank(old) for old, new in zip(before, after, strict=True)), gone


def test_one_more_proprietary_tie_raises_nothing(knowledge: Knowledge) -> None:
    every = kinds(knowledge)
    tied = [(provider, replace(one, operations=(*one.operations, "aws-iam"))) for provider, one in every]
    assert all(new.own <= old.own for old, new in zip(scored(knowledge, every), scored(knowledge, tied), strict=True))


def test_the_same_interfaces_score_the_same_where_nobody_of_the_three_offers_them(knowledge: Knowledge) -> None:
    """Each provider's own offerings count against it alone, so they are left out here."""
    three = {"aws", "azure", "google"}
    parents = {one.parent for one in knowledge.suppliers.values() if one.provider in three}
    left = {
        key: one for key, one in knowledge.offerings.items() if knowledge.suppliers[one.supplier].parent not in parents
    }
    scorers = [Scorer(Rules(knowledge, left), provider) for provider in sorted(three)]
    for _, one in kinds(knowledge):
        scores = {scorer.score(one).own for scorer in scorers}
        assert len(scores) == 1, one.rule


def test_work_never_gets_easier_as_the_best_substitute_gets_worse(knowledge: Knowledge) -> None:
    """Of one capability and the same surfaces, what is spoken more faithfully is never more work."""
    found: dict[tuple[object, ...], list[UnderstandingScore]] = {}
    every = kinds(knowledge)
    for (_, one), score in zip(every, scored(knowledge, every), strict=True):
        surfaces = tuple(sorted({knowledge.interfaces[name].surface for name in one.interfaces}))
        if "small" not in surfaces:
            found.setdefault((one.capability, surfaces), []).append(score)
    for alike in found.values():
        ordered = sorted(alike, key=lambda score: -score.best_fidelity)
        assert [rank(score) for score in ordered] == sorted(rank(score) for score in ordered)


def test_things_that_differ_in_the_interface_alone_have_score_and_work_in_one_order(knowledge: Knowledge) -> None:
    """Same capability, one interface each: a class of less work reaches at least as high, a few points aside."""
    scorer = Scorer(knowledge, "aws")
    for capability, interfaces in spoken(knowledge).items():
        alone = [
            scorer.score(
                Understanding(rule="x", name="x", capability=capability, role="workload", interfaces={interface: 1.0})
            )
            for interface in interfaces
        ]
        best = {rank(one): max(other.own for other in alone if rank(other) == rank(one)) for one in alone}
        ordered = [best[key] for key in sorted(best)]
        assert all(easier >= harder - FEW for easier, harder in pairwise(ordered)), capability


def spoken(knowledge: Knowledge) -> dict[str, set[str]]:
    """Give the interfaces each capability is offered through, and one of each surface that nobody speaks."""
    silent = {"aws-kms-api", "aws-eventbridge", "aws-states-language"}
    found = {capability: set(silent) for capability in knowledge.capabilities}
    for offering in knowledge.offerings.values():
        for capability in offering.capabilities:
            found[capability].update(offering.interfaces)
    return found
