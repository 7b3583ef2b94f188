"""Units of work over threads, each thread with its own journal; how every unit ends is recorded."""

import queue
import threading
from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Final

from lockscan.collection.guard import TokenGuard
from lockscan.collection.interface import ScopeFailed, Unit
from lockscan.collection.outcome import Outcome, Progress, Tally, silent
from lockscan.collection.stopping import stop_asked
from lockscan.errors import Interrupted
from lockscan.model.scope import Scope, ScopeState
from lockscan.snapshot.journal import Journal
from lockscan.snapshot.writer import Reading, Writer

BEAT: Final = 0.2
"""Seconds between two tellings of progress."""

GRACE: Final = 10.0
"""Seconds that calls under way are given to end when a stop is asked for."""


def collect(units: Iterable[Unit], journal: Journal, *, workers: int = 32, progress: Progress = silent) -> Outcome:
    """Read every unit that a former run has not finished; raises `Interrupted` once all journals are safe."""
    every = sorted(units, key=lambda unit: (unit.order, unit.key))
    pending = [unit for unit in every if not _done(journal, unit)]
    run = _Run(journal, pending, total=len(every))
    with stop_asked() as stop:
        run.through(min(workers, len(pending)), stop, progress)
    scopes = journal.scopes()
    return Outcome(scopes=scopes, resources=sum(scope.resources for scope in scopes), resumed=len(every) - len(pending))


def _done(journal: Journal, unit: Unit) -> bool:
    standing = journal.standing(unit.key)
    return standing is not None and standing.done


class _Run:
    """One collection: a queue of units, the threads that empty it, and the tally they share."""

    def __init__(self, journal: Journal, pending: list[Unit], *, total: int) -> None:
        self._journal = journal
        self._queue: queue.SimpleQueue[Unit] = queue.SimpleQueue()
        for unit in pending:
            self._queue.put(unit)
        self._lock = threading.Lock()
        self._tally = Tally(done=total - len(pending), total=total)

    def through(self, workers: int, stop: threading.Event, progress: Progress) -> None:
        progress(self._tally)
        pool = ThreadPoolExecutor(max(1, workers), thread_name_prefix="collect")
        halt = threading.Event()
        threads = [pool.submit(self._work, self._journal.writer(), halt) for _ in range(workers)]
        try:
            self._watch(threads, stop, progress)
        finally:
            halt.set()
            wait(threads, timeout=GRACE)
            pool.shutdown(wait=False, cancel_futures=True)
        if stop.is_set():
            raise Interrupted("interrupted; what was read is kept, run the same command again to resume")

    def _watch(self, threads: list[Future[None]], stop: threading.Event, progress: Progress) -> None:
        """Wait for the threads; the first that fails ends the run."""
        pending = set(threads)
        while pending and not stop.is_set():
            ended, pending = wait(pending, timeout=BEAT, return_when=FIRST_COMPLETED)
            for thread in ended:
                thread.result()
            progress(self._tally)

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
        self._count(done=1, gaps=int(outcome.state.is_gap))

    def _pages(self, unit: Unit, reading: Reading, halt: threading.Event) -> bool:
        """Journal every page; False where a stop came between."""
        guard = TokenGuard()
        guard.check(reading.token)
        for page in unit.read(reading.token):
            reading.append(page)
            self._count(resources=len(page.records))
            guard.check(page.token)
            if halt.is_set():
                return False
        return True

    def _count(self, *, done: int = 0, resources: int = 0, gaps: int = 0) -> None:
        with self._lock:
            now = self._tally
            self._tally = Tally(
                done=now.done + done, total=now.total, resources=now.resources + resources, gaps=now.gaps + gaps
            )


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
