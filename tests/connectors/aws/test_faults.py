"""Everything that can go wrong on the wire ends the unit, is told in the ledger, and leaves the rest whole."""

import json
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from http.client import HTTPConnection
from http.server import ThreadingHTTPServer
from threading import Thread
from time import sleep
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest

from lockscan.collection.interface import Request, Unit
from lockscan.connectors.aws import Aws
from lockscan.connectors.aws.conformance import Models
from lockscan.connectors.aws.entry import Entry
from lockscan.connectors.aws.loading import shipped_catalog
from lockscan.errors import UsageError
from lockscan.model.scope import ScopeState
from tests.loopback import Answering

MODELS = Models()
REGION = "eu-west-2"


@dataclass
class Fault:
    """What happens to requests whose text holds one of the marks."""

    marks: tuple[str, ...] = ()
    status: int = 200
    body: bytes = b""
    reset: bool = False
    late: float = 0.0
    """Seconds after which it is answered."""

    missing: int = 0
    """Bytes by which the body is shorter than announced."""

    seen: list[str] = field(default_factory=list)


class Proxy(ThreadingHTTPServer):
    """Stands between boto3 and an emulated AWS, and spoils what it is told to spoil."""

    daemon_threads = True

    def __init__(self, behind: str) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behind = urlsplit(behind).netloc
        self.fault = Fault()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that have gone."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(Answering):
    server: Proxy

    def respond(self) -> None:
        body = self.asked()
        text = f"{self.command} {self.path} {self.headers.get('x-amz-target')} {body.decode(errors='replace')}"
        fault = self.server.fault
        if "GetCallerIdentity" in text or "DescribeRegions" in text or not any(mark in text for mark in fault.marks):
            self.forward(body)
            return
        fault.seen.append(text)
        sleep(fault.late)
        if fault.reset:
            self.hang_up()
            return
        self.answer(fault.status, {"content-length": str(len(fault.body) + fault.missing)}, fault.body)

    def forward(self, body: bytes) -> None:
        behind = HTTPConnection(self.server.behind, timeout=30)
        behind.request(self.command, self.path, body, dict(self.headers))
        answer = behind.getresponse()
        content = answer.read()
        headers = {key: value for key, value in answer.getheaders() if key.lower() != "transfer-encoding"}
        behind.close()
        self.answer(answer.status, {**headers, "content-length": str(len(content))}, content)

    def answer(self, status: int, headers: dict[str, str], content: bytes) -> None:
        self.send_response(status)
        for key, value in headers.items():
            if key.lower() != "connection":
                self.send_header(key, value)
        self.end_headers()
        self.wfile.write(content)
        if "content-length" in headers and int(headers["content-length"]) > len(content):
            self.hang_up()

    def hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)


@pytest.fixture(scope="module")
def proxy(moto_endpoint: str) -> Iterator[Proxy]:
    server = Proxy(moto_endpoint)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def spoiled(proxy: Proxy, anywhere: Callable[[str], None]) -> Iterator[Proxy]:
    anywhere(proxy.url)
    yield proxy
    proxy.fault = Fault()


def protocol(entry: Entry) -> str:
    model = MODELS.operation(entry.list.operation.service, entry.list.operation.name)
    assert model is not None
    return str(model.service_model.resolved_protocol)


def error_body(entry: Entry, code: str) -> bytes:
    kind = protocol(entry)
    if kind == "ec2":
        return f"<Response><Errors><Error><Code>{code}</Code><Message>m</Message></Error></Errors></Response>".encode()
    if kind == "query":
        return f"<ErrorResponse><Error><Code>{code}</Code><Message>m</Message></Error></ErrorResponse>".encode()
    if kind == "rest-xml":
        return f"<Error><Code>{code}</Code><Message>m</Message></Error>".encode()
    return json.dumps({"__type": code, "code": code, "message": "m"}).encode()


def one_a_service() -> list[Entry]:
    return list({entry.service: entry for entry in shipped_catalog()}.values())


def whole_body(entry: Entry) -> bytes:
    """A start of an answer that could go on."""
    if protocol(entry) in {"ec2", "query", "rest-xml"}:
        return b'<?xml version="1.0"?><Answer><a><b>text</b>'
    if "cbor" in protocol(entry):
        return b"\xbf\x65Items\x9f\xbf\x64Na"
    return b'{"Items": [{"Name": "x"}, {"Na'


