"""Units read by the threads of one process, each thread with its own journal."""

import queue
import threading
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Final

from lockscan.collection.board import Board
from lockscan.collection.guard import TokenGuard
from lockscan.collection.interface import ScopeFailed, Unit
from lockscan.collection.outcome import Progress
from lockscan.model.scope import Scope, ScopeState
from lockscan.snapshot.journal import Journal
from lockscan.snapshot.writer import Reading, Writer

BEAT: Final = 0.2
"""Seconds between two tellings of progress."""

GRACE: Final = 10.0
"""Seconds that calls under way are given to end when a stop is asked for."""


class Threads:
    """A queue of units and the threads that empty it."""

    def __init__(self, pending: Sequence[Unit], journal: Journal, board: Board) -> None:
        self._journal = journal
        self._board = board
        self._queue: queue.SimpleQueue[Unit] = queue.SimpleQueue()
        for unit in pending:
            self._queue.put(unit)

    def read(self, workers: int, stop: threading.Event, progress: Progress) -> None:
        """Read until the queue is empty or a stop is asked for."""
        progress(self._board.tally())
        workers = min(workers, self._queue.qsize())
        pool = ThreadPoolExecutor(max(1, workers), thread_name_prefix="collect")
        halt = threading.Event()
        threads = [pool.submit(self._work, self._journal.writer(), halt) for _ in range(workers)]
        try:
            self._watch(threads, stop, progress)
        finally:
            halt.set()
            wait(threads, timeout=GRACE)
            pool.shutdown(wait=False, cancel_futures=True)

    def _watch(self, threads: list[Future[None]], stop: threading.Event, progress: Progress) -> None:
        """Wait for the threads; the first that fails ends the run."""
        pending = set(threads)
        while pending and not stop.is_set():
            ended, pending = wait(pending, timeout=BEAT, return_when=FIRST_COMPLETED)
            for thread in ended:
                thread.result()
            progress(self._board.tally())

    def _work(self, writer: Writer, halt: threading.Event) -> None:
        while not halt.is_set():
            try:
                unit = self._queue.get_nowait()
            except queue.Empty:
                return
            self._unit(unit, writer, halt)

    def _unit(self, unit: Unit, writer: Writer, halt: threading.Event) -> None:
        reading = self._journal.begin(writer, unit.key, _outcome(unit, ScopeState.SKIPPED))
        try:
            if not self._pages(unit, reading, halt):
                return
            outcome = _outcome(unit, ScopeState.OK if reading.resources else ScopeState.EMPTY, reading.resources)
        except ScopeFailed as failure:
            outcome = _outcome(unit, failure.state, reading.resources, failure.reason, failure.remedy)
        reading.finish(outcome)
        self._board.ended(unit, gap=outcome.state.is_gap)

    def _pages(self, unit: Unit, reading: Reading, halt: threading.Event) -> bool:
        """Journal every page; False where a stop came between."""
        guard = TokenGuard()
        guard.check(reading.token)
        for page in unit.read(reading.token):
            reading.append(page)
            self._board.read(len(page.records))
            guard.check(page.token)
            if halt.is_set():
                return False
        return True


def _outcome(unit: Unit, state: ScopeState, resources: int = 0, reason: str = "", remedy: str = "") -> Scope:
    return Scope(
        provider=unit.provider,
        account=unit.account,
        region=unit.region,
        type=unit.type,
        state=state,
        resources=resources,
        reason=reason,
        remedy=remedy,
    )
