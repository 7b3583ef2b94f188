"""What the rules say of IBM Cloud alone: an instance is judged by the service it is of."""

import pytest

from lockscan.knowledge.knowledge import Knowledge
from lockscan.model.profile import Profile
from lockscan.model.resource import TypeName


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
