"""What the rules say of AWS: every name that our readers give is known, and facts move the answer the right way."""

from collections.abc import Iterator
from statistics import mean

import pytest

from lockscan.connectors.aws.loading import shipped_catalog
from lockscan.knowledge.knowledge import Knowledge
from lockscan.knowledge.model import Understanding
from lockscan.model.profile import Profile
from lockscan.model.resource import TypeName
from lockscan.scoring.understanding import understanding_scores
from lockscan.vocabulary.types import terraform_types

INFRASTRUCTURE = (
    "AWS::EC2::Instance",
    "AWS::EC2::Volume",
    "AWS::EC2::VPC",
    "AWS::EC2::Subnet",
    "AWS::EC2::SecurityGroup",
    "AWS::EC2::NatGateway",
    "AWS::ElasticLoadBalancingV2::LoadBalancer",
    "AWS::EFS::FileSystem",
)
PLATFORM = (
    "AWS::ECS::Service",
    "AWS::ElasticBeanstalk::Environment",
    "AWS::Lambda::Function",
    "AWS::DynamoDB::Table",
    "AWS::SQS::Queue",
    "AWS::ApiGateway::RestApi",
    "AWS::CloudFront::Distribution",
    "AWS::Glue::Job",
)
PROVIDER_ONLY = (
    "AWS::StepFunctions::StateMachine",
    "AWS::SageMaker::Pipeline",
    "AWS::Bedrock::Agent",
    "AWS::QuickSight::Dashboard",
    "AWS::CodePipeline::Pipeline",
    "AWS::KMS::Key",
    "AWS::Connect::ContactFlow",
    "AWS::IAM::Role",
)
LESS_PORTABLE = (
    ("aws-eks-cluster-aws-identity", "aws-eks-cluster"),
    ("aws-eks-cluster-aws-identity-and-addons", "aws-eks-cluster-aws-identity"),
    ("aws-s3-bucket-object-lock", "aws-s3-bucket"),
    ("aws-s3-bucket-archive", "aws-s3-bucket"),
    ("aws-rds-db-instance-aurora-postgresql", "aws-rds-db-instance-postgresql"),
    ("aws-rds-db-cluster-aurora-postgresql-serverless", "aws-rds-db-cluster-aurora-postgresql"),
    ("aws-rds-db-instance-oracle", "aws-rds-db-instance-oracle-byol"),
    ("aws-rds-db-instance-sqlserver", "aws-rds-db-instance-postgresql"),
    ("aws-ec2-instance-windows", "aws-ec2-instance"),
    ("aws-ecs-service-fargate", "aws-ecs-service-external"),
    ("aws-dynamodb-table-streams", "aws-dynamodb-table"),
    ("aws-lambda-function", "aws-lambda-function-image"),
    ("aws-kms-key", "aws-kms-key-external-material"),
)
"""The rule that must score below the other, and that other."""

TRANSIENT = {"in-memory-database", "volume-snapshot"}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load()


def understandings(knowledge: Knowledge) -> Iterator[tuple[str, Understanding]]:
    for name in knowledge.types():
        if name.startswith("AWS::"):
            for understanding in knowledge.understandings(name):
                yield name, understanding


def portability(knowledge: Knowledge, rule: str) -> float:
    understanding = knowledge.understanding(rule)
    assert understanding is not None, rule
    return understanding_scores(knowledge, understanding, "aws").own


def portability_of_type(knowledge: Knowledge, name: str) -> float:
    return understanding_scores(knowledge, knowledge.understandings(name)[0], "aws").own


def test_every_terraform_name_maps_onto_a_type_with_its_own_rule(knowledge: Knowledge) -> None:
    ours = {name: target for name, target in terraform_types().items() if name.startswith("aws_")}
    assert len(ours) > 1_600
    assert {name for name in ours if knowledge.resolve(name)[1] != "type"} == set()


def test_every_type_the_connector_collects_has_its_own_rule(knowledge: Knowledge) -> None:
    collected = {entry.type for entry in shipped_catalog()}
    collected |= {name for entry in shipped_catalog() for name in entry.otherwise.values() if name}
    assert {name for name in collected if knowledge.resolve(name)[1] != "type"} == set()


def test_a_new_type_of_a_known_service_falls_to_its_service(knowledge: Knowledge) -> None:
    services = {name.rpartition("::")[0] for name in knowledge.types() if name.startswith("AWS::")}
    assert {service for service in services if knowledge.resolve(f"{service}::NotYetKnown")[1] != "service"} == set()


def test_only_settings_have_nothing_that_speaks_to_them(knowledge: Knowledge) -> None:
    wrong = {name for name, one in understandings(knowledge) if bool(one.interfaces) == (one.role == "configuration")}
    assert wrong == set()


def test_what_keeps_data_says_how_it_leaves(knowledge: Knowledge) -> None:
    stores = {c.id for c in knowledge.capabilities.values() if c.category in {"Storage", "Databases"}} - TRANSIENT
    silent = {
        one.rule
        for _, one in understandings(knowledge)
        if one.role == "data" and one.capability in stores and not one.data
    }
    assert silent <= {"aws-emr-walworkspace"}


def test_an_announced_end_is_a_tie_with_a_source_and_a_way_on(knowledge: Knowledge) -> None:
    ending = [one for _, one in understandings(knowledge) if one.retires]
    assert len({one.rule for one in ending}) > 30
    for one in ending:
        assert "retired" in one.commercial, one.rule
        assert one.replacement, one.rule
        assert one.sources, one.rule


@pytest.mark.parametrize(("lower", "higher"), LESS_PORTABLE)
def test_facts_move_portability_the_way_an_engineer_expects(knowledge: Knowledge, lower: str, higher: str) -> None:
    assert portability(knowledge, lower) < portability(knowledge, higher)


def test_infrastructure_leaves_more_freely_than_platform_and_platform_than_what_only_aws_has(
    knowledge: Knowledge,
) -> None:
    infrastructure, platform, provider_only = (
        [portability_of_type(knowledge, name) for name in names] for names in (INFRASTRUCTURE, PLATFORM, PROVIDER_ONLY)
    )
    assert min(infrastructure) > max(platform)
    assert min(platform) > max(provider_only)
    assert mean(infrastructure) - mean(provider_only) > 40


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
