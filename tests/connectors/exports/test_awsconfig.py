"""AWS Config's items, as a snapshot and as a query's answer."""

import json
from pathlib import Path
from typing import Any

import pytest

from lockscan.collection.interface import Request
from lockscan.connectors.awsconfig import CONNECTOR
from lockscan.recognition import recognise
from tests.connectors.reading import FIXTURES, outcome
from tests.fuzz.files import run

FOLDER = FIXTURES / "awsconfig"
DATABASE = "arn:aws:rds:eu-west-2:123456789012:db:licensing"


def test_items_give_the_facts_of_the_running_thing() -> None:
    facts = outcome("awsconfig", FOLDER / "snapshot.json").facts(DATABASE)
    assert (facts["engine"], facts["engine_version"], facts["plan"]) == ("postgres", "15", "db.m6g.large")
    assert facts["encrypted"] is facts["multi_zone"] is facts["customer_key"] is True


def test_only_one_end_of_a_relation_depends() -> None:
    found = outcome("awsconfig", FOLDER / "snapshot.json")
    assert ("in_network", "vpc-0ab1cd2ef3ab4cd5e") in {(kind, key) for _, kind, key in found.uses(DATABASE)}
    assert not found.uses("arn:aws:ec2:eu-west-2:123456789012:vpc/vpc-0ab1cd2ef3ab4cd5e")


def test_what_was_deleted_is_not_counted_and_tags_are_sifted() -> None:
    found = outcome("awsconfig", FOLDER / "snapshot.json")
    assert len(found.records) == 2
    assert found.records[DATABASE].resource.tags == {"Application": "licensing", "Note": None}


def test_a_query_s_answer_is_read() -> None:
    queue = outcome("awsconfig", FOLDER / "query.json").records["arn:aws:sqs:eu-west-2:123456789012:orders"].resource
    assert (queue.account, queue.facts["fifo"], queue.tags) == ("123456789012", True, {"Application": "orders"})


@pytest.mark.parametrize("name", ["snapshot.json", "query.json"])
def test_both_are_told_by_their_content(name: str) -> None:
    assert CONNECTOR.recognises(Path(name), (FOLDER / name).read_bytes()[:65_536])


def test_mutated_files_end_in_resources_or_one_line(tmp_path: Path) -> None:
    assert run(tmp_path, "awsconfig", rounds=300, seed=7) > 0


def item(name: str, day: int, status: str = "OK", **configuration: Any) -> dict[str, Any]:
    return {
        "configurationItemCaptureTime": f"2026-01-{day:02}T00:00:00.000Z",
        "configurationItemStatus": status,
        "resourceType": "AWS::SQS::Queue",
        "resourceId": f"https://sqs.eu-west-2.amazonaws.com/123456789012/{name}",
        "ARN": f"arn:aws:sqs:eu-west-2:123456789012:{name}",
        "configuration": configuration,
    }


def test_of_a_history_the_last_state_counts(tmp_path: Path) -> None:
    items = [
        item("kept", 2, KmsMasterKeyId="k"),
        item("kept", 1),
        item("gone", 3, "ResourceDeleted"),
        item("gone", 1),
    ]
    path = tmp_path / "history.json"
    path.write_text(json.dumps({"fileVersion": "1.0", "configurationItems": items}))
    found = outcome("awsconfig", path)
    assert list(found.records) == ["arn:aws:sqs:eu-west-2:123456789012:kept"]
    assert found.facts("arn:aws:sqs:eu-west-2:123456789012:kept")["customer_key"] is True


def test_of_several_deliveries_the_last_of_each_region_is_read(tmp_path: Path) -> None:
    for name in (
        "123456789012_Config_eu-west-2_ConfigSnapshot_20260101T000000Z_a.json",
        "123456789012_Config_eu-west-2_ConfigSnapshot_20260102T000000Z_b.json",
        "123456789012_Config_eu-west-1_ConfigSnapshot_20260101T000000Z_c.json",
        "own-name.json",
    ):
        (tmp_path / name).write_text(json.dumps({"configurationItems": [item("one", 1)]}))
    names = [Path(one.name).stem.rpartition("_")[2] for one in recognise([tmp_path], Request()).asked]
    assert names == ["c", "b", "own-name"]
