"""Every planted dependency is found and hardly any other, over three regions and two accounts full of traps."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import boto3
import pytest

from lockscan.collection.interface import Request
from lockscan.collection.scheduler import collect
from lockscan.connectors.aws import Aws
from lockscan.snapshot import Snapshot
from lockscan.snapshot.journal import Journal
from lockscan.snapshot.sealing import seal

REGIONS = ("eu-north-1", "eu-central-1", "eu-west-3")
ACCOUNTS = ("444455556666", "777788889999")
SERVICES = (
    "sqs", "sns", "dynamodb", "lambda", "iam", "events", "stepfunctions", "s3", "cloudwatch", "kms", "secretsmanager",
    "kinesis",
)  # fmt: skip
TRUST = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}


class Planting:
    """One account of the estate; names are the same in all its regions and in the other account."""

    def __init__(self, account: str, session: Any) -> None:
        self.account, self.session = account, session
        self.other = next(one for one in ACCOUNTS if one != account)
        self.edges: set[tuple[str, str]] = set()
        self.role = self._role()
        for region in REGIONS:
            self._region(region)

    def client(self, service: str, region: str = "us-east-1") -> Any:
        return self.session.client(service, region_name=region)

    def _role(self) -> str:
        iam = self.client("iam")
        document = json.dumps({"Version": "2012-10-17", "Statement": [TRUST]})
        arn = str(iam.create_role(RoleName="order-worker", AssumeRolePolicyDocument=document)["Role"]["Arn"])
        reach = [f"arn:aws:sqs:*:{self.account}:order*", f"arn:aws:sqs:eu-west-1:{self.account}:elsewhere-*"]
        allowed = {"Effect": "Allow", "Action": "sqs:*", "Resource": reach}
        iam.put_role_policy(
            RoleName="order-worker",
            PolicyName="reach",
            PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [allowed]}),
        )
        self.edges |= {(arn, f"arn:aws:sqs:{region}:{self.account}:orders") for region in REGIONS}
        return arn

    def _region(self, region: str) -> None:
        def name(service: str, rest: str, account: str = self.account) -> str:
            return f"arn:aws:{service}:{region}:{account}:{rest}"

        key = self.client("kms", region).create_key()["KeyMetadata"]["Arn"]
        queue, table = name("sqs", "orders"), name("dynamodb", "table/orders")
        self._messages(region, name, key, queue)
        self.client("dynamodb", region).create_table(
            TableName="orders", BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "k", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "k", "AttributeType": "S"}],
        )  # fmt: skip
        function = self._function(region, name, queue, table)
        self._callers(region, name, function, queue)
        self._bucket(region, queue, key)

    def _messages(self, region: str, name: Any, key: str, queue: str) -> None:
        sqs, sns = self.client("sqs", region), self.client("sns", region)
        dead = name("sqs", "dead-orders")
        for trap in ("default", "dead-orders"):
            sqs.create_queue(QueueName=trap)
        redrive = json.dumps({"deadLetterTargetArn": dead, "maxReceiveCount": "3"})
        itself = {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": queue}
        sqs.create_queue(
            QueueName="orders",
            Attributes={
                "RedrivePolicy": redrive,
                "KmsMasterKeyId": key,
                "Policy": json.dumps({"Version": "2012-10-17", "Statement": [itself]}),
            },
        )
        topic = sns.create_topic(Name="order-events")["TopicArn"]
        subscription = sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue)["SubscriptionArn"]
        self.edges |= {(queue, dead), (queue, key), (subscription, queue), (subscription, topic)}

    def _function(self, region: str, name: Any, queue: str, table: str) -> str:
        package = io.BytesIO()
        with zipfile.ZipFile(package, "w") as archive:
            archive.writestr("f.py", "def h(e, c): pass")
        gone, abroad = name("sqs", "deleted-long-ago"), name("sns", "order-events", self.other)
        told = {"TABLE_NAME": "orders", "QUEUE_ARN": queue, "MODE": "default", "TIER": "orders", "GONE": gone}
        functions = self.client("lambda", region)
        arn = str(
            functions.create_function(
                FunctionName="order-worker", Runtime="python3.12", Role=self.role, Handler="f.h",
                Code={"ZipFile": package.getvalue()}, Environment={"Variables": {**told, "TOPIC": abroad}},
            )["FunctionArn"]
        )  # fmt: skip
        mapping = functions.create_event_source_mapping(
            EventSourceArn=queue, FunctionName="order-worker", Enabled=False
        )["UUID"]
        self.edges |= {(arn, target) for target in (table, queue, self.role, gone, abroad)}
        self.edges |= {(name("lambda", f"event-source-mapping:{mapping}"), target) for target in (queue, arn)}
        return arn

    def _callers(self, region: str, name: Any, function: str, queue: str) -> None:
        events = self.client("events", region)
        rule = events.put_rule(Name="nightly-orders", ScheduleExpression="rate(1 day)")["RuleArn"]
        events.put_targets(Rule="nightly-orders", Targets=[{"Id": "1", "Arn": f"{function}:live"}])
        step = {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": True}
        flow = {"StartAt": "A", "States": {"A": {**step, "Parameters": {"FunctionName": f"{function}:$LATEST"}}}}
        machine = self.client("stepfunctions", region).create_state_machine(
            name="order-flow", definition=json.dumps(flow), roleArn=self.role
        )["stateMachineArn"]
        self.client("cloudwatch", region).put_metric_alarm(
            AlarmName="orders-late", MetricName="Age", Namespace="AWS/SQS", Period=60, EvaluationPeriods=1,
            Threshold=1.0, ComparisonOperator="GreaterThanThreshold", Statistic="Maximum",
            Dimensions=[{"Name": "QueueName", "Value": "orders"}], AlarmActions=[name("sns", "order-events")],
        )  # fmt: skip
        alarm = name("cloudwatch", "alarm:orders-late")
        self.edges |= {(rule, function), (machine, function), (machine, self.role)}
        self.edges |= {
            (alarm, queue),
            (alarm, name("sns", "order-events")),
        }

    def _bucket(self, region: str, queue: str, key: str) -> None:
        bucket, s3 = f"orders-{self.account}-{region}", self.client("s3", region)
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": region})
        rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}}
        s3.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration={"Rules": [rule]})
        told = {"QueueConfigurations": [{"QueueArn": queue, "Events": ["s3:ObjectCreated:*"]}]}
        s3.put_bucket_notification_configuration(Bucket=bucket, NotificationConfiguration=told)
        self.edges |= {(f"arn:aws:s3:::{bucket}", queue), (f"arn:aws:s3:::{bucket}", key)}


def entered(account: str) -> Any:
    sts: Any = boto3.client("sts", region_name="us-east-1")
    keys = sts.assume_role(RoleArn=f"arn:aws:iam::{account}:role/any", RoleSessionName="planting")["Credentials"]
    return boto3.Session(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"], "eu-west-3")


@pytest.fixture(scope="module")
def estate(moto_endpoint: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Snapshot]]:
    folder: Path = tmp_path_factory.mktemp("two-accounts") / "snapshot"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", moto_endpoint)
        patch.setenv("AWS_ACCESS_KEY_ID", "testing")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
        patch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        sessions = [entered(account) for account in ACCOUNTS]
        planted = [Planting(account, session) for account, session in zip(ACCOUNTS, sessions, strict=True)]
        request = Request(regions=REGIONS, only=SERVICES)
        units = [unit for session in sessions for unit in Aws(session, attempts=2).units(request)]
        with Journal.open(folder) as journal:
            collect(units, journal, workers=8)
            seal(journal, collected=date(2026, 11, 22), program="1")
        yield planted, Snapshot.open(folder)


def found_in(snapshot: Snapshot) -> set[tuple[str, str]]:
    return {(str(row["source"]), str(row["target"])) for row in snapshot.table("references")}


def test_every_planted_dependency_is_found(estate: tuple[Any, Snapshot]) -> None:
    planted, snapshot = estate
    expected = set().union(*(one.edges for one in planted))
    assert len(expected) == 114
    assert sorted(expected - found_in(snapshot)) == []


def test_hardly_anything_else_is_taken_for_a_dependency(estate: tuple[Any, Snapshot]) -> None:
    planted, snapshot = estate
    expected = set().union(*(one.edges for one in planted))
    found = found_in(snapshot)
    assert len(found & expected) / len(found) >= 0.98, sorted(found - expected)[:20]


def test_everything_is_there_once_and_no_region_or_account_is_mistaken(estate: tuple[Any, Snapshot]) -> None:
    _, snapshot = estate
    rows = [row for row in snapshot.table("resources") if not row["external"]]
    assert len({row["id"] for row in rows}) == len(rows)
    queues = [row for row in rows if row["type"] == "AWS::SQS::Queue"]
    assert len(queues) == 3 * len(REGIONS) * len(ACCOUNTS)
    assert {(row["account"], row["region"]) for row in queues} == {
        (account, region) for account in ACCOUNTS for region in REGIONS
    }


def test_what_is_gone_stays_visible_outside_with_its_account(estate: tuple[Any, Snapshot]) -> None:
    _, snapshot = estate
    outside = {row["id"]: row["account"] for row in snapshot.table("resources") if row["external"]}
    for account in ACCOUNTS:
        for region in REGIONS:
            assert outside[f"arn:aws:sqs:{region}:{account}:deleted-long-ago"] == account
