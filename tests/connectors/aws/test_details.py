"""Second questions are asked of as many as pay; of how many they were not asked is told."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import boto3
import pytest

from lockscan.collection.interface import Request
from lockscan.connectors.aws import Aws
from lockscan.connectors.aws.loading import shipped_catalog
from lockscan.connectors.aws.shaping import record
from lockscan.model.scope import ScopeState
from lockscan.vocabulary.facts import Fact

REGION = "ap-southeast-2"
TABLE = "AWS::DynamoDB::Table"


@pytest.fixture
def _tables(moto_endpoint: str, anywhere: Callable[[str], None]) -> None:
    anywhere(moto_endpoint)
    dynamodb: Any = boto3.client("dynamodb", REGION)
    known = dynamodb.list_tables()["TableNames"]
    for name in {"detail-1", "detail-2", "detail-3"} - set(known):
        dynamodb.create_table(
            TableName=name, BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "k", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "k", "AttributeType": "S"}],
        )  # fmt: skip


@pytest.mark.usefixtures("_tables")
def test_details_end_at_their_limit_and_say_so(read_all: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    few = tuple(
        replace(entry, list=replace(entry.list, size=1), details=(replace(entry.details[0], most=2),))
        for entry in shipped_catalog()
        if entry.type == TABLE
    )
    monkeypatch.setattr("lockscan.connectors.aws.loading.shipped_catalog", lambda: few)
    read = read_all(Aws(attempts=1).units(Request(regions=(REGION,))))
    scope = read.scope(TABLE, REGION)
    assert len(read.records) == 3
    assert sum("object_count" in record.resource.facts for record in read.records) == 2
    assert scope.state is ScopeState.PARTIAL
    assert "dynamodb:DescribeTable was asked for the first 2 only" in scope.reason


@pytest.mark.usefixtures("_tables")
def test_a_capped_list_is_counted_to_its_end(read_all: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    few = tuple(
        replace(entry, cap=1, list=replace(entry.list, size=1)) for entry in shipped_catalog() if entry.type == TABLE
    )
    monkeypatch.setattr("lockscan.connectors.aws.loading.shipped_catalog", lambda: few)
    read = read_all(Aws(attempts=1).units(Request(regions=(REGION,))))
    scope = read.scope(TABLE, REGION)
    assert len(read.records) == 1
    assert (scope.state, scope.reason) == (ScopeState.CAPPED, "read 1 of 3: the others are only counted")


ISSUER = "oidc.eks.eu-west-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
TRUSTED = [f"arn:aws:iam::123456789012:oidc-provider/{ISSUER}"]
NONE: list[str] = []


@pytest.mark.parametrize(
    ("answer", "binding", "addons"),
    [
        ({"podIdentities": ["a-1"], "trustedIssuers": TRUSTED, "addonNames": ["vpc-cni"]}, "pod-identity", "provider"),
        ({"podIdentities": NONE, "trustedIssuers": TRUSTED, "addonNames": NONE}, "irsa", "none"),
        ({"podIdentities": NONE, "trustedIssuers": ["arn:aws:iam::1:oidc-provider/other"]}, "node", None),
        ({"podIdentities": NONE}, None, None),
    ],
)
def test_how_pods_get_rights_is_told_only_where_it_could_be_read(
    answer: dict[str, Any], binding: str | None, addons: str | None
) -> None:
    item = {"name": "kube", "identity": {"oidc": {"issuer": f"https://{ISSUER}"}}, **answer}
    facts = facts_of_item("AWS::EKS::Cluster", item)
    assert (facts.get("identity_binding"), facts.get("addons")) == (binding, addons)


def facts_of_item(kind: str, item: dict[str, Any]) -> dict[str, Fact]:
    (entry,) = [entry for entry in shipped_catalog() if entry.type == kind]
    view = {**item, "here": {"partition": "aws", "account": "123456789012", "region": REGION}, "parent": {}}
    found = record(entry, item, view, region=REGION, tags={}, sizes={})
    assert found is not None
    return dict(found.resource.facts)
