"""A mention is known by its shape and named by its place; nothing else of a configuration gets out."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockscan.model.reference import Candidate, Confidence, IdentityClass
from lockscan.references import mentions
from lockscan.vocabulary.kinds import Kind

ACCOUNT = "111122223333"
SUBSCRIPTION = "/subscriptions/11111111-1111-1111-1111-111111111111"
KEY = f"arn:aws:kms:eu-west-2:{ACCOUNT}:key/1f2e3d4c-0000-1111-2222-333344445555"


def found(config: Any, source: str = "AWS::Lambda::Function", skip: tuple[str, ...] = ()) -> tuple[Candidate, ...]:
    return mentions(config, provider="aws", account=ACCOUNT, region="eu-west-2", resource_type=source, skip=skip)


def keys(config: Any, source: str = "AWS::Lambda::Function") -> set[tuple[str, Kind]]:
    return {(one.key, one.kind) for one in found(config, source)}


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({"KMSKeyArn": KEY}, (KEY, Kind.ENCRYPTS_WITH)),
        ({"Role": f"arn:aws:iam::{ACCOUNT}:role/booker"}, (f"arn:aws:iam::{ACCOUNT}:role/booker", Kind.ASSUMES)),
        ({"VpcConfig": {"SubnetIds": ["subnet-0123456789abcdef0"]}}, ("subnet-0123456789abcdef0", Kind.IN_NETWORK)),
        ({"vpc_security_group_ids": ["sg-01234567"]}, ("sg-01234567", Kind.PROTECTED_BY)),
        (
            {"DeadLetterConfig": {"TargetArn": f"arn:aws:sqs:eu-west-2:{ACCOUNT}:dlq"}},
            (f"arn:aws:sqs:eu-west-2:{ACCOUNT}:dlq", Kind.DEAD_LETTER),
        ),
        (
            {"RedrivePolicy": f'{{"deadLetterTargetArn": "arn:aws:sqs:eu-west-2:{ACCOUNT}:dlq"}}'},
            (f"arn:aws:sqs:eu-west-2:{ACCOUNT}:dlq", Kind.DEAD_LETTER),
        ),
        (
            {"Environment": {"Variables": {"QUEUE_URL": f"https://sqs.eu-west-2.amazonaws.com/{ACCOUNT}/jobs"}}},
            (f"arn:aws:sqs:eu-west-2:{ACCOUNT}:jobs", Kind.WRITES_TO),
        ),
        ({"Environment": {"Variables": {"ORDERS_TABLE": "orders"}}}, ("orders", Kind.STORES_IN)),
        ({"BucketName": "records-office"}, ("arn:aws:s3:::records-office", Kind.STORES_IN)),
        ({"LocationUri": "s3://records-office/maps/"}, ("arn:aws:s3:::records-office", Kind.STORES_IN)),
        ({"args": "--from s3a://records.office/x --fast"}, ("arn:aws:s3:::records.office", Kind.STORES_IN)),
        ({"tempLocation": "gs://records_office"}, ("//storage.googleapis.com/records_office", Kind.STORES_IN)),
        ({"VpcId": "vpc-0123456789abcdef0"}, ("vpc-0123456789abcdef0", Kind.IN_NETWORK)),
        (
            {"Code": {"ImageUri": f"{ACCOUNT}.dkr.ecr.eu-west-2.amazonaws.com/team/app:1.2"}},
            (f"arn:aws:ecr:eu-west-2:{ACCOUNT}:repository/team/app", Kind.PULLS_IMAGE),
        ),
        (
            {
                "Uri": "arn:aws:apigateway:eu-west-2:lambda:path/x/functions/"
                f"arn:aws:lambda:eu-west-2:{ACCOUNT}:function:book/invocations"
            },
            (f"arn:aws:lambda:eu-west-2:{ACCOUNT}:function:book", Kind.ROUTES_TO),
        ),
        (
            {"Target": f"arn:aws:lambda:eu-west-2:{ACCOUNT}:function:book:live"},
            (f"arn:aws:lambda:eu-west-2:{ACCOUNT}:function:book", Kind.INVOKES),
        ),
        (
            {"AliasTarget": {"DNSName": "dualstack.Web-1.eu-west-2.elb.amazonaws.com."}},
            ("web-1.eu-west-2.elb.amazonaws.com", Kind.ROUTES_TO),
        ),
        (
            {"Dsn": "postgres://u:pw@db.abc123.eu-west-2.rds.amazonaws.com:5432/app"},
            ("db.abc123.eu-west-2.rds.amazonaws.com", Kind.STORES_IN),
        ),
        (
            {"scope": f"{SUBSCRIPTION}/resourceGroups/RG/providers/Microsoft.Network/virtualNetworks/Vn]]"},
            (
                f"{SUBSCRIPTION}/resourcegroups/rg/providers/microsoft.network/virtualnetworks/vn",
                Kind.IN_NETWORK,
            ),
        ),
        (
            {"network": "https://www.googleapis.com/compute/v1/projects/p/global/networks/n"},
            ("//compute.googleapis.com/projects/p/global/networks/n", Kind.IN_NETWORK),
        ),
    ],
)
def test_each_shape_is_found_and_its_place_says_what_it_means(config: Any, expected: tuple[str, Kind]) -> None:
    assert expected in keys(config)


@pytest.mark.parametrize(
    "config",
    [
        {"Principal": {"Service": "lambda.amazonaws.com"}},
        {"Endpoint": "https://s3.eu-west-2.amazonaws.com"},
        {"Placement": {"Tenancy": "default"}},
        {"Tags": [{"Key": "network", "Value": "vpc-0123456789abcdef0"}]},
        {"Description": f"see {KEY}"},
        {"roleDefinitionId": f"{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/x"},
        {"Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}},
        {"AvailabilityZone": "eu-west-2a", "CidrBlock": "10.0.0.0/16", "Version": "1.2.3"},
        {"KeyName": "main"},
    ],
)
def test_what_looks_alike_but_names_no_resource_is_no_mention(config: Any) -> None:
    assert not found(config)


def test_what_a_policy_allows_is_not_what_is_used() -> None:
    policy = {"Statement": [{"Effect": "Allow", "Resource": ["arn:aws:s3:::records/*", "arn:aws:sqs:*:*:jobs-*"]}]}
    one, many = found({"PolicyDocument": policy})
    assert (one.key, one.kind, one.confidence) == ("arn:aws:s3:::records", Kind.MAY_ACCESS, Confidence.MEDIUM)
    assert (many.kind, many.confidence, many.external) == (Kind.MAY_ACCESS, Confidence.LOW, False)


def test_a_bare_name_is_a_mention_only_below_a_key_that_hints() -> None:
    dimension = {"Dimensions": [{"Name": "QueueName", "Value": "orders-queue"}, {"Name": "Stage", "Value": "blue"}]}
    (only,) = found(dimension, "AWS::CloudWatch::Alarm")
    assert (only.key, only.match, only.target_type) == ("orders-queue", IdentityClass.NAME, "AWS::SQS::Queue")
    assert (only.kind, only.evidence) == (Kind.MONITORS, "Dimensions[0].QueueName")
    assert not found({"Nickname": "orders-queue"})


def test_skipped_paths_are_not_read() -> None:
    config = {
        "Targets": [{"Arn": KEY, "Input": {"a": f"arn:aws:sqs:eu-west-2:{ACCOUNT}:hidden"}}],
        "Policy": {"x": KEY},
    }
    assert {one.evidence for one in found(config, skip=("Targets.*.Input", "Policy"))} == {"Targets[0].Arn"}


@given(secret=st.text(min_size=6, max_size=60), key=st.sampled_from(["DB_PASSWORD", "API_KEY", "Note", "x"]))
def test_no_other_value_gets_out(secret: str, key: str) -> None:
    config = {"Environment": {"Variables": {key: f"~{secret}~"}}, "UserData": secret, "Layers": [{"Arn": KEY}]}
    got = found(config)
    assert {one.key for one in got if f"~{secret}~" in one.key or secret == one.key} == set()
    assert all(secret not in one.evidence or secret in "Layers[0].Arn" for one in got)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text() | st.just("{" * 50),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
        max_leaves=30,
    )
)
def test_any_answer_can_be_read(config: Any) -> None:
    for one in found(config):
        assert one.key
        assert one.evidence is not None


def test_depth_and_width_are_bounded() -> None:
    deep: Any = KEY
    for _ in range(5_000):
        deep = {"a": deep}
    assert found(deep) == ()
    wide = [f"arn:aws:sqs:eu-west-2:{ACCOUNT}:q{n}" for n in range(10_000)]
    assert len(found(wide)) == 2_000
