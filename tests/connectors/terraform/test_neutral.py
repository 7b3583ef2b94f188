"""Neutral facts: what a plan or a state says, in the words that rules ask for."""

from typing import Any

import pytest

from lockscan.connectors.terraform.neutral import fact_rules, neutral_facts
from lockscan.knowledge.knowledge import Knowledge
from lockscan.vocabulary.facts import fact_definitions
from lockscan.vocabulary.types import terraform_types


def test_every_rule_is_about_a_known_fact_and_a_known_type() -> None:
    assert {fact for facts in fact_rules().values() for fact in facts} <= set(fact_definitions())
    assert set(fact_rules()) <= {*terraform_types(), *Knowledge.load().types()}


@pytest.mark.parametrize(
    ("type_", "values", "facts"),
    [
        ("aws_lambda_function", {"runtime": "provided.al2023"}, {"runtime": "custom", "packaging": "zip"}),
        (
            "aws_lambda_function",
            {"package_type": "Image", "architectures": ["arm64"]},
            {"packaging": "image", "architecture": "arm64"},
        ),
        (
            "aws_opensearch_domain",
            {"engine_version": "OpenSearch_2.11"},
            {"engine": "opensearch", "engine_version": "2"},
        ),
        ("aws_ebs_volume", {"size": 200}, {"allocated_gb": 214.7483648}),
        ("aws_lb", {"internal": True}, {"public": False}),
        ("aws_dynamodb_table", {"replica": [{"region_name": "eu-west-1"}]}, {"global_replication": True}),
        ("aws_dynamodb_table", {"replica": []}, {"global_replication": False}),
        ("aws_kms_key", {"origin": "EXTERNAL"}, {"key_origin": "imported"}),
    ],
)
def test_attributes_become_facts(type_: str, values: dict[str, Any], facts: dict[str, Any]) -> None:
    found = neutral_facts(type_, values)
    assert {fact: found.get(fact) for fact in facts} == facts


@pytest.mark.parametrize(
    ("type_", "values", "fact"),
    [
        ("aws_dynamodb_table", {}, "global_replication"),
        ("aws_db_instance", {"engine": None}, "engine"),
        ("aws_db_instance", {"allocated_storage": "many"}, "allocated_gb"),
        ("aws_db_instance", {"allocated_storage": [100]}, "allocated_gb"),
        ("aws_lambda_function", {"runtime": "cobol"}, "runtime"),
        ("acme_widget", {"engine": "postgres"}, "engine"),
    ],
)
def test_what_is_not_known_stays_unknown(type_: str, values: dict[str, Any], fact: str) -> None:
    assert fact not in neutral_facts(type_, values)
