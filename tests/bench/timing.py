"""Time and peak memory of a whole process, by the system's own account."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
    begun = time.perf_counter()
    child = subprocess.Popen(
        words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ, **(env or {})}
    )
    errors = child.stderr.read() if child.stderr else b""
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{' '.join(words)} ended with {child.returncode}: {errors.decode()[-500:]}")
    return Measured(seconds, usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024))


def own_peak() -> float:
    """Give this process's peak memory in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
