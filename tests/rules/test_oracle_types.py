"""What the rules say of Oracle Cloud: every Terraform name is known, and what speaks the same scores as elsewhere."""

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
    ("oci_core_instance", "AWS::EC2::Instance"),
    ("oci_core_volume", "AWS::EC2::Volume"),
    ("oci_core_vcn", "AWS::EC2::VPC"),
    ("oci_redis_redis_cluster", "AWS::ElastiCache::ReplicationGroup"),
    ("oci_containerengine_cluster", "AWS::EKS::Cluster"),
    ("oci_managed_kafka_kafka_cluster", "AWS::MSK::Cluster"),
    ("oci_kms_key", "AWS::KMS::Key"),
    ("oci_objectstorage_bucket", "storage.googleapis.com/Bucket"),
)
IN_ORDER = (
    "oci_core_vcn",
    "oci_streaming_stream",
    "oci_apigateway_gateway",
    "oci_queue_queue",
    "oci_identity_policy",
    "oci_nosql_table",
)
"""From what leaves most freely to what only Oracle has."""


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load()


def understandings(knowledge: Knowledge) -> Iterator[tuple[str, Understanding]]:
    for name in knowledge.types():
        if name.startswith("OCI::"):
            for understanding in knowledge.understandings(name):
                yield name, understanding


def portability(knowledge: Knowledge, name: str) -> float:
    provider = provider_of(knowledge.resolve(name)[0])
    return understanding_scores(knowledge, knowledge.understandings(name)[0], provider).own


def test_every_terraform_name_maps_onto_a_type_with_its_own_rule(knowledge: Knowledge) -> None:
    ours = [name for name in terraform_types() if name.startswith("oci_")]
    assert len(ours) > 990
    assert {name for name in ours if knowledge.resolve(name)[1] != "type"} == set()


def test_only_settings_have_nothing_that_speaks_to_them(knowledge: Knowledge) -> None:
    wrong = {name for name, one in understandings(knowledge) if bool(one.interfaces) == (one.role == "configuration")}
    assert wrong == set()


def test_what_keeps_data_says_how_it_leaves(knowledge: Knowledge) -> None:
    stores = {c.id for c in knowledge.capabilities.values() if c.category in {"Storage", "Databases"}}
    silent = {
        one.rule
        for _, one in understandings(knowledge)
        if one.role == "data" and one.capability in stores and not one.data
    }
    assert silent == set()


@pytest.mark.parametrize(("ours", "theirs"), ALIKE)
def test_what_speaks_the_same_scores_the_same(knowledge: Knowledge, ours: str, theirs: str) -> None:
    assert portability(knowledge, ours) == pytest.approx(portability(knowledge, theirs), abs=3)


def test_infrastructure_leaves_more_freely_than_what_only_oracle_has(knowledge: Knowledge) -> None:
    scores = [portability(knowledge, name) for name in IN_ORDER]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] - scores[-1] > 40


def test_a_licence_in_the_price_holds_more_than_one_brought_along(knowledge: Knowledge) -> None:
    included, brought = knowledge.understandings("oci_database_autonomous_database")
    assert (
        understanding_scores(knowledge, included, "oracle").own < understanding_scores(knowledge, brought, "oracle").own
    )


def planned(knowledge: Knowledge, name: str, values: Mapping[str, Any]) -> set[str]:
    """Give the rules that a planned resource may fall under."""
    said = neutral_facts(name, values).items()
    facts = tuple(sorted((fact, value) for fact, value in said if isinstance(value, str | bool)))
    return {one.rule for one in knowledge.classify(Profile(type=TypeName(name), facts=facts)).understandings}


@pytest.mark.parametrize(
    ("name", "values", "rule"),
    [
        ("oci_database_autonomous_database", {"license_model": "LICENSE_INCLUDED"}, "oci-database-autonomousdatabase"),
        (
            "oci_database_autonomous_database",
            {"license_model": "BRING_YOUR_OWN_LICENSE"},
            "oracle-database-autonomous-byol",
        ),
        ("oci_objectstorage_bucket", {"storage_tier": "Archive"}, "oracle-objectstorage-bucket-archive"),
        ("oci_objectstorage_bucket", {}, "oci-objectstorage-bucket"),
    ],
)
def test_a_plan_says_what_the_rules_ask_for(
    knowledge: Knowledge, name: str, values: Mapping[str, Any], rule: str
) -> None:
    assert planned(knowledge, name, values) == {rule}
