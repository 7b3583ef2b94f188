"""Where a scan writes: a sealed snapshot is kept, an interrupted one is taken up again."""

from itertools import count
from pathlib import Path
from typing import Final

from lockscan.errors import SnapshotError

MANIFEST: Final = "manifest.json"
JOURNAL: Final = "journal"


def place(folder: Path) -> Path:
    """Give the folder to write to: this one if it is new or unfinished, else DIR-2, DIR-3 ... beside it."""
    for number in count(1):
        candidate = folder if number == 1 else folder.with_name(f"{folder.name}-{number}")
        if (candidate / MANIFEST).exists():
            continue
        if candidate.exists() and not _ours(candidate):
            raise SnapshotError(f"{candidate}: holds something else; choose a new or empty folder with --snapshot")
        return candidate
    raise AssertionError


def _ours(folder: Path) -> bool:
    return folder.is_dir() and ((folder / JOURNAL).is_dir() or not any(folder.iterdir()))
