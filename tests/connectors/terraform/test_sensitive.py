"""No secret of a plan or a state is in anything the connector hands over."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lockscan.connectors.terraform.sensitive import without_marked, without_paths
from tests.connectors.reading import outcome

PLANTED = (
    "hunter2-not-for-disk",
    "tok-4f1c9a77e2",
    "ring 020 7946 0000",
    "correct-horse",
    "Pa55-not-for-disk",
    "s3cret-in-outputs",
    "call 020 7946 0000",
    "Tr0ub4dor-not-for-disk",
    "k-91f2-not-for-disk",
    "old-state-secret",
    "not-for-disk-either",
)


@pytest.mark.parametrize(
    "file",
    [
        "booking.plan.json",
        "gis-0.1.plan.json",
        "benefits.azure.plan.json",
        "website.tfstate",
        "payroll.v3.tfstate",
        "lake.google.state.json",
    ],
)
def test_planted_secrets_go_nowhere(read: Callable[[str], Any], file: str) -> None:
    found = read(file)
    content = found.path.read_text()
    planted = [secret for secret in PLANTED if secret in content]
    assert planted
    everything = repr((found.records, found.scopes, found.failed))
    assert [secret for secret in planted if secret in everything] == []


def test_marks_mirror_the_values() -> None:
    values = {"a": [{"b": 1, "c": 2}, {"b": 3}], "d": "x"}
    assert without_marked(values, {"a": [{"c": True}], "d": True}) == {"a": [{"b": 1}, {"b": 3}]}


def test_a_set_is_cut_in_every_element() -> None:
    path = [{"type": "get_attr", "value": "s"}, {"type": "index", "value": {}}, {"type": "get_attr", "value": "p"}]
    assert without_paths({"s": [{"p": 1, "q": 2}, {"p": 3}]}, [path]) == {"s": [{"q": 2}, {}]}


def test_a_masked_key_is_not_taken_for_none(tmp_path: Path) -> None:
    attributes = {"id": "db", "engine": "postgres", "kms_key_id": "arn:aws:kms:eu-west-2:123456789012:key/not-for-disk"}
    masked = {"attributes": attributes, "sensitive_attributes": [[{"type": "get_attr", "value": "kms_key_id"}]]}
    entry = {"mode": "managed", "type": "aws_db_instance", "name": "db", "instances": [masked]}
    path = tmp_path / "terraform.tfstate"
    path.write_text(json.dumps({"version": 4, "serial": 1, "lineage": "x", "resources": [entry]}))
    found = outcome("terraform", path)
    assert "customer_key" not in found.facts("aws_db_instance.db")
    assert "not-for-disk" not in repr(found)
