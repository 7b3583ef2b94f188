"""Every way a run can end has its published exit status and one helpful line."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

PLAN = Path(__file__).parents[2] / "fixtures" / "terraform" / "booking.plan.json"
Ended = subprocess.CompletedProcess[str]

NOWHERE = "http://127.0.0.1:9"
"""The discard port: nothing answers there."""


def lockscan(*words: str, env: dict[str, str] | None = None, cwd: Path | None = None) -> Ended:
    return subprocess.run(
        [sys.executable, "-m", "lockscan", *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        timeout=120,
        env={**os.environ, **(env or {})},
    )


def one_line(ended: Ended) -> str:
    assert "Traceback" not in ended.stderr
    lines = [line for line in ended.stderr.splitlines() if line.startswith("lockscan: ")]
    assert len(lines) == 1, ended.stderr
    return lines[0]


def test_a_file_that_is_nothing_known_is_wrong_use(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear council,")
    ended = lockscan("scan", str(letter))
    assert ended.returncode == 2
    assert "letter.txt" in one_line(ended)
    assert "lockscan sources" in one_line(ended)


def test_a_file_that_is_not_there_is_wrong_use() -> None:
    ended = lockscan("scan", "no-such-plan.json")
    assert ended.returncode == 2
    assert "no-such-plan.json" in one_line(ended)


def test_a_format_that_does_not_exist_is_wrong_use_and_not_a_no_of_the_gate(tmp_path: Path) -> None:
    ended = lockscan("assess", str(tmp_path), "--format", "sculpture")
    assert ended.returncode == 2
    assert "terminal" in ended.stderr


def test_a_snapshot_that_is_none_is_told_in_one_line(tmp_path: Path) -> None:
    ended = lockscan("assess", str(tmp_path))
    assert ended.returncode == 2
    assert str(tmp_path) in one_line(ended)


def test_a_dead_endpoint_ends_with_nothing_read(tmp_path: Path) -> None:
    ended = lockscan(
        "scan",
        "aws",
        "--region",
        "eu-west-2",
        cwd=tmp_path,
        env={
            "AWS_ENDPOINT_URL": NOWHERE,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_CONFIG_FILE": os.devnull,
        },
    )
    assert ended.returncode == 4
    assert "127.0.0.1:9" in one_line(ended)


def test_missing_credentials_end_with_nothing_read_and_say_how_to_mend_it(tmp_path: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    ended = subprocess.run(
        [sys.executable, "-m", "lockscan", "scan", "aws"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        timeout=120,
        env={**clean, "HOME": str(tmp_path), "AWS_EC2_METADATA_DISABLED": "true"},
    )
    assert ended.returncode == 4
    assert "credentials" in one_line(ended)


@pytest.mark.parametrize("content", [b'{"format_version": "1.2", "planned_values": {', b"\xff\xfe\x00", b"[" * 100_000])
def test_damaged_files_end_in_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(content)
    ended = lockscan("scan", str(path), cwd=tmp_path)
    assert ended.returncode in {2, 4}
    assert "plan.json" in one_line(ended)


def test_a_plan_is_reported_without_leaving_anything_behind(tmp_path: Path) -> None:
    ended = lockscan("scan", str(PLAN), "--as-of", "2026-11-22", cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert "How locked in are we?" in ended.stdout
    assert not list(tmp_path.iterdir())


def test_the_same_snapshot_and_day_give_the_same_bytes(tmp_path: Path) -> None:
    assert lockscan("scan", str(PLAN), "--snapshot", str(tmp_path / "s"), "--as-of", "2026-11-22").returncode == 0
    reports = [
        lockscan("assess", str(tmp_path / "s"), "--as-of", "2026-11-22", "--format", "json", "--resources").stdout
        for _ in range(2)
    ]
    assert reports[0] == reports[1] != ""


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    pipeline = ["bash", "-o", "pipefail", "-c", f"{sys.executable} -m lockscan scan {PLAN} --format html | head -c 10"]
    ended = subprocess.run(pipeline, capture_output=True, check=False, cwd=tmp_path, timeout=120)
    assert ended.returncode in {0, 128 + signal.SIGPIPE}
    assert b"Traceback" not in ended.stderr


def test_scanning_onto_a_sealed_snapshot_begins_another_beside_it(tmp_path: Path) -> None:
    for _ in range(2):
        assert lockscan("scan", str(PLAN), "--snapshot", str(tmp_path / "s")).returncode == 0
    assert (tmp_path / "s" / "manifest.json").exists()
    assert (tmp_path / "s-2" / "manifest.json").exists()
