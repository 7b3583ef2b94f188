from collections.abc import Callable
from io import BytesIO
from typing import Any

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.credentials import Credentials
from botocore.exceptions import UnknownClientMethodError

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors.aws.actions import operation
from lockscan.connectors.aws.clients import Clients, NotAllowed, Patience
from lockscan.connectors.aws.loading import shipped_catalog
from lockscan.connectors.aws.permissions import allowed


class Body:
    """An answer's body, as urllib3 would stream it."""

    def stream(self, *_: Any, **__: Any) -> list[bytes]:
        return [b"{}"]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> tuple[boto3.Session, list[Any]]:
    """A session whose requests are caught, signed, on the point of leaving."""
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    session = boto3.Session(aws_access_key_id="k", aws_secret_access_key="s", region_name="us-east-1")
    requests: list[Any] = []

    def catch(request: Any, **_: Any) -> AWSResponse:
        requests.append(request)
        return AWSResponse(request.url, 501, HTTPHeaders(), Body())

    events: Any = session.events
    events.register("before-send", catch)
    return session, requests


@pytest.mark.parametrize(
    ("service", "name", "region", "host", "signed"),
    [
        ("dynamodb", "ListTables", "eu-west-2", "dynamodb.eu-west-2.amazonaws.com", "eu-west-2/dynamodb"),
        ("ec2", "DescribeVpcs", "ap-south-1", "ec2.ap-south-1.amazonaws.com", "ap-south-1/ec2"),
        ("lambda", "ListFunctions", "eu-north-1", "lambda.eu-north-1.amazonaws.com", "eu-north-1/lambda"),
        ("sqs", "ListQueues", "eu-west-1", "sqs.eu-west-1.amazonaws.com", "eu-west-1/sqs"),
        ("s3", "ListBuckets", "eu-west-1", "s3.eu-west-1.amazonaws.com", "eu-west-1/s3"),
        ("s3", "ListBuckets", "us-east-1", "s3.us-east-1.amazonaws.com", "us-east-1/s3"),
        ("iam", "ListRoles", "us-east-1", "iam.amazonaws.com", "us-east-1/iam"),
        ("wafv2", "ListIPSets", "eu-west-2", "wafv2.eu-west-2.amazonaws.com", "eu-west-2/wafv2"),
        ("kafka", "ListClustersV2", "us-west-2", "kafka.us-west-2.amazonaws.com", "us-west-2/kafka"),
    ],
)
def test_one_client_asks_and_signs_for_any_region(
    sent: tuple[boto3.Session, list[Any]], service: str, name: str, region: str, host: str, signed: str
) -> None:
    session, requests = sent
    clients = Clients(session, {(service, name)}, patience=Patience(attempts=1))
    params = {"Scope": "REGIONAL"} if service == "wafv2" else {}
    for place in (region if service == "iam" else "us-east-2", region):
        with pytest.raises(ScopeFailed):
            clients.call(operation(service, name), params, place)
    authorization = requests[-1].headers["Authorization"]
    assert f"//{host}/" in requests[-1].url + "/"
    assert f"/{signed}/aws4_request" in (authorization.decode() if isinstance(authorization, bytes) else authorization)


def test_a_custom_endpoint_is_signed_for_the_region_asked(
    sent: tuple[boto3.Session, list[Any]], anywhere: Callable[[str], None]
) -> None:
    session, requests = sent
    anywhere("http://127.0.0.1:9")
    clients = Clients(session, allowed(shipped_catalog()), patience=Patience(attempts=1))
    for region in ("eu-west-2", "sa-east-1"):
        for service, name in (("ec2", "DescribeVpcs"), ("s3", "ListBuckets"), ("dynamodb", "ListTables")):
            with pytest.raises(ScopeFailed):
                clients.call(operation(service, name), {}, region)
            authorization = requests[-1].headers["Authorization"]
            text = authorization.decode() if isinstance(authorization, bytes) else authorization
            assert f"/{region}/{service}/aws4_request" in text
            assert requests[-1].url.startswith("http://127.0.0.1:9")


