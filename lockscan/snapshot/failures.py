"""What a disk or a database complains of, in one line a person can act on."""

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import duckdb

from lockscan.errors import SnapshotError

FULL: Final = ("disk is full", "no space left", "disk quota exceeded", "out of disk space")

ROOM: Final = 1024**2
"""Free bytes below which whatever SQLite calls an I/O error is a full disk: it does not always say so."""


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Turn the failures of writing below a folder into one line."""
    try:
        yield
    except (OSError, sqlite3.Error, duckdb.OperationalError) as error:
        raise SnapshotError(_line(folder, error)) from error


def _line(folder: Path, error: Exception) -> str:
    text = str(error).partition("\n")[0]
    if _is_full(folder, error):
        return f"{folder}: the disk is full; free some space and run the same command again to resume"
    if isinstance(error, PermissionError):
        return f"{folder}: may not be written; choose another folder with --snapshot"
    return f"{folder}: could not be written ({text}); mend that and run the same command again to resume"


def _is_full(folder: Path, error: Exception) -> bool:
    if getattr(error, "errno", None) in {errno.ENOSPC, errno.EDQUOT}:
        return True
    if any(word in str(error).lower() for word in FULL):
        return True
    return "disk I/O error" in str(error) and folder.exists() and shutil.disk_usage(folder).free < ROOM
