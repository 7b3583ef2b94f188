"""A mapping file has the last word on applications, and all its mistakes are told at once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lockscan.errors import InvalidInput, UsageError
from lockscan.model.record import Record
from lockscan.snapshot import Snapshot


def applications(snapshot: Snapshot, mapping: Path) -> list[str]:
    estate = snapshot.estate(mapping)
    return [estate.application[row] for row in range(len(estate))]


@pytest.fixture
def snapshot(make: Callable[..., Record], sealed: Callable[..., Snapshot]) -> Snapshot:
    return sealed(
        [
            make("a-web", tags={"App": "old"}),
            make("b-web", account="444455556666"),
            make("c", tags={"Cost Centre": "O'Neil 7"}),
            make("d", tags={"App": "kept"}),
        ]
    )


def test_the_first_line_that_fits_decides(snapshot: Snapshot, tmp_path: Path) -> None:
    path = tmp_path / "map.csv"
    path.write_text("field,pattern,application\nname,A-*,web\nname,*-web,rest\ntag:cost-centre,o'neil*,costs\n")
    assert applications(snapshot, path) == ["web", "rest", "costs", "kept"]


def test_toml_says_the_same(snapshot: Snapshot, tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text('[[application]]\nfield = "account"\npattern = "4444*"\napplication = "O\'Brien"\n')
    assert applications(snapshot, path) == ["old", "O'Brien", "", "kept"]


def test_every_mistake_is_told_at_once(snapshot: Snapshot, tmp_path: Path) -> None:
    path = tmp_path / "map.csv"
    path.write_text("field,pattern,application\ncolour,x,y\nname,,y\n")
    with pytest.raises(InvalidInput) as told:
        snapshot.estate(path)
    assert len(told.value.problems) == 2
    assert "line 2" in told.value.problems[0]


@pytest.mark.parametrize(
    ("name", "body"), [("m.toml", b"[["), ("m.csv", b"\xff\xfe\x00"), ("m.toml", b"application = 3")]
)
def test_a_file_that_is_no_mapping_is_told_in_one_line(
    snapshot: Snapshot, tmp_path: Path, name: str, body: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(body)
    with pytest.raises(UsageError, match=name):
        snapshot.estate(path)
    with pytest.raises(UsageError, match="nowhere"):
        snapshot.estate(tmp_path / "nowhere.csv")
