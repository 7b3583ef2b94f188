"""Killed at any moment and run again, a scan of two accounts ends as if nothing had happened."""

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lockscan.snapshot import Snapshot
from lockscan.snapshot.place import MANIFEST
from lockscan.snapshot.tables import TABLES
from tests.functional import estate
from tests.functional.running import ROOT

MOMENTS = 20
SEALED = {MANIFEST, *(f"{name}.parquet" for name in TABLES)}
SCAN = (
    *("scan", "aws", "--region", estate.REGION, "--role", "reader", "--workers", "4"),
    *(word for account in estate.ACCOUNTS for word in ("--account", account)),
    *estate.only(("sqs", "sns", "dynamodb")),
)


class Nursery:
    """Forks of a process that has everything loaded."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, folder: Path, kill_after: float | None = None) -> tuple[int, float]:
        """Scan into a folder, killed after so many seconds; give the exit status and how long it took."""
        assert self._process.stdin
        assert self._process.stdout
        words = [*SCAN, "--snapshot", str(folder), "--format", "json", "--output", f"{folder}.json"]
        self._process.stdin.write(json.dumps({"words": words, "kill_after": kill_after}) + "\n")
        self._process.stdin.flush()
        status, seconds = self._process.stdout.readline().split()
        return int(status), float(seconds)


@pytest.fixture(scope="module")
def nursery(tenant: dict[str, str]) -> Iterator[Nursery]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.functional.nursery"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, **tenant, "PYTHONPATH": str(ROOT)},
    ) as process:
        yield Nursery(process)
        process.kill()


def tables(folder: Path) -> dict[str, list[dict[str, Any]]]:
    snapshot = Snapshot.open(folder)
    return {name: list(snapshot.table(name)) for name in TABLES}


def test_kill_nine_at_any_moment_and_a_rerun_is_as_if_nothing_had_happened(nursery: Nursery, tmp_path: Path) -> None:
    assert nursery.run(tmp_path / "first")[0] == 0  # fills the rules cache
    status, seconds = nursery.run(tmp_path / "undisturbed")
    assert status == 0
    undisturbed = tables(tmp_path / "undisturbed")
    ids = [row["id"] for row in undisturbed["resources"]]
    assert len(ids) == len(set(ids)) > 20
    assert {row["account"] for row in undisturbed["resources"]} == set(estate.ACCOUNTS)
    chance = random.Random(2)  # noqa: S311 - moments, not secrets
    kills, folders = 0, (tmp_path / f"killed-{number}" for number in range(1000))
    folder = next(folders)
    while kills < MOMENTS or folder.exists():
        begun = folder.exists()
        # A rerun is killed as well, until one gets to the end.
        moment = chance.uniform(0, seconds) if kills < MOMENTS else None
        status, took = nursery.run(folder, kill_after=moment)
        assert status in ({0, -signal.SIGKILL} if moment else {0})
        seconds = took if status == 0 and not begun else seconds  # as quick as the machine is by now
        kills += status == -signal.SIGKILL
        if (folder / MANIFEST).exists():
            assert tables(folder) == undisturbed, (kills, status)
            assert {path.name for path in folder.iterdir()} - SEALED <= {"journal"}
            report = Path(f"{folder}.json")
            assert not report.exists() or json.loads(report.read_bytes())["schema"] == "lockscan.report/v1"
            folder = next(folders)
