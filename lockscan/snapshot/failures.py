"""What a disk or a database complains of, in one line a person can act on."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from lockscan.errors import SnapshotError

FULL = ("disk is full", "no space left", "disk quota exceeded", "out of disk space")


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Turn the failures of writing below a folder into one line."""
    try:
        yield
    except (OSError, sqlite3.Error, duckdb.OperationalError) as error:
        raise SnapshotError(_line(folder, error)) from error


def _line(folder: Path, error: Exception) -> str:
    text = str(error).partition("\n")[0]
    if getattr(error, "errno", None) in {errno.ENOSPC, errno.EDQUOT} or any(
        word in str(error).lower() for word in FULL
    ):
        return f"{folder}: the disk is full; free some space and run the same command again to resume"
    if isinstance(error, PermissionError):
        return f"{folder}: may not be written; choose another folder with --snapshot"
    return f"{folder}: could not be written ({text}); mend that and run the same command again to resume"
