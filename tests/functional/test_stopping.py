"""A scan that is stopped, crowded out or out of space ends in one line, and what it read is kept."""

import resource
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from lockscan.snapshot import Snapshot
from tests.functional import estate
from tests.functional.proxy import Proxy, disturbed
from tests.functional.running import FIXTURES, LONGEST, PLAN, Ended, lockscan, start, told

FEW = estate.only(("s3", "sqs", "dynamodb"))
ASKED = ("scan", "aws", "--region", estate.REGION, *FEW, "--workers", "1", "--snapshot", "s")


@pytest.fixture
def slow(endpoint: str) -> Iterator[Proxy]:
    """A tenant that takes its time, so that there is one to be interrupted."""
    with disturbed(endpoint) as proxy:
        proxy.pause = 0.15
        yield proxy


@pytest.fixture
def env(slow: Proxy, tenant: Mapping[str, str]) -> dict[str, str]:
    return {**tenant, "AWS_ENDPOINT_URL": slow.url}


def begun(process: subprocess.Popen[str]) -> None:
    """Wait until something has been read."""
    assert process.stderr
    assert next(line for line in process.stderr if line.startswith("read "))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_polite_stop_is_one_line_and_a_rerun_asks_only_for_the_rest(
    tmp_path: Path, slow: Proxy, env: Mapping[str, str], number: int
) -> None:
    with start(*ASKED, env=env, cwd=tmp_path) as process:
        begun(process)
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, "")
    assert "run the same command again to resume" in told(err)
    calls, slow.pause = len(slow.answered), 0
    lists = sum("ListQueues" in text for text in slow.answered)
    assert lockscan(*ASKED, env=env, cwd=tmp_path).returncode == 0
    resumed = len(slow.answered) - calls
    assert lockscan(*ASKED, env=env, cwd=tmp_path).returncode == 0
    assert resumed < len(slow.answered) - calls - resumed
    assert lists <= 1
    assert Snapshot.open(tmp_path / "s").manifest.digest == Snapshot.open(tmp_path / "s-2").manifest.digest


def test_a_second_run_on_the_same_snapshot_is_turned_away(tmp_path: Path, slow: Proxy, env: Mapping[str, str]) -> None:
    with start(*ASKED, env=env, cwd=tmp_path) as first:
        begun(first)
        second = lockscan(*ASKED, env=env, cwd=tmp_path)
        slow.pause = 0
        first.communicate(timeout=60)
    assert second.returncode == 2
    assert "another lockscan is writing this snapshot" in told(second.stderr)
    assert first.returncode == 0
    assert Snapshot.open(tmp_path / "s").manifest.rows["resources"] > 10


def on_a_small_disk(folder: Path, size: str, *words: str) -> Ended:
    """Run a scan below a mount of its own that holds no more than `size`."""
    script = f'mount -t tmpfs -o size={size} tmpfs {folder} && cd {folder} && exec "$@"'
    return subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, "sh", sys.executable, "-m", "lockscan", *words],  # noqa: S607 - wherever the system has it
        capture_output=True, check=False, encoding="utf-8", timeout=LONGEST,
    )  # fmt: skip


@pytest.mark.parametrize("size", ["32k", "96k", "160k"])
def test_a_full_disk_is_one_line(tmp_path: Path, size: str) -> None:
    if on_a_small_disk(tmp_path, "1m", "--version").returncode:
        pytest.skip("no right to mount here: a full disk is NOT TESTED by a real one")
    ended = on_a_small_disk(tmp_path, size, "scan", str(FIXTURES / "website.tfstate"), "--snapshot", "s")
    assert ended.returncode == 2, ended.stderr
    assert "the disk is full; free some space" in told(ended.stderr)


def test_a_report_that_does_not_fit_leaves_the_old_one_whole(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    target.write_text("the old report")
    snapshot = tmp_path / "s"
    assert lockscan("scan", PLAN, "--snapshot", snapshot).returncode == 0
    ended = subprocess.run(
        [sys.executable, "-m", "lockscan", "assess", snapshot, "--output", target],
        capture_output=True, check=False, encoding="utf-8", timeout=LONGEST,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )  # fmt: skip
    assert ended.returncode == 2
    assert "report.html: cannot be written" in told(ended.stderr)
    assert target.read_text() == "the old report"
    assert {path.name for path in tmp_path.iterdir()} == {"report.html", "s"}


def test_a_snapshot_that_cannot_grow_is_one_line(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "lockscan", "scan", PLAN, "--snapshot", tmp_path / "s"],
        capture_output=True, check=False, encoding="utf-8", timeout=LONGEST,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )  # fmt: skip
    assert ended.returncode == 2
    assert str(tmp_path / "s") in told(ended.stderr)


def test_an_output_that_takes_no_more_is_one_line(tmp_path: Path) -> None:
    for words in (("scan", PLAN), ("rules", "list", "sources")):
        with Path("/dev/full").open("w", encoding="utf-8") as full:
            ended = subprocess.run(
                [sys.executable, "-m", "lockscan", *words],
                stdout=full, stderr=subprocess.PIPE, check=False, encoding="utf-8", cwd=tmp_path, timeout=LONGEST,
            )  # fmt: skip
        assert ended.returncode == 2
        assert "No space left" in told(ended.stderr)


def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    ended = lockscan("scan", PLAN, "--format", "csv", "--output", "/dev/stdout", cwd=tmp_path)
    assert (ended.returncode, ended.stdout[:3]) == (0, "id,")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    assert lockscan("scan", PLAN, "--format", "csv", "--output", tmp_path / "link.csv").returncode == 0
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text().startswith("id,")
