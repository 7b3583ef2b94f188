"""What the rules come out as, at every provider: infrastructure freer than platforms, these than what one alone has."""

from itertools import pairwise
from statistics import median

import pytest

from lockscan.knowledge import Knowledge
from lockscan.knowledge.naming import provider_of
from lockscan.model.profile import Profile
from lockscan.model.resource import TypeName
from lockscan.scoring import UnderstandingScore, understanding_scores

SERVERS = ("AWS::EC2::Instance", "Microsoft.Compute/virtualMachines", "compute.googleapis.com/Instance")
DISKS = ("AWS::EC2::Volume", "Microsoft.Compute/disks", "compute.googleapis.com/Disk")
NETWORKS = ("AWS::EC2::VPC", "Microsoft.Network/virtualNetworks", "compute.googleapis.com/Network")
BALANCERS = (
    "AWS::ElasticLoadBalancingV2::LoadBalancer",
    "Microsoft.Network/loadBalancers",
    "compute.googleapis.com/ForwardingRule",
)
OPEN_DATABASES = (
    "AWS::RDS::DBInstance",
    "Microsoft.DBforPostgreSQL/flexibleServers",
    "sqladmin.googleapis.com/Instance",
)
SAME = (SERVERS, DISKS, NETWORKS, BALANCERS, OPEN_DATABASES)
KEYS = ("AWS::KMS::Key", "Microsoft.KeyVault/vaults/keys", "cloudkms.googleapis.com/CryptoKey")
"""What one provider's engineers would call the same thing as another's."""

INFRASTRUCTURE = (*SERVERS, *DISKS, *NETWORKS, *BALANCERS)
PLATFORMS = (
    *("AWS::Lambda::Function", "AWS::DynamoDB::Table", "AWS::SQS::Queue", "AWS::Kinesis::Stream"),
    *("Microsoft.Web/sites/functions", "Microsoft.EventHub/namespaces", "Microsoft.ServiceBus/namespaces/queues"),
    *("cloudfunctions.googleapis.com/Function", "pubsub.googleapis.com/Topic", "cloudtasks.googleapis.com/Queue"),
)
ALONE = (
    *("AWS::StepFunctions::StateMachine", "AWS::SageMaker::Pipeline", "AWS::QuickSight::Dashboard"),
    *(
        "Microsoft.Logic/workflows",
        "Microsoft.DataFactory/factories/pipelines",
        "Microsoft.DocumentDB/databaseAccounts",
    ),
    *("workflows.googleapis.com/Workflow", "dialogflow.googleapis.com/Agent", "firestore.googleapis.com/Database"),
)


def scored(knowledge: Knowledge, type_: str) -> UnderstandingScore:
    known = knowledge.classify(Profile(TypeName(type_)))
    assert known.level == "type", type_
    return understanding_scores(knowledge, known.understandings[0], provider_of(type_))


def portability(knowledge: Knowledge, type_: str) -> float:
    return scored(knowledge, type_).own


@pytest.mark.parametrize(
    ("family", "low", "high"),
    [(INFRASTRUCTURE, 78, 90), (OPEN_DATABASES, 70, 88), (PLATFORMS, 35, 66), (KEYS, 25, 45), (ALONE, 5, 35)],
)
def test_each_family_lies_where_an_engineer_would_put_it(
    knowledge: Knowledge, family: tuple[str, ...], low: float, high: float
) -> None:
    scores = {type_: round(portability(knowledge, type_), 1) for type_ in family}
    assert all(low <= score <= high for score in scores.values()), scores


def test_the_families_are_in_order(knowledge: Knowledge) -> None:
    families = (INFRASTRUCTURE, OPEN_DATABASES, PLATFORMS, ALONE)
    medians = [median(portability(knowledge, type_) for type_ in family) for family in families]
    assert all(freer > tighter for freer, tighter in pairwise(medians)), medians


@pytest.mark.parametrize("family", [*SAME, KEYS])
def test_the_same_thing_scores_the_same_whoever_runs_it(knowledge: Knowledge, family: tuple[str, ...]) -> None:
    scores = {type_: portability(knowledge, type_) for type_ in family}
    assert max(scores.values()) - min(scores.values()) < 2, scores
    assert len({scored(knowledge, type_).effort_class for type_ in family}) == 1


def test_a_key_value_store_with_other_implementations_is_not_a_zero(knowledge: Knowledge) -> None:
    score = scored(knowledge, "AWS::DynamoDB::Table")
    assert score.alternatives
    assert 0 < score.best_fidelity < 1
    for alternative in score.alternatives:
        sources = [knowledge.sources[name] for name in knowledge.offerings[alternative.offering].sources]
        assert any(not source.judgement for source in sources)
