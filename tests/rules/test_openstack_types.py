"""What the rules say of OpenStack: Heat's and Terraform's names are known, and what is open leaves freely."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from lockscan.connectors.terraform.neutral import neutral_facts
from lockscan.knowledge.knowledge import Knowledge
from lockscan.knowledge.model import Understanding
from lockscan.model.profile import Profile
from lockscan.model.resource import TypeName
from lockscan.scoring.understanding import understanding_scores
from lockscan.vocabulary.types import terraform_types

OFTEN_USED = (
    "OS::Nova::Server",
    "OS::Nova::KeyPair",
    "OS::Cinder::Volume",
    "OS::Neutron::Net",
    "OS::Neutron::Subnet",
    "OS::Neutron::Router",
    "OS::Neutron::FloatingIP",
    "OS::Neutron::SecurityGroup",
    "OS::Octavia::LoadBalancer",
    "OS::Swift::Container",
    "OS::Trove::Instance",
    "OS::Heat::AutoScalingGroup",
    "OS::Heat::WaitCondition",
)
FREER = (
    ("OS::Nova::Server", "AWS::EC2::Instance"),
    ("OS::Cinder::Volume", "AWS::EC2::Volume"),
    ("OS::Trove::Instance", "AWS::RDS::DBInstance"),
    ("OS::Magnum::Cluster", "AWS::EKS::Cluster"),
    ("OS::Keystone::User", "AWS::IAM::User"),
)
"""What is run by open software is tied to no provider's identity and management."""


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load()


def understandings(knowledge: Knowledge) -> Iterator[tuple[str, Understanding]]:
    for name in knowledge.types():
        if name.startswith("OS::"):
            for understanding in knowledge.understandings(name):
                yield name, understanding


@pytest.mark.parametrize("name", OFTEN_USED)
def test_heats_resources_are_known_by_their_own_rule(knowledge: Knowledge, name: str) -> None:
    assert knowledge.resolve(name) == (name, "type")


def test_every_terraform_name_maps_onto_a_type_with_its_own_rule(knowledge: Knowledge) -> None:
    ours = [name for name in terraform_types() if name.startswith("openstack_")]
    assert len(ours) > 120
    assert {name for name in ours if knowledge.resolve(name)[1] != "type"} == set()


def test_only_settings_have_nothing_that_speaks_to_them(knowledge: Knowledge) -> None:
    wrong = {name for name, one in understandings(knowledge) if bool(one.interfaces) == (one.role == "configuration")}
    assert wrong == set()


@pytest.mark.parametrize(("open_", "managed"), FREER)
def test_what_open_software_runs_leaves_more_freely(knowledge: Knowledge, open_: str, managed: str) -> None:
    ours, theirs = knowledge.understandings(open_)[0], knowledge.understandings(managed)[0]
    assert (
        understanding_scores(knowledge, ours, "openstack").own > understanding_scores(knowledge, theirs, "aws").own + 5
    )


def planned(knowledge: Knowledge, name: str, values: Mapping[str, Any]) -> set[str]:
    """Give the rules that a planned resource may fall under."""
    said = neutral_facts(name, values).items()
    facts = tuple(sorted((fact, value) for fact, value in said if isinstance(value, str | bool)))
    return {one.rule for one in knowledge.classify(Profile(type=TypeName(name), facts=facts)).understandings}


@pytest.mark.parametrize(
    ("name", "values", "rule"),
    [
        ("openstack_db_instance_v1", {"datastore": [{"type": "mariadb"}]}, "openstack-trove-instance-mysql"),
        ("openstack_db_instance_v1", {"datastore": [{"type": "redis"}]}, "openstack-trove-instance-redis"),
    ],
)
def test_a_plan_says_what_the_rules_ask_for(
    knowledge: Knowledge, name: str, values: Mapping[str, Any], rule: str
) -> None:
    assert planned(knowledge, name, values) == {rule}
