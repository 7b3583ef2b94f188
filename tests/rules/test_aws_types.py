"""What the rules say of AWS alone."""

import pytest

from lockscan.connectors.aws.loading import shipped_catalog
from lockscan.knowledge.knowledge import Knowledge
from lockscan.model.profile import Profile
from lockscan.model.resource import TypeName
from lockscan.scoring.understanding import understanding_scores


def test_every_type_the_connector_collects_has_its_own_rule(knowledge: Knowledge) -> None:
    collected = {entry.type for entry in shipped_catalog()}
    collected |= {name for entry in shipped_catalog() for name in entry.otherwise.values() if name}
    assert {name for name in collected if knowledge.resolve(name)[1] != "type"} == set()


def test_open_engines_are_spoken_elsewhere(knowledge: Knowledge) -> None:
    for rule in (
        "aws-rds-db-instance-postgresql",
        "aws-elasticache-replicationgroup",
        "aws-msk-cluster",
        "aws-s3-bucket",
    ):
        understanding = knowledge.understanding(rule)
        assert understanding is not None
        score = understanding_scores(knowledge, understanding, "aws")
        assert len({one.independent for one in score.alternatives}) >= 5, rule


@pytest.mark.parametrize(
    "name",
    [
        "AWS::IAM::Role",
        "AWS::KMS::Key",
        "AWS::EC2::NetworkInterface",
        "AWS::Events::Rule",
        "AWS::SecretsManager::Secret",
    ],
)
def test_what_aws_made_for_itself_holds_nobody(knowledge: Knowledge, name: str) -> None:
    def role(manager: str) -> str:
        profile = Profile(type=TypeName(name), facts=(("manager", manager),))
        return knowledge.classify(profile).understandings[0].role

    assert role("provider") == "configuration"
    assert role("customer") != "configuration"
