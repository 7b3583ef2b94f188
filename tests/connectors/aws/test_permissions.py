import json

from lockscan.connectors.aws import CONNECTOR
from lockscan.connectors.aws.loading import shipped_catalog
from lockscan.connectors.aws.permissions import allowed, operations_of


def test_the_policy_is_exactly_what_the_gate_lets_out() -> None:
    policy = json.loads(CONNECTOR.permissions())
    (statement,) = policy["Statement"]
    assert statement["Effect"] == "Allow"
    assert set(statement["Action"]) == {operation.action for operation in operations_of(shipped_catalog())}
    assert len(allowed(shipped_catalog())) >= len(statement["Action"])


def test_iam_has_its_own_names_for_some_calls() -> None:
    actions = set(json.loads(CONNECTOR.permissions())["Statement"][0]["Action"])
    assert {"s3:ListAllMyBuckets", "elasticloadbalancing:DescribeLoadBalancers", "states:ListStateMachines"} <= actions
    assert {
        "tag:GetResources",
        "es:ListDomainNames",
        "apigateway:GET",
        "elasticfilesystem:DescribeFileSystems",
    } <= actions
    assert not {"s3:GetObject", "secretsmanager:GetSecretValue", "ssm:GetParameter", "s3:ListBuckets"} & actions


def test_no_action_writes() -> None:
    actions = json.loads(CONNECTOR.permissions())["Statement"][0]["Action"]
    verbs = {action.split(":")[1] for action in actions} - {"GET"}
    assert all(verb.startswith(("List", "Describe", "Get", "BatchGet")) for verb in verbs)


def test_the_policy_fits_one_managed_policy() -> None:
    compact = json.dumps(json.loads(CONNECTOR.permissions()), separators=(",", ":"))
    assert len(compact) <= 6144
