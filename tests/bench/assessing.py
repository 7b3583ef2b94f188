"""`assess` of a sealed snapshot to a JSON summary and HTML, at three sizes."""

import subprocess
import sys
from pathlib import Path

from tests.bench.timing import Row, process

SIZES = ((10_000, "2 s"), (100_000, "4 s"), (1_000_000, "10 s, 1,500 MB"))


def rows(folder: Path) -> list[Row]:
    found = []
    before: tuple[int, float] | None = None
    for resources, goal in SIZES:
        snapshot = folder / str(resources)
        # In a process of its own: a child's peak memory begins with its parent's.
        subprocess.run([sys.executable, "-m", "tests.bench.estates", str(snapshot), str(resources)], check=True)
        words = [sys.executable, "-m", "lockscan", "assess", str(snapshot), "--as-of", "2026-11-22"]
        words += ["--format", "json", "--format", "html", "--output", str(folder / "reports")]
        measured = process(words, env={"PYTHONDONTWRITEBYTECODE": ""})  # byte code is kept, as where it is installed
        growth = f"{measured.seconds / before[1]:.1f}x the time of {before[0]:,}" if before else ""
        found.append((f"assess {resources:,} resources", str(measured), goal, growth))
        before = (resources, measured.seconds)
    return found
