"""Google's inventory as a list and as lines."""

import json
from pathlib import Path
from typing import Any

import pytest

from lockscan.connectors.cloudasset import CONNECTOR
from tests.connectors.reading import FIXTURES, Outcome, outcome
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


VM = "//compute.googleapis.com/projects/p1/zones/europe-west2-a/instances/vm"
GROUP = "//compute.googleapis.com/projects/p1/zones/europe-west2-a/instanceGroups/ig"
ACCOUNT = "//iam.googleapis.com/projects/p1/serviceAccounts/app@p1.iam.gserviceaccount.com"


def content(tmp_path: Path, *assets: dict[str, Any]) -> Outcome:
    path = tmp_path / "assets.jsonl"
    path.write_text("".join(f"{json.dumps(one)}\n" for one in assets))
    return outcome("cloudasset", path)


def test_an_export_of_relationships_gives_references_and_states_no_fact(tmp_path: Path) -> None:
    related = {"asset": GROUP, "asset_type": "compute.googleapis.com/InstanceGroup", "relationship_type": "MEMBER_OF"}
    found = content(tmp_path, {"name": VM, "asset_type": "compute.googleapis.com/Instance", "related_asset": related})
    assert found.uses(VM) == {("relatedAsset.member_of", "references", GROUP)}
    assert found.facts(VM) == {}


def test_a_policy_says_to_what_a_service_account_has_access(tmp_path: Path) -> None:
    members = ["serviceAccount:app@p1.iam.gserviceaccount.com", "user:somebody@example.org"]
    found = content(
        tmp_path,
        {
            "name": "//storage.googleapis.com/docs",
            "asset_type": "storage.googleapis.com/Bucket",
            "iam_policy": {"bindings": [{"role": "roles/storage.objectViewer", "members": members}]},
        },
        {
            "name": ACCOUNT,
            "asset_type": "iam.googleapis.com/ServiceAccount",
            "resource": {"data": {"email": "app@p1.iam.gserviceaccount.com"}},
        },
    )
    assert found.uses(ACCOUNT) == {("iamPolicy.bindings", "may_access", "//storage.googleapis.com/docs")}
    assert found.facts("//storage.googleapis.com/docs") == {}
    assert "somebody" not in repr(found.records)
