"""Accounts shared out over processes: reading a thousand answers a second is more than one core can do."""

import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Final

from lockscan.collection.board import Board
from lockscan.collection.interface import Unit
from lockscan.collection.outcome import Tally
from lockscan.collection.reading import BEAT, GRACE, Threads
from lockscan.collection.stopping import stop_asked
from lockscan.errors import LockscanError
from lockscan.snapshot.journal import Journal

THREADS: Final = Path("/proc/self/task")
"""Linux tells here which threads a process has, those included that Python no longer knows."""

FORKS: Final = THREADS.is_dir()
"""Elsewhere nobody can tell; macOS lets no process fork at all once it has looked up a host or a proxy."""

LEAVING: Final = 2.0
"""Seconds that threads which have ended are given to be gone."""


def _threads() -> frozenset[str]:
    return frozenset(thread.name for thread in THREADS.iterdir()) if FORKS else frozenset()


IDLE: Final = _threads() if threading.active_count() == 1 else frozenset()
"""Threads of the libraries that we load, which wait for matrices and hold nothing."""

Shard = list[Unit]


class ReaderLost(LockscanError):
    """One of our processes was ended from outside."""

    status = 70


def shared_out(pending: Sequence[Unit], processes: int | None = None) -> tuple[list[Shard], list[Unit]]:
    """Give a shard for each process and what stays in ours; an account is never cut in two."""
    apart: dict[str, list[Unit]] = {}
    for unit in pending:
        apart.setdefault(unit.apart, []).append(unit)
    ours = apart.pop("", [])
    number = min(len(apart), _cores() if processes is None else processes)
    if number < 2 or not _may_fork():  # noqa: PLR2004 - one process is ours
        return [], list(pending)
    shards: list[Shard] = [[] for _ in range(number)]
    for units in sorted(apart.values(), key=len, reverse=True):
        min(shards, key=len).extend(units)
    return [sorted(shard, key=lambda unit: (unit.order, unit.key)) for shard in shards], ours


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _may_fork() -> bool:
    """Whether no other thread can hold a lock now that nobody would ever free in the fork."""
    # A thread that Python has joined is still on its way out: OpenSSL has a lock then, and the fork would wait for it.
    until = time.monotonic() + LEAVING
    while FORKS and threading.active_count() == 1 and time.monotonic() < until:
        if _threads() <= IDLE | {str(os.getpid())}:
            return True
        time.sleep(0.001)
    return False


class Processes:
    """One process a shard; what they tell is added up here."""

    def __init__(self, shards: Sequence[Shard], journal: Journal) -> None:
        self._shards = shards
        self._journal = journal
        self._tallies = {number: Board(shard).tally() for number, shard in enumerate(shards)}

    @property
    def tallies(self) -> tuple[Tally, ...]:
        return tuple(self._tallies.values())

    def read(self, workers: int, stop: threading.Event, progress: Callable[[Tally], None]) -> None:
        """Read until all processes have ended or a stop is asked for; the first that fails ends the run."""
        context = get_context("fork")
        each = -(-workers // len(self._shards))
        children: dict[Connection, tuple[int, BaseProcess]] = {}
        try:
            for number, shard in enumerate(self._shards):
                ours, theirs = context.Pipe(duplex=False)
                child = context.Process(target=_child, args=(shard, self._journal, number, each, theirs, os.getpid()))
                child.start()
                theirs.close()
                children[ours] = number, child
            self._watch(dict(children), stop, progress)
        finally:
            _end([child for _, child in children.values()])

    def _watch(
        self,
        children: dict[Connection, tuple[int, BaseProcess]],
        stop: threading.Event,
        progress: Callable[[Tally], None],
    ) -> None:
        while children and not stop.is_set():
            heard = wait(list(children), BEAT)
            for ready in [connection for connection in children if connection in heard]:
                self._hear(ready, *children[ready])
                if ready.closed:
                    del children[ready]
            progress(Tally())

    def _hear(self, ready: Connection, number: int, child: BaseProcess) -> None:
        try:
            told = ready.recv()
        except EOFError:
            ready.close()
            child.join()
            if child.exitcode:
                raise ReaderLost(_lost(child.exitcode)) from None
            return
        if isinstance(told, BaseException):
            raise told
        self._tallies[number] = told


def _lost(status: int) -> str:
    by = f"signal {-status}" if status < 0 else f"status {status}"
    return f"a process that was reading was ended ({by}): what was read is kept, run the same command again to resume"


def _end(children: Sequence[BaseProcess]) -> None:
    """Ask those that still run to stop, and see to it that none outlives us."""
    running = [child for child in children if child.is_alive()]
    for child in running:
        child.terminate()
    for child in running:
        child.join(GRACE + 1)
        if child.is_alive():
            child.kill()
            child.join()


class _Confessing:
    """Tells the parent of what ends this process, instead of the terminal."""

    def __init__(self, parent: Connection) -> None:
        self._parent = parent

    def __enter__(self) -> None:
        """Hold nothing."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if error is not None:
            known = isinstance(error, LockscanError)
            self._parent.send(error if known else RuntimeError(f"{type(error).__name__}: {error}"))
        return True


def _child(shard: Shard, journal: Journal, number: int, workers: int, parent: Connection, parent_id: int) -> None:
    # A terminal tells all of us of Ctrl-C: the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)

    def tell(tally: Tally) -> None:
        if os.getppid() != parent_id:
            os._exit(1)  # killed, our parent cannot tell us: whoever takes the snapshot up waits for our lock
        parent.send(tally)

    with _Confessing(parent), stop_asked((signal.SIGTERM,)) as stop:
        journal.take_part(number + 1)
        Threads(shard, journal, Board(shard)).read(workers, stop, tell)
    parent.close()
