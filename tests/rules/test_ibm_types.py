"""What the rules say of IBM Cloud: every Terraform name is known, and an instance is judged by the service it is of."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from lockscan.connectors.terraform.neutral import neutral_facts
from lockscan.knowledge.knowledge import Knowledge
from lockscan.knowledge.model import Understanding
from lockscan.knowledge.naming import provider_of
from lockscan.model.profile import Profile
from lockscan.model.resource import TypeName
from lockscan.scoring.understanding import understanding_scores
from lockscan.vocabulary.types import terraform_types

ALIKE = (
    ("ibm_is_instance", "AWS::EC2::Instance"),
    ("ibm_is_volume", "AWS::EC2::Volume"),
    ("ibm_is_vpc", "AWS::EC2::VPC"),
    ("ibm_cos_bucket", "AWS::S3::Bucket"),
    ("ibm_container_vpc_cluster", "AWS::EKS::Cluster"),
    ("ibm_database", "AWS::RDS::DBInstance"),
)
IN_ORDER = ("ibm_is_vpc", "ibm_code_engine_app", "ibm_tg_gateway", "ibm_iam_access_group")
"""From what leaves most freely to what only IBM has."""


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load()


def understandings(knowledge: Knowledge) -> Iterator[tuple[str, Understanding]]:
    for name in knowledge.types():
        if name.startswith("IBM::"):
            for understanding in knowledge.understandings(name):
                yield name, understanding


def portability(knowledge: Knowledge, name: str) -> float:
    provider = provider_of(knowledge.resolve(name)[0])
    return understanding_scores(knowledge, knowledge.understandings(name)[0], provider).own


def test_every_terraform_name_maps_onto_a_type_with_its_own_rule(knowledge: Knowledge) -> None:
    ours = [name for name in terraform_types() if name.startswith("ibm_")]
    assert len(ours) > 614
    assert {name for name in ours if knowledge.resolve(name)[1] != "type"} == set()


def test_only_settings_have_nothing_that_speaks_to_them(knowledge: Knowledge) -> None:
    wrong = {name for name, one in understandings(knowledge) if bool(one.interfaces) == (one.role == "configuration")}
    assert wrong == set()


def test_what_keeps_data_says_how_it_leaves(knowledge: Knowledge) -> None:
    stores = {c.id for c in knowledge.capabilities.values() if c.category in {"Storage", "Databases"}}
    kept = [one for _, one in understandings(knowledge) if one.role == "data" and one.capability in stores]
    assert {one.rule for one in kept if not one.data} == set()


@pytest.mark.parametrize(("ours", "theirs"), ALIKE)
def test_what_speaks_the_same_scores_the_same_as_at_aws(knowledge: Knowledge, ours: str, theirs: str) -> None:
    assert portability(knowledge, ours) == pytest.approx(portability(knowledge, theirs), abs=3)


def test_infrastructure_leaves_more_freely_than_what_only_ibm_has(knowledge: Knowledge) -> None:
    scores = [portability(knowledge, name) for name in IN_ORDER]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] - scores[-1] > 40


@pytest.mark.parametrize(
    ("engine", "capability"),
    [
        ("databases-for-postgresql", "relational-database"),
        ("databases-for-mongodb", "document-database"),
        ("messages-for-rabbitmq", "message-broker"),
        ("kms", "key-management"),
        ("cloud-object-storage", "object-storage"),
    ],
)
def test_an_instance_is_what_its_service_is(knowledge: Knowledge, engine: str, capability: str) -> None:
    profile = Profile(type=TypeName("ibm_resource_instance"), facts=(("engine", engine),))
    assert [one.capability for one in knowledge.classify(profile).understandings] == [capability]


def test_an_instance_of_an_unknown_service_stays_open(knowledge: Knowledge) -> None:
    assert len(knowledge.classify(Profile(type=TypeName("ibm_resource_instance"))).understandings) > 10


def planned(knowledge: Knowledge, name: str, values: Mapping[str, Any]) -> set[str]:
    """Give the rules that a planned resource may fall under."""
    said = neutral_facts(name, values).items()
    facts = tuple(sorted((fact, value) for fact, value in said if isinstance(value, str | bool)))
    return {one.rule for one in knowledge.classify(Profile(type=TypeName(name), facts=facts)).understandings}


@pytest.mark.parametrize(
    ("name", "values", "rule"),
    [
        ("ibm_database", {"service": "databases-for-redis"}, "ibm-database-redis"),
        ("ibm_resource_instance", {"service": "kms"}, "ibm-resource-instance-kms"),
        ("ibm_container_vpc_cluster", {"kube_version": "4.16_openshift"}, "ibm-containers-cluster-openshift"),
        ("ibm_container_vpc_cluster", {"kube_version": "1.31.2"}, "ibm-containers-kubernetes-cluster"),
    ],
)
def test_a_plan_says_what_the_rules_ask_for(
    knowledge: Knowledge, name: str, values: Mapping[str, Any], rule: str
) -> None:
    assert planned(knowledge, name, values) == {rule}
