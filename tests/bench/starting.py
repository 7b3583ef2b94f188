"""How quick `lockscan --help` is, against the interpreter with click alone."""

import sys
from pathlib import Path

from tests.bench.timing import Row, process


def rows(_folder: Path) -> list[Row]:
    floor = process([sys.executable, "-c", "import click"], runs=7)
    help_ = process([sys.executable, "-m", "lockscan", "--help"], runs=7)
    note = f"import click alone {floor.seconds:.2f} s: {help_.seconds / floor.seconds:.1f}x"
    return [("lockscan --help", str(help_), "0.15 s", note)]
