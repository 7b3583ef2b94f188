"""AWS Config's items, as a snapshot and as a query's answer."""

from pathlib import Path

import pytest

from lockscan.connectors.awsconfig import CONNECTOR
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
