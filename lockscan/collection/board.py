"""The count that all threads of a collection share: what is done, and what is still open."""

import threading
from collections import Counter
from collections.abc import Sequence

from lockscan.collection.interface import Unit
from lockscan.collection.outcome import Part, Tally


class Board:
    """Counts units as they end; `finished` ones were read by a former run."""

    def __init__(self, pending: Sequence[Unit], finished: Sequence[Unit] = ()) -> None:
        self._lock = threading.Lock()
        self._every = tuple(frozenset(found) for found in _names((*pending, *finished)))
        self._open = tuple(Counter(found) for found in _names(pending))
        self._total = len(pending) + len(finished)
        self._done = len(finished)
        self._resources = 0
        self._gaps = 0

    def read(self, resources: int) -> None:
        with self._lock:
            self._resources += resources

    def ended(self, unit: Unit, *, gap: bool) -> None:
        with self._lock:
            self._done += 1
            self._gaps += gap
            for names, (name,) in zip(self._open, _names((unit,)), strict=True):
                names[name] -= 1
                if not names[name]:
                    del names[name]

    def tally(self) -> Tally:
        with self._lock:
            accounts, regions, services = (
                Part(every=every - {""}, open=frozenset(names) - {""})
                for every, names in zip(self._every, self._open, strict=True)
            )
            return Tally(
                done=self._done,
                total=self._total,
                resources=self._resources,
                gaps=self._gaps,
                accounts=accounts,
                regions=regions,
                services=services,
            )


def _names(units: Sequence[Unit]) -> tuple[list[str], list[str], list[str]]:
    """Give accounts, regions and services of units, in their order."""
    return [unit.account for unit in units], [unit.region for unit in units], [unit.service for unit in units]