FAULTS: list[tuple[str, Callable[[Entry], Fault], ScopeState]] = [
    ("403", lambda entry: Fault(("",), 403, error_body(entry, "AccessDeniedException")), ScopeState.DENIED),
    ("bare 403", lambda _: Fault(("",), 403, b""), ScopeState.DENIED),
    ("500", lambda _: Fault(("",), 500, b"<!DOCTYPE html><p>sorry"), ScopeState.ERROR),
    ("502", lambda _: Fault(("",), 502, b"<html><p>bad gateway</html>"), ScopeState.ERROR),
    ("501", lambda _: Fault(("",), 501, b""), ScopeState.UNAVAILABLE),
    ("reset", lambda _: Fault(("",), reset=True), ScopeState.ERROR),
    ("half", lambda entry: Fault(("",), 200, whole_body(entry)), ScopeState.ERROR),
    ("shorter than announced", lambda entry: Fault(("",), 200, whole_body(entry), missing=50), ScopeState.ERROR),
    ("a web page", lambda _: Fault(("",), 200, b"<html><body>Sign in</body></html>"), ScopeState.ERROR),
    ("nothing", lambda _: Fault(("",), 200, b""), ScopeState.ERROR),
    ("429", lambda entry: Fault(("",), 429, error_body(entry, "ThrottlingException")), ScopeState.THROTTLED),
    # The last: it ends the account.
    ("expired", lambda entry: Fault(("",), 400, error_body(entry, "ExpiredTokenException")), ScopeState.DENIED),
]


@pytest.fixture(scope="module")
def units() -> Callable[[], list[Unit]]:
    """One unit a service, made once: the clients behind them are the expensive part."""

    @cache
    def make() -> list[Unit]:
        kinds = {entry.type for entry in one_a_service()}
        return [unit for unit in Aws(attempts=1).units(Request(regions=(REGION,))) if unit.type in kinds]

    return make


@pytest.mark.parametrize(("fault", "state"), [(made, state) for _, made, state in FAULTS], ids=[f[0] for f in FAULTS])
def test_a_fault_on_any_services_list_is_told_and_is_never_empty(
    spoiled: Proxy,
    read_all: Callable[..., Any],
    units: Callable[[], list[Unit]],
    fault: Callable[[Entry], Fault],
    state: ScopeState,
) -> None:
    entries = {entry.type: entry for entry in one_a_service()}
    wrong = {}
    for unit in units():
        if unit.type == "AWS::WAFv2::WebACL" and unit.region == "global":
            continue
        if entries[unit.type].service == "s3control":  # puts the account before the host, which an address cannot have
            continue
        spoiled.fault = fault(entries[unit.type])
        read = read_all([unit])
        scope = read.scope(unit.type, unit.region)
        others = [other for other in read.scopes if other.state in {ScopeState.OK, ScopeState.EMPTY}]
        if scope.state is not state or read.records or not scope.reason or others:
            wrong[unit.type] = (scope, others)
    assert wrong == {}


def test_credentials_that_expire_end_the_account_with_one_line_instead_of_a_refusal_a_call(
    spoiled: Proxy, read_all: Callable[..., Any]
) -> None:
    spoiled.fault = Fault(("",), 400, json.dumps({"__type": "ExpiredTokenException"}).encode())
    services = ("dynamodb", "ecs", "kinesis", "codebuild", "glue", "stepfunctions", "athena", "ecr")
    read = read_all(Aws(attempts=1).units(Request(regions=(REGION,), only=services)))
    assert len(spoiled.fault.seen) <= 8 < len(read.scopes)  # those that were under way
    assert {(scope.state, scope.remedy[:21]) for scope in read.scopes} == {(ScopeState.DENIED, "renew the credentials")}


def test_an_answer_that_does_not_come_is_waited_for_only_so_long(spoiled: Proxy, read_all: Callable[..., Any]) -> None:
    spoiled.fault = Fault(("ListStreams",), 200, b"{}", late=2.0)
    read = read_all(Aws(attempts=1, patience=0.5).units(Request(regions=(REGION,), only=("kinesis", "sqs"))))
    scope = read.scope("AWS::Kinesis::Stream", REGION)
    assert (scope.state, "timeout" in scope.reason.lower()) == (ScopeState.ERROR, True)
    assert read.scope("AWS::SQS::Queue", REGION).state in {ScopeState.OK, ScopeState.EMPTY}


def test_how_often_a_call_is_tried_is_boto3s_own_variables_to_say(
    spoiled: Proxy, read_all: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "2")
    spoiled.fault = Fault(("ListStreams",), 500, b"")
    read_all(Aws().units(Request(regions=(REGION,), only=("kinesis",))))
    assert len(spoiled.fault.seen) == 2


def test_an_endpoint_that_is_no_address_is_wrong_use(anywhere: Callable[[str], None]) -> None:
    anywhere("localhost without a scheme")
    with pytest.raises(UsageError, match="AWS_ENDPOINT_URL must be an address"):
        list(Aws(attempts=1).units(Request()))


