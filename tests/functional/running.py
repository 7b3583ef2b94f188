"""The program as its users run it: a process of its own, with its streams and its exit status."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "fixtures" / "terraform"
PLAN = FIXTURES / "booking.plan.json"
DAY = ("--as-of", "2026-11-22")
FORMATS = ("terminal", "json", "html", "markdown", "csv")
EVERY_FORMAT = tuple(word for name in FORMATS for word in ("--format", name))

Ended = subprocess.CompletedProcess[str]


def lockscan(*words: str | Path, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> Ended:
    return subprocess.run(
        [sys.executable, "-m", "lockscan", *map(str, words)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        cwd=cwd,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
    )


def start(*words: str | Path, env: Mapping[str, str], cwd: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "lockscan", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
    )


def told(stderr: str) -> str:
    """Give the one line in which a failure is told."""
    assert "Traceback" not in stderr
    lines = [line for line in stderr.splitlines() if line.startswith("lockscan: ")]
    assert len(lines) == 1, stderr
    assert "a defect of lockscan" not in lines[0]
    return lines[0]
