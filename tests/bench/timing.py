"""Time and peak memory of a whole process, by the system's own account."""

import os
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

Row = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Measured:
    seconds: float
    megabytes: float

    def __str__(self) -> str:
        return f"{self.seconds:.2f} s, {self.megabytes:,.0f} MB"


def process(words: Sequence[str], *, runs: int = 3, env: Mapping[str, str] | None = None) -> Measured:
    """Give the median wall time and the greatest peak memory over some runs."""
    found = [_once(words, env) for _ in range(runs)]
    return Measured(median(one.seconds for one in found), max(one.megabytes for one in found))


def _once(words: Sequence[str], env: Mapping[str, str] | None) -> Measured:
    ended = subprocess.run(
        [sys.executable, "-S", "-E", Path(__file__).with_name("measured.py"), *words],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, **(env or {})},
    )
    if ended.returncode:
        sys.exit(f"{' '.join(words)} ended with {ended.returncode}: {ended.stderr[-500:]}")
    seconds, megabytes = ended.stdout.split()
    return Measured(float(seconds), float(megabytes))


def own_peak() -> float:
    """Give this process's peak memory in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