def make_table(dynamodb: Any, name: str) -> None:
    dynamodb.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "k", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "k", "AttributeType": "S"}],
    )


def test_a_denied_call_names_the_action_that_would_mend_it(spoiled: Proxy, read_all: Callable[..., Any]) -> None:
    spoiled.fault = Fault(("",), 403, b"<Error><Code>AccessDenied</Code></Error>")
    read = read_all(Aws(attempts=1).units(Request(regions=(REGION,), only=("s3",))))
    assert "s3:ListAllMyBuckets" in read.scope("AWS::S3::Bucket", "global").remedy


def test_a_detail_that_fails_keeps_what_is_known_and_says_partial(spoiled: Proxy, read_all: Callable[..., Any]) -> None:
    client: Any = boto3.client("sqs")
    client.create_queue(QueueName="half-known")
    spoiled.fault = Fault(("DescribeTable",), 500, b"")
    tables: Any = boto3.client("dynamodb")
    make_table(tables, "half-known")
    read = read_all(Aws(attempts=1).units(Request(regions=(REGION,), only=("dynamodb", "sqs"))))
    assert "half-known" in {record.resource.name for record in read.records if "DynamoDB" in record.resource.type}
    assert read.scope("AWS::DynamoDB::Table", REGION).state is ScopeState.PARTIAL
    assert read.scope("AWS::SQS::Queue", REGION).state is ScopeState.OK


def test_parts_that_may_not_be_read_are_a_gap_of_their_own(spoiled: Proxy, read_all: Callable[..., Any]) -> None:
    ecs: Any = boto3.client("ecs")
    ecs.create_cluster(clusterName="closed")
    spoiled.fault = Fault(("ListServices",), 400, json.dumps({"__type": "AccessDeniedException"}).encode())
    read = read_all(Aws(attempts=1).units(Request(regions=(REGION,), only=("ecs",))))
    assert read.scope("AWS::ECS::Cluster", REGION).state is ScopeState.OK
    assert read.scope("AWS::ECS::Service", REGION).state is ScopeState.DENIED


def test_tags_that_may_not_be_read_are_a_gap_and_the_resources_stay(
    spoiled: Proxy, read_all: Callable[..., Any]
) -> None:
    boto3.client("sns").create_topic(Name="untold")
    spoiled.fault = Fault(("GetResources",), 400, json.dumps({"__type": "AccessDeniedException"}).encode())
    read = read_all(Aws(attempts=1).units(Request(regions=(REGION,), only=("sns",))))
    assert read.scope("AWS::SNS::Topic", REGION).state is ScopeState.OK
    assert read.scope("AWS::ResourceGroups::Tags", REGION).state is ScopeState.DENIED


def test_a_page_token_that_repeats_ends_the_list_and_says_so(spoiled: Proxy, read_all: Callable[..., Any]) -> None:
    page = json.dumps({"TableNames": ["claims"], "LastEvaluatedTableName": "claims"}).encode()
    spoiled.fault = Fault(("ListTables",), 200, page)
    read = read_all(Aws(attempts=1).units(Request(regions=(REGION,), only=("dynamodb",))))
    assert read.scope("AWS::DynamoDB::Table", REGION).state is ScopeState.PARTIAL
    assert len(spoiled.fault.seen) == 2


def test_a_type_that_is_capped_says_that_there_is_more(
    spoiled: Proxy, read_all: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    few = tuple(
        replace(entry, cap=1, list=replace(entry.list, size=1))
        for entry in shipped_catalog()
        if entry.type == "AWS::DynamoDB::Table"
    )
    monkeypatch.setattr("lockscan.connectors.aws.loading.shipped_catalog", lambda: few)
    tables: Any = boto3.client("dynamodb")
    for name in ("capped-1", "capped-2"):
        make_table(tables, name)
    read = read_all(Aws(attempts=1).units(Request(regions=(REGION,))))
    assert spoiled.fault.seen == []
    assert (len(read.records), read.scope("AWS::DynamoDB::Table", REGION).state) == (1, ScopeState.CAPPED)


def test_a_disabled_region_is_told_and_not_asked(spoiled: Proxy, read_all: Callable[..., Any]) -> None:
    read = read_all(Aws(attempts=1).units(Request(regions=("ap-east-1",), only=("sqs",))))
    scope = read.scope("AWS::SQS::Queue", "ap-east-1")
    assert (scope.state, scope.reason) == (ScopeState.UNAVAILABLE, "the account has not enabled ap-east-1")
    assert spoiled.fault.seen == []
