"""Every unit that is still open, read by threads, and by a process a core where there are several accounts."""

from collections.abc import Iterable, Sequence

from lockscan.collection.board import Board
from lockscan.collection.interface import Unit
from lockscan.collection.outcome import Outcome, Progress, Tally, silent, together
from lockscan.collection.processes import Processes, shared_out
from lockscan.collection.reading import Threads
from lockscan.collection.stopping import stop_asked
from lockscan.errors import Interrupted
from lockscan.snapshot.journal import Journal


def collect(
    units: Iterable[Unit],
    journal: Journal,
    *,
    workers: int = 32,
    processes: int | None = None,
    progress: Progress = silent,
) -> Outcome:
    """Read every unit that a former run has not finished; raises `Interrupted` once all journals are safe.

    `processes` is how many may read at a time; without it, one a core where the system can fork one.
    """
    every = sorted(units, key=lambda unit: (unit.order, unit.key))
    finished = [unit for unit in every if _done(journal, unit)]
    pending = [unit for unit in every if not _done(journal, unit)]
    _read(pending, finished, journal, workers, processes, progress)
    scopes = journal.scopes()
    return Outcome(scopes=scopes, resources=sum(scope.resources for scope in scopes))


def _read(
    pending: Sequence[Unit],
    finished: Sequence[Unit],
    journal: Journal,
    workers: int,
    processes: int | None,
    progress: Progress,
) -> None:
    shards, rest = shared_out(pending, processes)
    board = Board(rest, finished)
    afar = Processes(shards, journal)

    def tell(_tally: Tally) -> None:
        progress(together((board.tally(), *afar.tallies)))

    with stop_asked() as stop:
        if shards:
            afar.read(workers, stop, tell)
        if rest or not shards:
            Threads(rest, journal, board).read(workers, stop, tell)
    if stop.is_set():
        raise Interrupted("interrupted; what was read is kept, run the same command again to resume")


def _done(journal: Journal, unit: Unit) -> bool:
    standing = journal.standing(unit.key)
    return standing is not None and standing.done
