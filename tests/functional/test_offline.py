"""With all network but the target's endpoint cut, everything works, and nothing else is even tried."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.functional.conftest import Scanned, scan
from tests.functional.running import EVERY_FORMAT, FORMATS, PLAN, ROOT, lockscan

LOOPBACK = Path(__file__).with_name("loopback")


@pytest.fixture
def cut(tmp_path: Path) -> dict[str, str]:
    """The environment in which only loopback can be reached."""
    (tmp_path / "tried").touch()
    return {"NETWORK_LOG": str(tmp_path / "tried"), "PYTHONPATH": f"{LOOPBACK}:{ROOT}"}


def test_the_cut_cuts(tmp_path: Path, cut: Mapping[str, str], tenant: Mapping[str, str]) -> None:
    elsewhere = {**tenant, **cut, "AWS_ENDPOINT_URL": "http://192.0.2.1"}
    assert lockscan("scan", "aws", env=elsewhere, cwd=tmp_path).returncode == 4
    assert set((tmp_path / "tried").read_text().split()) == {"192.0.2.1"}


def test_a_scan_of_a_tenant_gives_the_same_as_with_a_network(
    tmp_path: Path, cut: Mapping[str, str], tenant: Mapping[str, str], scanned: Scanned
) -> None:
    reports = scan(tmp_path, {**tenant, **cut}).reports()
    assert (tmp_path / "tried").read_text() == ""
    assert reports == scanned.reports()
    assert len(reports) == len(FORMATS)
    assert json.loads(reports["report.json"])["estate"]["resources"] > 30


def test_files_snapshots_and_rules_need_no_network(tmp_path: Path, cut: Mapping[str, str]) -> None:
    snapshot = tmp_path / "s"
    for words in (
        ["scan", PLAN, "--snapshot", snapshot],
        ["assess", snapshot, *EVERY_FORMAT, "--output", tmp_path / "o"],
        ["graph", "waves", snapshot],
        ["rules", "check"],
    ):
        ended = lockscan(*words, env=cut, cwd=tmp_path)
        assert ended.returncode == 0, (words, ended.stderr)
    assert (tmp_path / "tried").read_text() == ""
