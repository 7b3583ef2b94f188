"""Killed, terminated or interrupted at any moment: a rerun ends with what an undisturbed run would have."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lockscan.snapshot import Snapshot
from lockscan.snapshot.place import MANIFEST

WORKER = Path(__file__).with_name("worker.py")
ROOT = Path(__file__).resolve().parents[2]


def start(folder: Path, pause: float, processes: int) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    words = [sys.executable, str(WORKER), str(folder), str(pause), str(processes)]
    return subprocess.Popen(words, env=environment, stdout=subprocess.PIPE)


def finish(folder: Path, processes: int = 1) -> Snapshot:
    process = start(folder, 0, processes)
    process.communicate(timeout=60)
    assert process.returncode == 0
    return Snapshot.open(folder)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return finish(tmp_path_factory.mktemp("undisturbed") / "snapshot")


def stop(folder: Path, number: int, after: float, processes: int) -> int:
    """Start a slow scan, send it a signal some time after it began to read, and give its exit status."""
    process = start(folder, 0.03, processes)
    assert process.stdout
    assert process.stdout.readline() == b"reading\n"
    time.sleep(after)
    process.send_signal(number)
    process.communicate(timeout=60)
    return process.returncode


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("seed", range(3))
def test_kill_nine_and_a_rerun_is_as_if_nothing_had_happened(
    seed: int, processes: int, tmp_path: Path, undisturbed: Snapshot
) -> None:
    folder = tmp_path / "snapshot"
    moments = random.Random(seed)  # noqa: S311 - moments, not secrets
    for _ in range(3):
        if (folder / MANIFEST).exists():
            break
        stop(folder, signal.SIGKILL, moments.uniform(0, 0.6), processes)
    snapshot = Snapshot.open(folder) if (folder / MANIFEST).exists() else finish(folder, processes)
    assert snapshot.manifest.digest == undisturbed.manifest.digest
    assert {path.name for path in folder.iterdir() if path.is_dir()} <= {"journal"}


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_polite_stop_is_clean_and_resumable(
    number: int, processes: int, tmp_path: Path, undisturbed: Snapshot
) -> None:
    folder = tmp_path / "snapshot"
    assert stop(folder, number, 0.15, processes) == 130
    assert not (folder / MANIFEST).exists()
    assert finish(folder).manifest.digest == undisturbed.manifest.digest


def test_several_processes_give_the_same_bytes_and_leave_none_behind(tmp_path: Path, undisturbed: Snapshot) -> None:
    assert finish(tmp_path / "snapshot", processes=2).manifest.digest == undisturbed.manifest.digest
