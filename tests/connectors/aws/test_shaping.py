"""What another account lends is that account's; what both ends list is of the one that its name tells."""

from collections.abc import Mapping
from typing import Any

from lockscan.connectors.aws.loading import shipped_catalog
from lockscan.connectors.aws.shaping import record
from lockscan.model.record import Record

OURS, THEIRS = "444455556666", "777788889999"


def told(kind: str, item: Mapping[str, Any]) -> Record | None:
    entry = next(entry for entry in shipped_catalog() if entry.type == kind)
    here = {"partition": "aws", "account": OURS, "region": "eu-west-2"}
    return record(entry, item, {**item, "here": here, "parent": {}}, region="eu-west-2", tags={}, sizes={})


def test_what_another_account_lends_is_not_ours() -> None:
    arn = f"arn:aws:appmesh:eu-west-2:{THEIRS}:mesh/shared"
    assert told("AWS::AppMesh::Mesh", {"arn": arn, "meshName": "shared"}) is None
    assert told("AWS::AppMesh::Mesh", {"arn": arn.replace(THEIRS, OURS), "meshName": "shared"}) is not None


def test_a_subscription_to_anothers_topic_is_ours() -> None:
    arn = f"arn:aws:sns:eu-west-2:{THEIRS}:news:1b4c1d0e-0000-4000-8000-000000000000"
    found = told("AWS::SNS::Subscription", {"SubscriptionArn": arn, "TopicArn": arn.rpartition(":")[0]})
    assert found is not None
    assert found.resource.account == OURS


def test_a_peering_is_of_the_account_that_asked_for_it() -> None:
    asked = {"OwnerId": THEIRS, "Region": "eu-west-1", "VpcId": "vpc-1"}
    found = told("AWS::EC2::VPCPeeringConnection", {"VpcPeeringConnectionId": "pcx-1", "RequesterVpcInfo": asked})
    assert found is not None
    assert found.resource.id == f"arn:aws:ec2:eu-west-1:{THEIRS}:vpc-peering-connection/pcx-1"
    assert found.resource.account == THEIRS
