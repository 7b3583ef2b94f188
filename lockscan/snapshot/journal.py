"""What was read so far, safe against being killed at any moment: a page, its token and its unit in one transaction."""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from lockscan.errors import SnapshotError
from lockscan.model.scope import Scope
from lockscan.snapshot.failures import told
from lockscan.snapshot.lock import Lock
from lockscan.snapshot.place import JOURNAL, MANIFEST
from lockscan.snapshot.standing import Standing, fold_scopes
from lockscan.snapshot.writer import Reading, Writer, read_pages, read_standings, read_unit_scopes

PATIENCE: Final = 15.0
"""Seconds that the processes of a run which was killed are given to notice it."""

PART: Final = 1_000
"""Files that one process may number for its threads."""


class Journal:
    """The journals of one unsealed snapshot; holds its lock until closed."""

    def __init__(
        self, folder: Path, *, clock: Callable[[], float] = time.time, kept_tags: frozenset[str] = frozenset()
    ) -> None:
        self.folder = folder
        self._clock = clock
        self._kept_tags = kept_tags
        self._writers: list[Writer] = []
        self._part = 0
        self._held: list[Lock] = []
        with told(folder):
            self._files.mkdir(parents=True, exist_ok=True)
            self._lock = Lock(self._files, folder)
            for left in sorted(self._files.glob("part-*.sqlite")):
                Lock(self._files, folder, name=left.stem, patience=PATIENCE).release()
        if (folder / MANIFEST).exists():
            self._lock.release()
            raise SnapshotError(f"{folder}: is already sealed; a new snapshot is begun beside it")
        self._standings = self._read()

    @classmethod
    def open(
        cls, folder: Path, *, clock: Callable[[], float] = time.time, kept_tags: frozenset[str] = frozenset()
    ) -> Self:
        """Begin a snapshot in a folder, or take up the one that was interrupted there."""
        return cls(folder, clock=clock, kept_tags=kept_tags)

    @property
    def _files(self) -> Path:
        return self.folder / JOURNAL

    def take_part(self, number: int) -> None:
        """In a fork of the process that opened it, go on with files and a lock of our own."""
        self._part = number
        with told(self.folder):
            self._held.append(Lock(self._files, self.folder, name=f"part-{number}", patience=PATIENCE))

    def writer(self) -> "Writer":
        """Give one thread its own file."""
        with told(self.folder):
            number = self._part * PART + len(self._writers)
            writer = Writer(self._files / f"{number:03}.sqlite", self.folder)
        self._writers.append(writer)
        return writer

    def standing(self, key: str) -> Standing | None:
        """Tell how far a former run came with a unit."""
        return self._standings.get(key)

    def begin(self, writer: Writer, key: str, asked: Scope) -> Reading:
        """Start a unit, or go on with it where its token is still good."""
        standing = self._standings.get(key)
        now = self._clock()
        if standing and standing.resumable(now):
            return Reading(writer, key, asked, standing, self._clock, self._kept_tags)
        attempt = standing.attempt + 1 if standing else 0
        return Reading(writer, key, asked, Standing(attempt=attempt, updated=now), self._clock, self._kept_tags)

    def pages(self) -> Iterator[bytes]:
        """Every valid page as lines of JSON; those of abandoned attempts are left out."""
        current = self._read()
        for path in self._paths():
            yield from read_pages(path, current)

    def scopes(self) -> tuple[Scope, ...]:
        """How everything that was asked ended, one entry a question."""
        current = self._read()
        found = [scope for path in self._paths() for scope in read_unit_scopes(path, current)]
        return fold_scopes(found)

    def discard(self) -> None:
        """Remove the journals: what they held is sealed."""
        self.close()
        shutil.rmtree(self._files, ignore_errors=True)

    def close(self) -> None:
        for writer in self._writers:
            writer.close()
        self._writers.clear()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _paths(self) -> list[Path]:
        return sorted(path for path in self._files.glob("*.sqlite") if path.stem.isdigit())

    def _read(self) -> dict[str, Standing]:
        standings: dict[str, Standing] = {}
        with told(self.folder):
            for path in self._paths():
                for key, standing in read_standings(path):
                    if key not in standings or standing.after(standings[key]):
                        standings[key] = standing
        return standings
