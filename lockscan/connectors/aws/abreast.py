"""Several calls of one unit at a time, by helpers that all units share."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore
from typing import Final, TypeAlias

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors.aws.clients import HELPERS

MOST: Final = 8
"""Helpers of one unit: a service that is asked more at once only throttles."""

Task: TypeAlias = Callable[[], None]

_FREE: Final = BoundedSemaphore(HELPERS)


def abreast(tasks: Sequence[Task]) -> ScopeFailed | None:
    """Do every task, with whatever helpers are free just now; gives the failure of the first that failed."""
    todo: SimpleQueue[tuple[int, Task]] = SimpleQueue()
    for numbered in enumerate(tasks):
        todo.put(numbered)
    failures: dict[int, ScopeFailed] = {}
    helpers = _claimed(min(len(tasks) - 1, MOST))
    try:
        if helpers:
            with ThreadPoolExecutor(helpers, thread_name_prefix="detail") as pool:
                others = [pool.submit(_work, todo, failures) for _ in range(helpers)]
                _work(todo, failures)
                for other in others:
                    other.result()
        else:
            _work(todo, failures)
    finally:
        for _ in range(helpers):
            _FREE.release()
    return failures[min(failures)] if failures else None


def _work(todo: SimpleQueue[tuple[int, Task]], failures: dict[int, ScopeFailed]) -> None:
    while True:
        try:
            number, task = todo.get_nowait()
        except Empty:
            return
        try:
            task()
        except ScopeFailed as failed:
            failures[number] = failed


def _claimed(wanted: int) -> int:
    """Take as many helpers as are free, and never wait: the unit's own thread does the rest."""
    claimed = 0
    while claimed < wanted and _FREE.acquire(blocking=False):
        claimed += 1
    return claimed
