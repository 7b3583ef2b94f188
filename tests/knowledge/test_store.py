"""The cache saves time and can never be wrong or in the way."""

import json
from pathlib import Path
from typing import Any

import pytest

from lockscan.knowledge.store import remembered


def never() -> dict[str, Any]:
    raise AssertionError("made again")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    return tmp_path


def kept(home: Path) -> list[Path]:
    return list((home / "lockscan").glob("rules-*"))


def test_what_was_made_once_is_not_made_again(home: Path) -> None:
    made = {"digest": "d1", "types": {}}
    assert remembered("d1", lambda: made) == made
    assert remembered("d1", never) == made
    assert len(kept(home)) == 1


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[]", b'{"digest": "another"}'])
def test_a_damaged_cache_is_made_again(home: Path, content: bytes) -> None:
    remembered("d1", lambda: {"digest": "d1"})
    kept(home)[0].write_bytes(content)
    assert remembered("d1", lambda: {"digest": "d1", "new": True})["new"]
    assert json.loads(kept(home)[0].read_text(encoding="utf-8"))["new"]


def test_a_place_that_cannot_be_written_only_costs_time(home: Path) -> None:
    (home / "lockscan").write_text("in the way", encoding="utf-8")
    assert remembered("d1", lambda: {"digest": "d1"}) == {"digest": "d1"}


def test_old_versions_do_not_pile_up(home: Path) -> None:
    for number in range(20):
        remembered(f"d{number}", lambda number=number: {"digest": f"d{number}"})  # type: ignore[misc]
    assert len(kept(home)) <= 6
