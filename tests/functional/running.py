"""The program as its users run it: a process of its own, with its streams and its exit status."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "fixtures" / "terraform"
PLAN = FIXTURES / "booking.plan.json"
DAY = ("--as-of", "2026-11-22")
FORMATS = ("terminal", "json", "html", "markdown", "csv")
EVERY_FORMAT = tuple(word for name in FORMATS for word in ("--format", name))

LONGEST = 120
"""Seconds that no run of the program takes here, even on a busy machine."""

Ended = subprocess.CompletedProcess[str]


def lockscan(*words: str | Path, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> Ended:
    return subprocess.run(
        [sys.executable, "-m", "lockscan", *map(str, words)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        cwd=cwd,
        timeout=LONGEST,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
    )


@contextmanager
def start(*words: str | Path, env: Mapping[str, str], cwd: Path) -> Iterator[subprocess.Popen[str]]:
    """Give the program under way; it is killed when it is left, or after a while: who waits for its words goes on."""
    with subprocess.Popen(
        [sys.executable, "-m", "lockscan", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
    ) as process, bounded(process):  # fmt: skip
        yield process


@contextmanager
def bounded(process: subprocess.Popen[str], seconds: float = LONGEST) -> Iterator[None]:
    """Kill a process when the block ends, however it ends, and when it takes longer than that."""
    late = Timer(seconds, process.kill)
    late.start()
    try:
        yield
    finally:
        late.cancel()
        process.kill()


def told(stderr: str) -> str:
    """Give the one line in which a failure is told."""
    assert "Traceback" not in stderr
    lines = [line for line in stderr.splitlines() if line.startswith("lockscan: ")]
    assert len(lines) == 1, stderr
    assert "a defect of lockscan" not in lines[0]
    return lines[0]
