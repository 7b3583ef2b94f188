"""The documented table of what no API lists."""

from pathlib import Path

import pytest

from lockscan.connectors.inventory import CONNECTOR
from tests.connectors.reading import FIXTURES, outcome
from tests.fuzz.files import run

SYSTEMS = FIXTURES / "inventory" / "systems.csv"


def test_rows_are_resources_with_facts_and_lines() -> None:
    found = outcome("inventory", SYSTEMS)
    database = found.records["db-housing"].resource
    assert (database.type, database.provider, database.application) == ("inventory/database", "on-premises", "housing")
    assert database.facts["size_gb"] == 1200
    assert database.facts["engine"] == "oracle"
    assert database.origins[0].line == 3
    assert found.records["saas-post"].resource.provider == "royal-mail"
    assert found.facts("srv-housing-1")["public"] is False


def test_uses_become_references_by_what_is_used() -> None:
    uses = {(kind, key) for _, kind, key in outcome("inventory", SYSTEMS).uses("app-housing")}
    assert uses == {
        ("runs_on", "inventory:srv-housing-1"),
        ("stores_in", "inventory:db-housing"),
        ("invokes", "inventory:saas-post"),
    }


def test_a_row_without_an_id_is_told_and_notes_are_not_read() -> None:
    found = outcome("inventory", SYSTEMS)
    assert found.said() == [f"rows partial: {SYSTEMS}: 1 rows without id or type, the first on line 8"]
    assert "room 3" not in repr(found.records)


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_spreadsheets_part_cells_by_other_signs(tmp_path: Path, sign: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(
        f"\ufeffName{sign}ID{sign}Type{sign}Supplier\r\nOne{sign}1{sign}server{sign}X\r\n", encoding="utf-8"
    )
    assert CONNECTOR.recognises(path, path.read_bytes())
    assert outcome("inventory", path).records["1"].resource.name == "One"


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", "id,type,name\n1,2,3\n", '{"id,type,name,supplier": 1}'])
def test_what_is_no_inventory_is_not_claimed(content: str) -> None:
    assert not CONNECTOR.recognises(Path("x.csv"), content.encode())


def test_mutated_files_end_in_resources_or_one_line(tmp_path: Path) -> None:
    assert run(tmp_path, "inventory", rounds=300, seed=7) > 0
