"""What the rules come out as: infrastructure freer than platforms, these freer than what one provider alone speaks."""

from statistics import median

import pytest

from lockscan.knowledge import Knowledge
from lockscan.model.profile import Profile
from lockscan.model.resource import TypeName
from lockscan.scoring import understanding_scores

INFRASTRUCTURE = (
    "AWS::EC2::Instance",
    "AWS::EC2::Volume",
    "AWS::EC2::VPC",
    "AWS::ElasticLoadBalancingV2::LoadBalancer",
)
OPEN_ENGINES = ("AWS::RDS::DBInstance", "AWS::ElastiCache::ReplicationGroup", "AWS::MSK::Cluster", "AWS::S3::Bucket")
PLATFORMS = ("AWS::Lambda::Function", "AWS::DynamoDB::Table", "AWS::SQS::Queue", "AWS::ECS::Service")
ALONE = ("AWS::StepFunctions::StateMachine", "AWS::SageMaker::Pipeline", "AWS::Kinesis::Stream", "AWS::KMS::Key")


def portability(knowledge: Knowledge, type_: str) -> float:
    known = knowledge.classify(Profile(TypeName(type_)))
    return understanding_scores(knowledge, known.understandings[0], "aws", "any").own


@pytest.mark.parametrize(
    ("family", "low", "high"),
    [(INFRASTRUCTURE, 75, 95), (OPEN_ENGINES, 70, 88), (PLATFORMS, 35, 60), (ALONE, 5, 35)],
)
def test_each_family_lies_where_an_engineer_would_put_it(
    knowledge: Knowledge, family: tuple[str, ...], low: float, high: float
) -> None:
    scores = {type_: round(portability(knowledge, type_), 1) for type_ in family}
    assert all(low <= score <= high for score in scores.values()), scores


def test_the_families_are_in_order(knowledge: Knowledge) -> None:
    families = (INFRASTRUCTURE, OPEN_ENGINES, PLATFORMS, ALONE)
    medians = [median(portability(knowledge, type_) for type_ in family) for family in families]
    assert medians == sorted(medians, reverse=True)


def test_a_key_value_store_with_other_implementations_is_not_a_zero(knowledge: Knowledge) -> None:
    table = knowledge.classify(Profile(TypeName("AWS::DynamoDB::Table"))).understandings[0]
    score = understanding_scores(knowledge, table, "aws", "any")
    assert score.alternatives
    assert 0 < score.best_fidelity < 1
    for alternative in score.alternatives:
        sources = [knowledge.sources[name] for name in knowledge.offerings[alternative.offering].sources]
        assert any(not source.judgement for source in sources)