@pytest.mark.parametrize(
    ("service", "name", "params"),
    [
        ("ec2", "TerminateInstances", {"InstanceIds": ["i-1"]}),
        ("secretsmanager", "GetSecretValue", {"SecretId": "x"}),
        ("s3", "GetObject", {"Bucket": "b", "Key": "k"}),
        ("s3", "DeleteBucket", {"Bucket": "bucket"}),
        ("sts", "GetSessionToken", {}),
        ("iam", "CreateAccessKey", {}),
    ],
)
def test_nothing_outside_the_catalog_leaves_the_process(
    sent: tuple[boto3.Session, list[Any]], service: str, name: str, params: dict[str, str]
) -> None:
    session, requests = sent
    clients = Clients(session, allowed(shipped_catalog()), patience=Patience(attempts=1))
    with pytest.raises(NotAllowed, match="was not sent"):
        clients.call(operation(service, name), params, "eu-west-2")
    assert requests == []


def test_the_gate_stands_before_clients_that_boto3_makes_for_itself(sent: tuple[boto3.Session, list[Any]]) -> None:
    session, requests = sent
    Clients(session, allowed(shipped_catalog()), patience=Patience(attempts=1))
    with pytest.raises(NotAllowed):
        session.client("dynamodb").delete_table(TableName="table")
    with pytest.raises(NotAllowed):
        session.resource("s3").Bucket("bucket").delete()
    assert requests == []


def test_a_client_of_ours_has_no_method_for_what_is_not_allowed(sent: tuple[boto3.Session, list[Any]]) -> None:
    session, requests = sent
    clients = Clients(session, {("s3", "ListBuckets"), ("dynamodb", "DescribeTable")}, patience=Patience(attempts=1))
    with pytest.raises(ScopeFailed):
        clients.call(operation("s3", "ListBuckets"), {}, "eu-west-2")
    sent_before = list(requests)
    ours = clients._client("s3", "eu-west-2")
    assert not hasattr(ours, "delete_object")
    for name in ("get_object", "put_object", "delete_bucket"):
        with pytest.raises(UnknownClientMethodError):
            ours.generate_presigned_url(name, Params={"Bucket": "b", "Key": "k"})
    with pytest.raises(AttributeError):
        ours.get_waiter("bucket_exists").wait(Bucket="b")
    assert requests == sent_before


def test_waiters_and_paginators_of_other_clients_pass_the_gate(sent: tuple[boto3.Session, list[Any]]) -> None:
    session, requests = sent
    Clients(session, {("s3", "ListBuckets")}, patience=Patience(attempts=1))._client("s3", "eu-west-2")
    with pytest.raises(NotAllowed):
        session.client("s3").get_waiter("bucket_exists").wait(Bucket="b")
    with pytest.raises(NotAllowed):
        list(session.client("dynamodb").get_paginator("scan").paginate(TableName="t"))
    with pytest.raises(NotAllowed):
        session.client("s3").upload_fileobj(BytesIO(b"x"), "b", "k")
    assert requests == []


@pytest.mark.parametrize("account", ["", "222222222222"])
def test_an_assumed_account_is_asked_with_its_own_credentials_through_the_same_gate(
    sent: tuple[boto3.Session, list[Any]], account: str
) -> None:
    session, requests = sent
    own = Clients(session, {("sqs", "ListQueues")}, account="111111111111", patience=Patience(attempts=1))
    clients = own.acting_as(account, Credentials("theirs", "secret", "token")) if account else own
    with pytest.raises(ScopeFailed):
        clients.call(operation("sqs", "ListQueues"), {}, "eu-west-2")
    with pytest.raises(NotAllowed):
        clients.call(operation("sqs", "PurgeQueue"), {"QueueUrl": "https://q"}, "eu-west-2")
    (request,) = requests
    assert f"Credential={'theirs' if account else 'k'}/" in str(request.headers["Authorization"])
    assert ("X-Amz-Security-Token" in request.headers) == bool(account)


def test_a_services_own_prefix_stands_before_a_name_and_not_before_an_address(
    sent: tuple[boto3.Session, list[Any]], anywhere: Callable[[str], None]
) -> None:
    session, requests = sent
    for endpoint, host in (("", "management.deadline.eu-west-2.amazonaws.com"), ("http://127.0.0.1:9", "127.0.0.1:9")):
        if endpoint:
            anywhere(endpoint)
        clients = Clients(session, {("deadline", "ListFarms")}, patience=Patience(attempts=1))
        with pytest.raises(ScopeFailed):
            clients.call(operation("deadline", "ListFarms"), {}, "eu-west-2")
        assert f"//{host}/" in requests[-1].url
