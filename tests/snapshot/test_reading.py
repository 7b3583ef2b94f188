"""A snapshot that is not whole is never read: one line says what is wrong and what to do."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lockscan.errors import SnapshotError
from lockscan.model.record import Record
from lockscan.snapshot import Journal, Snapshot, place
from lockscan.snapshot.tables import TABLES


@pytest.fixture
def folder(make: Callable[..., Record], sealed: Callable[..., Snapshot]) -> Path:
    return sealed([make("a"), make("b")]).folder


def manifest(folder: Path, **changes: Any) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def refused(folder: Path) -> str:
    with pytest.raises(SnapshotError) as told:
        Snapshot.open(folder)
    line = str(told.value)
    assert "\n" not in line
    assert str(folder) in line
    return line


def test_a_changed_byte_anywhere_is_noticed(folder: Path) -> None:
    for table in TABLES:
        path = folder / f"{table}.parquet"
        whole = path.read_bytes()
        path.write_bytes(whole[:20] + bytes([whole[20] ^ 1]) + whole[21:])
        assert f"{table}.parquet was changed" in refused(folder)
        path.write_bytes(whole)
    assert len(Snapshot.open(folder).estate()) == 2


def test_a_missing_or_shortened_file_is_noticed(folder: Path) -> None:
    (folder / "charges.parquet").unlink()
    assert "charges.parquet is missing" in refused(folder)


def test_another_programs_manifest_is_foreign(folder: Path) -> None:
    manifest(folder, format="terraform")
    assert "not a lockscan snapshot" in refused(folder)


def test_a_newer_format_asks_for_an_update(folder: Path) -> None:
    manifest(folder, format="lockscan.snapshot/v99", program="lockscan 9.0")
    assert "lockscan 9.0 in a newer format; update" in refused(folder)


@pytest.mark.parametrize("body", ["", "{", "[]", "null", "[" * 100_000, '{"format": "lockscan.snapshot/v1"}', "\ud7ff"])
def test_a_garbled_manifest_is_damage(folder: Path, body: str) -> None:
    (folder / "manifest.json").write_text(body, encoding="utf-16")
    assert refused(folder)
    (folder / "manifest.json").write_text(body, encoding="utf-8")
    assert refused(folder)


def test_what_is_no_snapshot_is_told_apart(tmp_path: Path) -> None:
    assert "no such snapshot" in refused(tmp_path / "none")
    assert "not a lockscan snapshot" in refused(tmp_path)
    (tmp_path / "file").write_text("x")
    assert "is a file" in refused(tmp_path / "file")
    Journal.open(tmp_path / "begun").close()
    assert "interrupted" in refused(tmp_path / "begun")


def test_a_sealed_snapshot_is_kept_and_a_new_one_begun_beside_it(folder: Path) -> None:
    beside = folder.with_name(f"{folder.name}-2")
    assert place(folder) == beside
    Journal.open(beside).close()
    assert place(folder) == beside, "an unfinished one is taken up again"
    with pytest.raises(SnapshotError, match="already sealed"):
        Journal.open(folder)


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("x")
    with pytest.raises(SnapshotError, match="holds something else"):
        place(tmp_path)


def test_every_column_is_written_as_it_is_documented(folder: Path) -> None:
    snapshot = Snapshot.open(folder)
    assert list(next(snapshot.table("resources"))) == list(TABLES["resources"])
    assert dict(snapshot.manifest.rows)["resources"] == 2
    assert all(meaning for columns in TABLES.values() for _, meaning in columns.values())


def test_rows_come_in_the_order_asked_for(folder: Path) -> None:
    rows = Snapshot.open(folder).estate().rows
    assert rows.names([1, 0, 1]) == ["b", "a", "b"]
    assert rows.ids([]) == []
    assert rows.find(["nobody", rows.ids([1])[0]]) == [None, 1]


def test_a_size_that_is_only_named_tells_its_processors_for_every_node(
    make: Callable[..., Record], sealed: Callable[..., Snapshot]
) -> None:
    named = {"plan": "m5.xlarge"}
    estate = sealed(
        [
            make("a", facts=named),
            make("b", facts={**named, "instances": 3}),
            make("c", facts={**named, "vcpus": 2}),
            make("d", facts={"plan": "Premium"}),
        ]
    ).estate()
    assert estate.vcpus.tolist()[:3] == [4, 12, 2]
    assert np.isnan(estate.vcpus[3])
    assert estate.memory_gb[1] == pytest.approx(3 * 17.179869184, abs=0.01)
