"""What holds of every provider's rules, and what an engineer expects of each: `expected/<provider>.yaml`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from lockscan.connectors.terraform.neutral import neutral_facts
from lockscan.knowledge.knowledge import Knowledge
from lockscan.knowledge.model import Understanding
from lockscan.knowledge.naming import provider_of
from lockscan.model.profile import Profile
from lockscan.model.resource import TypeName
from lockscan.vocabulary.data import read_yaml
from lockscan.vocabulary.types import terraform_types
from tests.rules.conftest import Own

TRANSIENT = {"in-memory-database", "volume-snapshot"}
NOTHING_TO_TAKE = {"aws-emr-walworkspace"}
"""A log that is emptied into the cluster it belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Names are rules' ids, types, or Terraform's names."""

    provider: str
    terraform: Sequence[str]
    """How its Terraform names begin."""

    terraform_names: int
    types: int
    """At least so many are known."""

    ends: int = 0
    """At least so many have an announced end."""

    tiers: Sequence[Sequence[str]] = ()
    """From what leaves most freely to what only this provider has."""

    less_portable: Sequence[tuple[str, str]] = ()
    """What must score below the other, and that other."""

    alike: Sequence[tuple[str, str]] = ()
    """What speaks the same, and so scores the same, whoever sells it."""

    planned: Sequence[Mapping[str, Any]] = ()
    """What a plan says, and the one rule it must lead to."""


EXPECTED = [
    Expected(provider=path.stem, **read_yaml(path)) for path in sorted((Path(__file__).parent / "expected").glob("*"))
]


def each(field: str) -> pytest.MarkDecorator:
    """Give one test for every line of that field, whoever's it is."""
    cases = [pytest.param(case, id=f"{e.provider}-{n}") for e in EXPECTED for n, case in enumerate(getattr(e, field))]
    return pytest.mark.parametrize("case", cases)


every_provider = pytest.mark.parametrize("expected", EXPECTED, ids=lambda expected: expected.provider)


def types(knowledge: Knowledge, expected: Expected) -> set[TypeName]:
    return {name for name in knowledge.types() if provider_of(name) == expected.provider}


def understandings(knowledge: Knowledge) -> Iterator[tuple[TypeName, Understanding]]:
    return ((name, one) for name in knowledge.types() for one in knowledge.understandings(name))


@every_provider
def test_the_catalogue_is_known_whole(knowledge: Knowledge, expected: Expected) -> None:
    assert len(types(knowledge, expected)) > expected.types


@every_provider
def test_every_terraform_name_maps_onto_a_type_with_its_own_rule(knowledge: Knowledge, expected: Expected) -> None:
    ours = [name for name in terraform_types() if name.startswith(tuple(expected.terraform))]
    assert len(ours) > expected.terraform_names
    assert {name for name in ours if knowledge.resolve(name)[1] != "type"} == set()


@pytest.mark.parametrize(("provider", "mark"), [("aws", "::"), ("google", "/"), ("azure", "/")])
def test_a_new_type_of_a_known_service_falls_to_its_service(knowledge: Knowledge, provider: str, mark: str) -> None:
    named = {name for name in knowledge.types() if provider_of(name) == provider and mark in name}
    services = {name.rpartition(mark)[0] if mark == "::" else name.partition(mark)[0] for name in named}
    unknown = {service for service in services if knowledge.resolve(f"{service}{mark}NotYetKnown")[1] != "service"}
    assert unknown == set()


def test_only_settings_have_nothing_that_speaks_to_them(knowledge: Knowledge) -> None:
    wrong = {name for name, one in understandings(knowledge) if bool(one.interfaces) == (one.role == "configuration")}
    assert wrong == set()


def test_what_keeps_data_says_how_it_leaves(knowledge: Knowledge) -> None:
    stores = {c.id for c in knowledge.capabilities.values() if c.category in {"Storage", "Databases"}} - TRANSIENT
    kept = [one for _, one in understandings(knowledge) if one.role == "data" and one.capability in stores]
    assert {one.rule for one in kept if not one.data} == NOTHING_TO_TAKE


@every_provider
def test_an_announced_end_is_a_tie_with_a_source_and_a_way_on(knowledge: Knowledge, expected: Expected) -> None:
    ending = [one for name in types(knowledge, expected) for one in knowledge.understandings(name) if one.retires]
    assert len({one.rule for one in ending}) >= expected.ends
    for one in ending:
        assert "retired" in one.commercial, one.rule
        assert one.replacement, one.rule
        assert one.sources, one.rule


@each("less_portable")
def test_facts_move_portability_the_way_an_engineer_expects(own: Own, case: tuple[str, str]) -> None:
    lower, higher = case
    assert own(lower) < own(higher)


@each("alike")
def test_what_speaks_the_same_scores_the_same_whoever_sells_it(own: Own, case: tuple[str, str]) -> None:
    ours, theirs = case
    assert own(ours) == pytest.approx(own(theirs), abs=3)


@pytest.mark.parametrize("expected", [e for e in EXPECTED if e.tiers], ids=lambda expected: expected.provider)
def test_infrastructure_leaves_more_freely_than_what_only_one_provider_has(own: Own, expected: Expected) -> None:
    tiers = [[own(name) for name in tier] for tier in expected.tiers]
    for freer, tied in pairwise(tiers):
        assert min(freer) >= max(tied)
    assert mean(tiers[0]) - mean(tiers[-1]) > 40


@each("planned")
def test_a_plan_says_what_the_rules_ask_for(knowledge: Knowledge, case: Mapping[str, Any]) -> None:
    said = neutral_facts(case["type"], case["values"]).items()
    facts = tuple(sorted((fact, value) for fact, value in said if isinstance(value, str | bool)))
    profile = Profile(type=TypeName(case["type"]), facts=facts)
    assert {one.rule for one in knowledge.classify(profile).understandings} == {case["rule"]}
