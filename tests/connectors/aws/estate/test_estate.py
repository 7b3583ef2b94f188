"""Everything that two accounts hold in three regions is found once, and nothing else."""

import json
from collections import Counter
from typing import Any

from lockscan.model.scope import ScopeState
from tests.connectors.aws.estate.conftest import Estate
from tests.connectors.aws.estate.planting import ACCOUNTS, REGIONS, SECRET

ELSEWHERE = {"AWS::EMR::Cluster", "AWS::WAFv2::WebACL"}
"""Types whose ARNs name another region: the emulator's oversight, and what serves the edge."""

HERE = (ACCOUNTS[1], "eu-north-1")


def one(estate: Estate, kind: str, ending: str = "") -> dict[str, Any]:
    (row,) = [
        row
        for row in estate.found
        if row["type"] == kind and row["id"].endswith(ending) and (row["account"], row["region"]) == HERE
    ]
    return row


def test_the_estate_is_as_wide_as_it_says(estate: Estate) -> None:
    assert len(estate.planted.services) >= 55
    assert {row["region"] for row in estate.found} == {*REGIONS, "global"}
    assert {row["account"] for row in estate.found} == set(ACCOUNTS)


def test_every_planted_object_is_found_once_and_nothing_else(estate: Estate) -> None:
    planted = Counter(estate.planted.resources)
    found = Counter((row["type"], row["id"]) for row in estate.found)
    assert max(planted.values()) == 1
    assert sorted((planted - found).elements()) == []
    assert sorted((found - planted).elements()) == []


def test_every_object_is_of_the_account_and_region_that_its_name_tells(estate: Estate) -> None:
    for row in estate.found:
        _, _, _, region, account, _ = row["id"].split(":", 5)
        assert account in {"", row["account"]}, row["id"]
        assert region in {"", row["region"]} or row["type"] in ELSEWHERE, row["id"]


def test_a_planted_secret_is_nowhere(estate: Estate) -> None:
    every = [
        repr(row)
        for table in ("resources", "references", "identities", "scopes")
        for row in estate.snapshot.table(table)
    ]
    assert [row for row in every if SECRET in row] == []


def test_tags_are_kept_by_key_and_their_values_by_the_list(estate: Estate) -> None:
    for kind, ending in (
        ("AWS::EC2::Instance", ""),
        ("AWS::RDS::DBInstance", ":ledger"),
        ("AWS::SQS::Queue", ":orders"),
        ("AWS::DynamoDB::Table", "orders"),
        ("AWS::S3::Bucket", "orders-777788889999-eu-north-1"),
        ("AWS::Lambda::Function", "orders"),
        ("AWS::SecretsManager::Secret", ""),
    ):
        tags = json.loads(one(estate, kind, ending)["tags"])
        assert (tags["application"], tags["note"]) == ("benefits", None), kind


def test_facts_are_in_our_own_words(estate: Estate) -> None:
    def facts(kind: str, ending: str = "") -> Any:
        row = one(estate, kind, ending)
        return {**json.loads(row["facts"]), **json.loads(row["profile"])}

    ledger = facts("AWS::RDS::DBInstance", ":ledger")
    assert (ledger["engine"], ledger["engine_version"], ledger["allocated_gb"]) == ("postgres", "15", 53.6870912)
    function = facts("AWS::Lambda::Function", "orders")
    assert (function["runtime"], function["packaging"]) == ("python", "zip")
    bucket = facts("AWS::S3::Bucket")
    assert (bucket["customer_key"], bucket["versioned"], bucket["encrypted"]) == (True, False, True)
    assert one(estate, "AWS::S3::Bucket")["size_gb"] is None  # nobody measured it: unknown, not nothing
    assert facts("AWS::SQS::Queue", ":orders")["customer_key"] is True
    assert facts("AWS::SQS::Queue", ":dead-orders")["customer_key"] is False
    assert facts("AWS::EC2::Instance")["lifecycle"] == "permanent"


def test_a_stack_is_the_application_of_what_it_made(estate: Estate) -> None:
    assert one(estate, "AWS::CloudFormation::Stack")["application"] == "site"


def test_parts_know_what_they_belong_to(estate: Estate) -> None:
    rows = {row["row"]: row["id"] for row in estate.found}
    listener = one(estate, "AWS::ElasticLoadBalancingV2::Listener")
    assert rows[listener["parent_row"]] == one(estate, "AWS::ElasticLoadBalancingV2::LoadBalancer")["id"]


def test_every_question_has_its_answer_in_the_ledger(estate: Estate) -> None:
    scopes = [row for row in estate.snapshot.table("scopes") if not row["type"].endswith("::Tags")]
    states = {(row["account"], row["region"], row["type"]): row["state"] for row in scopes}
    assert len(states) == len(scopes)
    assert states[*HERE, "AWS::ECS::Service"] == ScopeState.OK.value
    assert states[*HERE, "AWS::Neptune::DBCluster"] == ScopeState.OK.value
    assert states[*HERE, "AWS::DocDB::DBCluster"] == ScopeState.EMPTY.value
    assert states[*HERE, "AWS::MSK::Cluster"] == ScopeState.OK.value
