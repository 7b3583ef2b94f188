"""Files that are huge, deep, broken or not ours end quickly, in one line that names them."""

import json
import os
import shutil
import time
from pathlib import Path

import pytest

from tests.functional.running import PLAN, lockscan, told

GIGABYTES = 2 * 1024**3
DEEP = 100_000


def test_two_gigabytes_are_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "huge.tfstate"
    path.write_text('{"version": 4, "terraform_version": "1.9.0", "serial": 1, "lineage": "x", "resources": [')
    os.truncate(path, GIGABYTES)
    before = time.monotonic()
    ended = lockscan("scan", path)
    assert ended.returncode == 4
    assert "huge.tfstate: 2048 MB, above the limit" in told(ended.stderr)
    assert time.monotonic() - before < 20  # seconds; reading it would take minutes


@pytest.mark.parametrize(
    "content",
    [
        '{"format_version": "1.2", "planned_values": ' + '{"a": ' * DEEP + "1" + "}" * DEEP + "}",
        '{"version": 4, "serial": 1, "lineage": "x", "resources": [' + "[" * DEEP + "]" * DEEP + "]}",
        '{"version": 4, "serial": 1, "lineage": "x", "resources": ' + "[" * 300 + "]" * 300 + "}",
        PLAN.read_text()[:9_000],
        '{"version": 99, "terraform_version": "9.9", "serial": 1, "lineage": "x", "resources": []}',
        '{"format_version": "7.0", "terraform_version": "9.9", "planned_values": {}}',
    ],
    ids=["deep plan", "deep state", "deeper than sense", "half a plan", "newer state", "newer plan"],
)
def test_what_cannot_be_read_is_one_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "given.json"
    path.write_text(content)
    ended = lockscan("scan", path)
    assert ended.returncode in {2, 4}, ended.stdout
    assert "given.json" in told(ended.stderr)


def test_odd_places_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for name in ("empty", "pipe", "loop", "none"):
        ended = lockscan("scan", tmp_path / name)
        assert ended.returncode == 2, (name, ended.stderr)
        assert name in told(ended.stderr)


def manifest(folder: Path, **changes: object) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_bytes()), **changes}))


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda folder: manifest(folder, format="lockscan.snapshot/v9", program="lockscan 9.0"), "update lockscan"),
        (lambda folder: manifest(folder, format="someone/v1"), "another program's"),
        (lambda folder: (folder / "manifest.json").write_text("{"), "is damaged"),
        (lambda folder: (folder / "scopes.parquet").unlink(), "scopes.parquet is missing"),
        (lambda folder: os.truncate(folder / "resources.parquet", 100), "resources.parquet was changed"),
        (lambda folder: (folder / "manifest.json").unlink(), "not a lockscan snapshot"),
    ],
    ids=["newer", "foreign", "half a manifest", "a table gone", "half a table", "no manifest"],
)
def test_a_snapshot_that_is_not_as_it_was_is_one_line(sealed: Path, harm: object, said: str) -> None:
    assert callable(harm)
    harm(sealed)
    ended = lockscan("assess", sealed)
    assert ended.returncode == 2
    assert said in told(ended.stderr)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "s"
    assert lockscan("scan", PLAN, "--snapshot", folder).returncode == 0
    return folder


@pytest.fixture
def sealed(whole: Path, tmp_path: Path) -> Path:
    return shutil.copytree(whole, tmp_path / "s")
