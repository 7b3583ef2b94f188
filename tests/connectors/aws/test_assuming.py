"""Several accounts through one role: each entered once, with credentials of its own, and who cannot be is told."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders

from lockscan.collection.interface import Request, ScopeFailed
from lockscan.connectors.aws import Aws
from lockscan.connectors.aws.actions import operation
from lockscan.connectors.aws.assuming import Role, assumed
from lockscan.connectors.aws.clients import Clients, Patience
from lockscan.model.scope import ScopeState

HOME, CLOSED = "111111111111", "333333333333"
ACCOUNTS = (HOME, "222222222222", CLOSED)


@dataclass
class Body:
    content: bytes

    def stream(self, *_: Any, **__: Any) -> list[bytes]:
        return [self.content]


class Cloud:
    """Answers as AWS does for an organization of three accounts, of which one trusts nobody."""

    def __init__(self, partition: str = "aws", life: float = 3600) -> None:
        self.partition = partition
        self.life = life
        self.assumed: list[str] = []
        self.asked: list[tuple[str, str]] = []

    def session(self) -> boto3.Session:
        session = boto3.Session("k", "s", region_name="eu-west-2")
        events: Any = session.events
        events.register("before-send", self.answer)
        return session

    def answer(self, request: Any, **_: Any) -> AWSResponse:
        body = request.body if isinstance(request.body, str) else (request.body or b"").decode()
        status, text = self.content(str(request.headers.get("X-Amz-Target", "")) + "&" + body, request)
        return AWSResponse(request.url, status, HTTPHeaders(), Body(text.encode()))

    def content(self, asked: str, request: Any) -> tuple[int, str]:
        key = str(request.headers["Authorization"]).partition("Credential=")[2].partition("/")[0]
        if "GetCallerIdentity" in asked:
            arn = f"arn:{self.partition}:iam::{HOME}:user/me"
            return 200, xml("GetCallerIdentity", f"<Arn>{arn}</Arn><Account>{HOME}</Account>")
        if "AssumeRole" in asked:
            return self.assume(asked)
        if "ListAccounts" in asked:
            closed = {"Id": "444444444444", "Status": "SUSPENDED"}
            return 200, json.dumps({"Accounts": [*({"Id": one, "Status": "ACTIVE"} for one in ACCOUNTS), closed]})
        self.asked.append((key, asked))
        if "DescribeRegions" in asked:
            row = "<item><regionName>eu-west-2</regionName><optInStatus>opt-in-not-required</optInStatus></item>"
            return 200, f"<DescribeRegionsResponse><regionInfo>{row}</regionInfo></DescribeRegionsResponse>"
        return 200, json.dumps({"TableNames": [f"of-{key}"]})

    def assume(self, asked: str) -> tuple[int, str]:
        self.assumed.append(asked)
        account = asked.partition("iam%3A%3A")[2][:12]
        if account == CLOSED:
            return 403, "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>"
        expires = (datetime.now(UTC) + timedelta(seconds=self.life)).isoformat()
        given = f"<AccessKeyId>key-{account}</AccessKeyId><SecretAccessKey>s</SecretAccessKey>"
        given += f"<SessionToken>t</SessionToken><Expiration>{expires}</Expiration>"
        return 200, xml("AssumeRole", f"<Credentials>{given}</Credentials>")


def xml(name: str, content: str) -> str:
    return f"<{name}Response><{name}Result>{content}</{name}Result></{name}Response>"


@pytest.fixture(autouse=True)
def nowhere(anywhere: Callable[[str], None]) -> None:
    anywhere("http://127.0.0.1:9")


def test_every_active_account_is_entered_once_and_one_that_trusts_nobody_is_a_denied_scope() -> None:
    cloud = Cloud()
    units = list(Aws(session=cloud.session()).units(Request(role="audit/reader", only=("dynamodb",))))
    assert {unit.account for unit in units} == set(ACCOUNTS)
    assert {unit.apart for unit in units} == {HOME, "222222222222", ""}
    assert len(cloud.assumed) == 2
    assert all("role%2Faudit%2Freader" in asked for asked in cloud.assumed)
    (closed,) = [unit for unit in units if unit.account == CLOSED]
    with pytest.raises(ScopeFailed, match="AccessDenied") as told:
        list(closed.read(None))
    assert told.value.state is ScopeState.DENIED
    assert f"arn:aws:iam::{CLOSED}:role/audit/reader" in told.value.remedy


def test_each_account_is_asked_with_credentials_of_its_own() -> None:
    cloud = Cloud()
    units = list(Aws(session=cloud.session()).units(Request(role="reader", only=("dynamodb",))))
    keys = {HOME: "k", "222222222222": "key-222222222222"}
    for unit in (unit for unit in units if unit.account in keys and unit.type == "AWS::DynamoDB::Table"):
        cloud.asked.clear()
        list(unit.read(None))
        assert {key for key, _ in cloud.asked} == {keys[unit.account]}


def test_accounts_that_are_named_are_entered_without_asking_for_others() -> None:
    cloud = Cloud("aws-us-gov")
    asked = Request(role="reader", external_id="ext:1", accounts=("222222222222",), only=("dynamodb",))
    units = list(Aws(session=cloud.session()).units(asked))
    assert {unit.account for unit in units} == {"222222222222"}
    (call,) = cloud.assumed
    assert "arn%3Aaws-us-gov%3Aiam" in call
    assert "ExternalId=ext%3A1" in call


def test_credentials_that_run_out_are_renewed_before_they_do() -> None:
    cloud = Cloud(life=60)
    clients = Clients(
        cloud.session(),
        {("sts", "AssumeRole"), ("dynamodb", "ListTables")},
        account=HOME,
        patience=Patience(attempts=1),
    )
    other = assumed(clients, Role(name="reader"), "aws", "222222222222", "eu-west-2")
    cloud.life = 3600
    for _ in range(3):
        other.call(operation("dynamodb", "ListTables"), {}, "eu-west-2")
    assert len(cloud.assumed) == 2
