"""What the rules say of OpenStack alone."""

import pytest

from lockscan.knowledge.knowledge import Knowledge

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


@pytest.mark.parametrize("name", OFTEN_USED)
def test_heats_resources_are_known_by_their_own_rule(knowledge: Knowledge, name: str) -> None:
    assert knowledge.resolve(name) == (name, "type")
