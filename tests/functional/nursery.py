"""Runs the program in forks of a process that has loaded it: a kill then falls into its work, not into its imports.

Reads `{"words": [...], "kill_after": seconds or null}` a line; prints each fork's exit status and how long it took.
"""

import importlib
import json
import os
import signal
import sys
import time
from pathlib import Path

from lockscan.connectors.aws.loading import shipped_catalog

LONGEST = 60
"""Seconds after which a run that nobody meant to kill is killed as well: it would be one that hangs."""

HEAVY = ("duckdb", "lockscan.cli._scan", "lockscan.connectors.aws.units", "lockscan.graph.reference")


def main() -> None:
    for name in HEAVY:
        importlib.import_module(name)
    shipped_catalog()
    for line in sys.stdin:
        asked = json.loads(line)
        started = time.monotonic()
        child = os.fork()
        if child == 0:
            _run(asked["words"])
        status = _ended(child, started + (asked["kill_after"] or LONGEST))
        print(status, time.monotonic() - started, flush=True)  # noqa: T201 - the test waits for it


def _run(words: list[str]) -> None:
    from lockscan.cli import main as lockscan

    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    sys.argv = ["lockscan", *words]
    lockscan()


def _ended(child: int, deadline: float) -> int:
    """Only who waits for a process knows that its id is still its own: so the kill is done here."""
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() >= deadline:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.002)


if __name__ == "__main__":
    main()
