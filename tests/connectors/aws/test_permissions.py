import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import cfnlint.api
import pytest

from lockscan.collection.interface import Grant
from lockscan.connectors.aws import Aws
from lockscan.connectors.aws.entry import Entry
from lockscan.connectors.aws.loading import shipped_catalog
from lockscan.connectors.aws.permissions import LARGEST, allowed, operations_of, policies, size

ACTION = re.compile(r"[a-z0-9-]+:[A-Za-z0-9]+")


@cache
def actions() -> list[str]:
    found = []
    for text in Aws().policies():
        for statement in json.loads(text)["Statement"]:
            assert statement["Effect"] == "Allow"
            found += statement["Action"]
    return found


def test_what_would_let_data_be_read_is_kept_to_what_describes_it() -> None:
    statements = [one for text in Aws().policies() for one in json.loads(text)["Statement"]]
    kept = {action: one["Resource"] for one in statements if one["Resource"] != "*" for action in one["Action"]}
    assert kept == {"cassandra:Select": "arn:*:cassandra:*:*:/keyspace/system*"}


def test_the_policies_are_exactly_what_the_gate_lets_out() -> None:
    assert sorted(actions()) == sorted({operation.action for operation in operations_of(shipped_catalog())})
    assert len(allowed(shipped_catalog())) >= len(actions())


def test_iam_has_its_own_names_for_some_calls() -> None:
    assert {"s3:ListAllMyBuckets", "elasticloadbalancing:DescribeLoadBalancers", "states:ListStateMachines"} <= {
        *actions()
    }
    assert {
        "tag:GetResources",
        "es:ListDomainNames",
        "apigateway:GET",
        "elasticfilesystem:DescribeFileSystems",
    } <= {*actions()}
    secret = {"s3:GetObject", "secretsmanager:GetSecretValue", "ssm:GetParameter", "s3:ListBuckets"}
    assert not secret & {*actions()}


def test_no_action_writes_and_none_is_a_wildcard() -> None:
    assert [action for action in actions() if not ACTION.fullmatch(action)] == []
    verbs = {action.split(":")[1] for action in actions()} - {"GET"}
    assert all(verb.startswith(("List", "Describe", "Get", "BatchGet", "Search", "View", "Select")) for verb in verbs)


MOST_POLICIES = 10
"""Managed policies that a role may have where nobody asked AWS for more."""


def test_every_policy_fits_what_iam_allows_and_a_role_takes_them_all() -> None:
    found = policies(shipped_catalog())
    assert len(found) <= MOST_POLICIES
    assert all(size(policy) <= LARGEST for policy in found)


def larger(times: int) -> list[Entry]:
    """The catalog as if each service had more calls than it has."""
    return [
        replace(entry, list=replace(entry.list, operation=replace(call, action=f"{call.action}{number:03}")))
        for entry in shipped_catalog()
        for number in range(times)
        for call in (entry.list.operation,)
    ]


@pytest.mark.parametrize("times", [2, 5])
def test_a_catalog_of_any_size_is_cut_into_few_policies_and_loses_nothing(times: int) -> None:
    entries = larger(times)
    found = policies(entries)
    together = [action for policy in found for one in policy["Statement"] for action in one["Action"]]
    assert sorted(together) == sorted({operation.action for operation in operations_of(entries)})
    assert all(0 < size(policy) <= LARGEST for policy in found)
    assert len(found) <= 2 + sum(map(size, found)) // (LARGEST - 1_500)


def template(**asked: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Aws().rollout(Grant(**asked)))
    return found


def test_the_template_is_what_cloudformation_takes(tmp_path: Path) -> None:
    principal = "arn:aws:iam::111122223333:role/scanner"
    text = Aws().rollout(Grant(principal=principal, external_id="ext:1"))
    (tmp_path / "stackset.json").write_text(text, encoding="utf-8")
    assert [str(match) for match in cfnlint.api.lint_file(tmp_path / "stackset.json")] == []
    assert len(text) < 51_200


def test_the_role_has_all_policies_and_trusts_whom_it_was_told() -> None:
    made = template(role="reader", principal="arn:aws:iam::111122223333:root")
    documents = [
        one["Properties"]["PolicyDocument"]
        for one in made["Resources"].values()
        if one["Type"] == "AWS::IAM::ManagedPolicy"
    ]
    assert documents == [json.loads(text) for text in Aws().policies()]
    role = made["Resources"]["Role"]["Properties"]
    assert len(role["ManagedPolicyArns"]) == len(documents)
    (trust,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Action"] == "sts:AssumeRole"
    assert made["Parameters"]["ScanningPrincipal"]["Default"] == "arn:aws:iam::111122223333:root"
    assert made["Parameters"]["RoleName"]["Default"] == "reader"


def test_whoever_scans_may_assume_that_role_only() -> None:
    lists, assumes = json.loads(Aws().entering(Grant(role="reader")))["Statement"]
    assert lists["Action"] == "organizations:ListAccounts"
    assert (assumes["Action"], assumes["Resource"]) == ("sts:AssumeRole", "arn:*:iam::*:role/reader")
