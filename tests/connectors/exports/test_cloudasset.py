"""Google's inventory as a list and as lines."""

from pathlib import Path

import pytest

from lockscan.connectors.cloudasset import CONNECTOR
from tests.connectors.reading import FIXTURES, outcome
from tests.fuzz.files import run

FOLDER = FIXTURES / "cloudasset"


def test_assets_have_their_place_and_their_facts() -> None:
    found = outcome("cloudasset", FOLDER / "lake.json")
    worker = found.records["//compute.googleapis.com/projects/wexbridge-data/zones/europe-west2-a/instances/worker"]
    assert (worker.resource.account, worker.resource.region) == ("wexbridge-data", "europe-west2")
    assert worker.resource.facts["plan"] == "e2-standard-4"
    database = found.facts("//sqladmin.googleapis.com/projects/wexbridge-data/instances/planning")
    assert (database["engine"], database["multi_zone"]) == ("POSTGRES_16", True)
    assert database["allocated_gb"] == pytest.approx(107.3741824)
    bucket = found.records["//storage.googleapis.com/wexbridge-lake"].resource
    assert bucket.tags == {"note": None, "owner": "data"}
    assert (bucket.account, bucket.facts["versioned"], bucket.facts["customer_key"]) == ("123456789012", True, True)


def test_links_are_mentions() -> None:
    found = outcome("cloudasset", FOLDER / "lake.json")
    worker = "//compute.googleapis.com/projects/wexbridge-data/zones/europe-west2-a/instances/worker"
    assert any(kind == "in_network" and key.endswith("subnetworks/data") for _, kind, key in found.uses(worker))


def test_lines_are_read_with_their_numbers() -> None:
    found = outcome("cloudasset", FOLDER / "pubsub.jsonl")
    lake = found.records["//pubsub.googleapis.com/projects/wexbridge-data/subscriptions/lake"]
    assert lake.resource.origins[0].line == 2
    assert any(c.key.endswith("topics/bookings") for c in lake.candidates)


def test_a_line_that_breaks_off_is_told_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text((FOLDER / "pubsub.jsonl").read_text() + '{"name": "//x')
    found = outcome("cloudasset", path)
    assert len(found.records) == 2
    assert found.failed is not None
    assert f"{path}:3" in found.failed.reason
    assert found.failed.state == "partial"


@pytest.mark.parametrize("name", ["lake.json", "pubsub.jsonl"])
def test_both_are_told_by_their_content(name: str) -> None:
    assert CONNECTOR.recognises(Path(name), (FOLDER / name).read_bytes()[:65_536])


def test_mutated_files_end_in_resources_or_one_line(tmp_path: Path) -> None:
    assert run(tmp_path, "cloudasset", rounds=300, seed=7) > 0
