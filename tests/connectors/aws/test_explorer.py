"""What an index knows and nobody collected is told; without an index nothing is lost."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from threading import Thread
from typing import Any

import boto3
import pytest

from lockscan.connectors.aws.clients import Clients, Patience
from lockscan.connectors.aws.explorer import TYPE, cross_check
from lockscan.connectors.aws.loading import shipped_catalog
from lockscan.connectors.aws.permissions import allowed
from lockscan.connectors.aws.tagging import TagIndex
from lockscan.connectors.aws.tenant import Tenant
from lockscan.model.scope import ScopeState
from tests.loopback import Answering

ACCOUNT = "123456789012"


@dataclass
class Index:
    """What the server answers, a list of pages an operation, and which operations it was asked."""

    answers: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    status: int = 200
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


def handler(index: Index) -> type[Answering]:
    class Handler(Answering):
        def respond(self) -> None:
            asked = json.loads(self.asked() or b"{}")
            operation = self.path.strip("/")
            index.asked.append((operation, asked))
            page = int(asked.get("NextToken", 0))
            body = json.dumps(index.answers[operation][page] if index.status == 200 else {"message": "no"}).encode()
            refused = {} if index.status == 200 else {"x-amzn-errortype": "AccessDeniedException"}
            self.send(index.status, {"content-type": "application/json", **refused}, body)

    return Handler


@pytest.fixture
def index(anywhere: Callable[[str], None]) -> Iterator[Index]:
    known = Index()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(known))
    Thread(target=server.serve_forever, daemon=True).start()
    anywhere(f"http://127.0.0.1:{server.server_address[1]}")
    yield known
    server.shutdown()
    server.server_close()


def tenant(*regions: str, whole: bool = True) -> Tenant:
    clients = Clients(boto3.Session(), allowed(shipped_catalog()), account=ACCOUNT, patience=Patience(attempts=1))
    return Tenant(
        account=ACCOUNT, partition="aws", clients=clients, tags=TagIndex(clients), regions=regions, whole=whole
    )


def row(arn: str, told: str, region: str = "eu-west-2", **more: Any) -> dict[str, Any]:
    return {"Arn": arn, "ResourceType": told, "Region": region, "OwningAccountId": ACCOUNT, **more}


def arn(rest: str, region: str = "eu-west-2", account: str = ACCOUNT) -> str:
    service, _, tail = rest.partition(":")
    return f"arn:aws:{service}:{region}:{account}:{tail}"


AGGREGATOR = {"Indexes": [{"Region": "eu-west-1", "Type": "AGGREGATOR"}, {"Region": "eu-west-2", "Type": "LOCAL"}]}


def test_what_nobody_lists_becomes_a_stub_and_a_gap(index: Index, read_all: Callable[..., Any]) -> None:
    tags = {"Name": "tags", "Data": [{"Key": "application", "Value": "benefits"}, {"Key": "note", "Value": "private"}]}
    index.answers = {
        "ListIndexes": [AGGREGATOR],
        "ListResources": [
            {"Resources": [row(arn("novel:thing/a"), "novel:thing", Properties=[tags])], "NextToken": "1"},
            {
                "Resources": [
                    row(arn("novel:thing/b"), "novel:thing"),
                    row(arn("lambda:function:known"), "lambda:function"),
                    row(arn("ec2:network-interface/eni-1"), "ec2:network-interface"),
                    row(arn("rds:db:known"), "rds:db", CfnResourceType="AWS::RDS::DBInstance"),
                    row(arn("novel:thing/c"), "novel:thing", OwningAccountId="999999999999"),
                    row(arn("novel:group/default"), "novel:group"),
                ]
            },
        ],
    }
    read = read_all([cross_check(tenant("eu-west-1", "eu-west-2"), shipped_catalog())])
    assert [record.resource.id for record in read.records] == [arn("novel:thing/a"), arn("novel:thing/b")]
    stub = read.records[0].resource
    assert (stub.type, stub.region, stub.account) == ("novel:thing", "eu-west-2", ACCOUNT)
    assert stub.tags == {"application": "benefits", "note": None}
    gap = read.scope("novel:thing", "eu-west-2")
    assert (gap.state, gap.resources, gap.reason) == (ScopeState.SKIPPED, 2, "known to Resource Explorer, not read")
    assert [operation for operation, _ in index.asked] == ["ListIndexes", "ListResources", "ListResources"]


def test_what_was_denied_is_known_from_the_index(index: Index, read_all: Callable[..., Any]) -> None:
    table = row(arn("dynamodb:table/claims"), "dynamodb:table")
    index.answers = {"ListIndexes": [AGGREGATOR], "ListResources": [{"Resources": [table]}]}
    here = tenant("eu-west-2")
    here.denied.add(("AWS::DynamoDB::Table", "eu-west-2"))
    read = read_all([cross_check(here, shipped_catalog())])
    (stub,) = read.records
    assert (stub.resource.id, stub.resource.type) == (table["Arn"], "AWS::DynamoDB::Table")


def test_other_regions_than_those_asked_for_are_left_out(index: Index, read_all: Callable[..., Any]) -> None:
    local = [{"Region": region, "Type": "LOCAL"} for region in ("eu-west-2", "eu-west-3")]
    rows = [row(arn("novel:a/1"), "novel:a"), row(arn("novel:a/2", "eu-west-3"), "novel:a", "eu-west-3")]
    index.answers = {"ListIndexes": [{"Indexes": local}], "ListResources": [{"Resources": rows}]}
    read = read_all([cross_check(tenant("eu-west-2", whole=False), shipped_catalog())])
    assert [record.resource.id for record in read.records] == [arn("novel:a/1")]
    assert [operation for operation, _ in index.asked].count("ListResources") == 1


@pytest.mark.parametrize(("status", "reason"), [(200, "the account has no index"), (403, "ListIndexes")])
def test_without_an_index_or_the_right_nothing_is_lost(
    index: Index, read_all: Callable[..., Any], status: int, reason: str
) -> None:
    index.answers, index.status = {"ListIndexes": [{"Indexes": []}]}, status
    read = read_all([cross_check(tenant("eu-west-2"), shipped_catalog())])
    scope = read.scope(TYPE, "global")
    assert scope.state is ScopeState.UNAVAILABLE
    assert scope.reason.startswith("no cross-check by Resource Explorer: ")
    assert reason in scope.reason
    assert not scope.state.is_gap
