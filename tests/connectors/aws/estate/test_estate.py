"""What the connector makes of an estate whose content is known."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from lockscan.collection.interface import Request
from lockscan.connectors.aws import Aws
from lockscan.demo.tenant import not_served
from lockscan.model.record import Record
from lockscan.model.scope import ScopeState

SECRET = "hunter2-planted-secret-Zq81"
REGIONS = ("eu-west-1", "eu-west-2")

GIVEN = {
    # what an account has before anyone creates anything, and what comes with what we created
    "AWS::Athena::WorkGroup": 2,
    "AWS::EC2::NetworkInterface": 2,  # the instances' own
    "AWS::EC2::VPC": 2,
    "AWS::EC2::Subnet": 6,
    "AWS::EC2::SecurityGroup": 4,  # the default VPC's and the planted one's
    "AWS::EC2::RouteTable": 4,
    "AWS::EC2::NetworkAcl": 4,
    "AWS::EC2::Volume": 2,  # the instances' own
    "AWS::EC2::Snapshot": 2,  # the images' own
    "AWS::Events::EventBus": 2,
    "AWS::KMS::Key": 0,
    "AWS::MemoryDB::SubnetGroup": 2,
    "AWS::SSO::Instance": 2,
    "AWS::Scheduler::ScheduleGroup": 2,
    "AWS::IAM::Role": 1,
}


@pytest.fixture(scope="module")
def read(planted: list[Any], read_all: Callable[..., Any]) -> Any:
    assert planted
    return read_all(Aws(attempts=1).units(Request(regions=REGIONS, skip=not_served("aws"))))


def found(records: Sequence[Record], kind: str, ending: str, region: str) -> list[Record]:
    return [
        record
        for record in records
        if record.resource.type == kind and record.resource.id.endswith(ending) and record.resource.region == region
    ]


def planted_ids(planted: list[Any]) -> Iterator[tuple[str, str, str]]:
    for part in planted:
        for kind, ending in part.ids:
            yield part.region, kind, ending


def test_every_planted_object_is_found_once_in_its_region(planted: list[Any], read: Any) -> None:
    wrong = {
        (region, kind, ending): len(found(read.records, kind, ending, region))
        for region, kind, ending in planted_ids(planted)
        if len(found(read.records, kind, ending, region)) != 1
    }
    assert wrong == {}


def test_nothing_is_found_twice(read: Any) -> None:
    counts = Counter(record.resource.id for record in read.records)
    assert {key: count for key, count in counts.items() if count > 1} == {}


def test_nothing_is_found_that_was_not_planted_or_given(planted: list[Any], read: Any) -> None:
    expected = Counter(kind for _, kind, _ in planted_ids(planted)) + Counter(GIVEN)
    assert Counter(record.resource.type for record in read.records) == expected


def test_planted_references_are_candidates(planted: list[Any], read: Any) -> None:
    missing = []
    for part in planted:
        for source, target in part.references:
            (holder,) = [record for record in read.records if matches(record, source, part.region)]
            (held,) = [record for record in read.records if matches(record, target, part.region)]
            known = {identity.key for identity in held.identities}
            if not known & {candidate.key for candidate in holder.candidates}:
                missing.append((source, target))
    assert missing == []


def matches(record: Record, ending: str, region: str) -> bool:
    return record.resource.id.endswith(ending) and record.resource.region in {region, "global"}


def test_a_planted_secret_is_nowhere(read: Any) -> None:
    assert SECRET not in repr(read)


def test_tags_are_kept_by_key_and_their_values_by_the_list(read: Any) -> None:
    for kind, ending in (
        ("AWS::EC2::Instance", ""),
        ("AWS::RDS::DBInstance", ":ledger"),
        ("AWS::SQS::Queue", ":jobs"),
        ("AWS::DynamoDB::Table", "claims"),
        ("AWS::S3::Bucket", "council-eu-west-2"),
        ("AWS::Lambda::Function", "assess"),
        ("AWS::SecretsManager::Secret", ""),
    ):
        (record,) = found(read.records, kind, ending, "eu-west-2")
        tags = record.resource.tags
        assert (tags["application"], tags["note"]) == ("benefits", None), kind


def test_facts_are_in_our_own_words(read: Any) -> None:
    def facts(kind: str, ending: str) -> Any:
        (record,) = found(read.records, kind, ending, "eu-west-2")
        return record.resource.facts

    ledger = facts("AWS::RDS::DBInstance", ":ledger")
    assert (ledger["engine"], ledger["engine_version"], ledger["allocated_gb"]) == ("postgres", "15", 53.6870912)
    function = facts("AWS::Lambda::Function", "assess")
    assert (function["runtime"], function["packaging"]) == ("python", "zip")
    bucket = facts("AWS::S3::Bucket", "council-eu-west-2")
    assert (bucket["customer_key"], bucket["versioned"], bucket["encrypted"]) == (True, False, True)
    assert "size_gb" not in bucket  # nobody measured it: unknown, not nothing
    assert facts("AWS::SQS::Queue", ":jobs")["customer_key"] is True
    assert facts("AWS::SQS::Queue", ":dead")["customer_key"] is False
    assert facts("AWS::EC2::Instance", "")["lifecycle"] == "permanent"
    assert facts("AWS::KMS::Key", "")["manager"] == "customer"


def test_a_stack_is_the_application_of_what_it_made(read: Any) -> None:
    (stack,) = found(read.records, "AWS::CloudFormation::Stack", "", "eu-west-2")
    assert stack.resource.application == "site"


def test_parts_know_what_they_belong_to(read: Any) -> None:
    (listener,) = found(read.records, "AWS::ElasticLoadBalancingV2::Listener", "", "eu-west-2")
    (balancer,) = found(read.records, "AWS::ElasticLoadBalancingV2::LoadBalancer", "", "eu-west-2")
    assert listener.resource.parent == balancer.resource.id


def test_every_question_has_its_answer_in_the_ledger(read: Any) -> None:
    assert read.scope("AWS::ECS::Service", "eu-west-2").state is ScopeState.OK
    assert read.scope("AWS::Neptune::DBCluster", "eu-west-2").state is ScopeState.OK
    assert read.scope("AWS::DocDB::DBCluster", "eu-west-2").state is ScopeState.EMPTY
    assert read.scope("AWS::MSK::Cluster", "eu-west-1").state is ScopeState.EMPTY
    keys = Counter((scope.type, scope.region) for scope in read.scopes if not scope.type.endswith("::Tags"))
    assert {key: count for key, count in keys.items() if count > 1} == {}
