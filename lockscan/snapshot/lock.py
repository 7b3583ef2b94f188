"""One run at a time on one snapshot; the lock dies with the process that holds it."""

import sqlite3
from pathlib import Path

from lockscan.errors import SnapshotError


class Lock:
    """An exclusive SQLite transaction: the system frees it even after kill -9, on every platform."""

    def __init__(self, folder: Path, shown: Path, *, name: str = "lock", patience: float = 0) -> None:
        self._connection = sqlite3.connect(
            folder / f"{name}.sqlite", timeout=patience, isolation_level=None, check_same_thread=False
        )
        try:
            self._connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            self._connection.close()
            if "locked" not in str(error):
                raise
            raise SnapshotError(
                f"{shown}: another lockscan is writing this snapshot; wait for it to end, or choose another --snapshot"
            ) from None

    def release(self) -> None:
        self._connection.close()
