"""Tasks of one unit side by side: all are done, the first failure is told, helpers come back."""

from threading import Barrier

import pytest

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors.aws import abreast as module
from lockscan.connectors.aws.abreast import abreast
from lockscan.connectors.aws.clients import HELPERS
from lockscan.model.scope import ScopeState


def test_every_task_is_done_once() -> None:
    done: list[int] = []
    assert abreast([lambda n=number: done.append(n) for number in range(100)]) is None  # type: ignore[misc]
    assert sorted(done) == list(range(100))


def test_tasks_run_at_the_same_time() -> None:
    meeting = Barrier(3, timeout=20)  # each task waits for two others
    assert abreast([lambda: (meeting.wait(), None)[1] for _ in range(3)]) is None


def test_the_first_failure_is_told_and_the_rest_is_done() -> None:
    done: list[int] = []

    def task(number: int) -> None:
        done.append(number)
        if number in {3, 7}:
            raise ScopeFailed(ScopeState.DENIED, f"no {number}")

    failed = abreast([lambda n=number: task(n) for number in range(20)])  # type: ignore[misc]
    assert failed is not None
    assert failed.reason == "no 3"
    assert len(done) == 20


def test_helpers_come_back_whatever_happens() -> None:
    def broken() -> None:
        raise RuntimeError("a defect")

    for _ in range(20):
        with pytest.raises(RuntimeError):
            abreast([broken] * 9)
    claimed = module._claimed(1_000)
    for _ in range(claimed):
        module._FREE.release()
    assert claimed == HELPERS
