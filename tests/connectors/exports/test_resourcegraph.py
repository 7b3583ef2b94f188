"""An Azure export gives what a live scan would."""

import json
from pathlib import Path

import pytest

from lockscan.connectors.azure.shaping import records
from lockscan.connectors.resourcegraph import CONNECTOR
from tests.connectors.reading import FIXTURES, outcome
from tests.fuzz.files import run

FOLDER = FIXTURES / "resourcegraph"
BASE = "/subscriptions/7b0f4c1e-5f0a-4c55-9d0e-3c5a2d9be00a/resourceGroups/rg-housing/providers"


def test_a_row_is_what_a_live_scan_makes_of_it() -> None:
    found = outcome("resourcegraph", FOLDER / "housing.json")
    site = found.records[f"{BASE}/Microsoft.Web/sites/app-housing"]
    assert site.resource.type == "Microsoft.Web/sites"
    assert site.resource.tags == {"Application": "housing-repairs", "Note": None}
    assert {(one.kind.value, one.key.rpartition("/")[2]) for one in site.candidates} >= {("runs_on", "plan-housing")}
    assert [one.source for one in site.resource.origins] == ["export"]
    assert len(found.records) == 5
    assert "nobody reads this" not in repr(found.records)


def test_a_portal_s_table_is_read_with_its_lines_and_says_what_it_lacks() -> None:
    found = outcome("resourcegraph", FOLDER / "portal.csv")
    store = found.records[f"{BASE}/Microsoft.Storage/storageAccounts/sthousing"]
    assert store.resource.facts["storage_class"] is not None
    assert store.resource.origins[0].line == 2
    assert found.records[f"{BASE}/Microsoft.KeyVault/vaults/kv-housing"].resource.origins[0].line == 4
    assert [one.partition(":")[0] for one in found.said()] == ["rows partial"]


@pytest.mark.parametrize("name", ["housing.json", "portal.csv"])
def test_both_are_told_by_their_content(name: str) -> None:
    assert CONNECTOR.recognises(Path(name), (FOLDER / name).read_bytes()[:65_536])


def test_live_and_export_agree(tmp_path: Path) -> None:
    row = {"id": f"{BASE}/Microsoft.Cache/redis/r", "type": "microsoft.cache/redis", "properties": {"port": 6379}}
    path = tmp_path / "one.json"
    path.write_text(json.dumps([row]))
    (live,) = records(row)
    (exported,) = outcome("resourcegraph", path).records.values()
    assert exported.resource.facts == live.resource.facts
    assert (exported.identities, exported.candidates) == (live.identities, live.candidates)


def test_a_cell_that_nests_too_deep_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "deep.csv"
    deep = '{""a"":' * 900 + "1" + "}" * 900
    path.write_text(f'ID,TYPE,PROPERTIES\n{BASE}/Microsoft.Cache/redis/r,microsoft.cache/redis,"{deep}"\n')
    assert list(outcome("resourcegraph", path).records) == [f"{BASE}/Microsoft.Cache/redis/r"]


def test_mutated_files_end_in_resources_or_one_line(tmp_path: Path) -> None:
    assert run(tmp_path, "resourcegraph", rounds=300, seed=7) > 0
