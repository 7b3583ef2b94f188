"""Quotas are obeyed before Azure has to refuse."""

import pytest

from lockscan.connectors.azure.throttling import LONGEST, Quota, seconds


class Clock:
    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, pause: float) -> None:
        self.slept.append(pause)
        self.now += pause


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_an_exhausted_quota_is_waited_for(clock: Clock) -> None:
    quota = Quota(clock=clock, sleep=clock.sleep)
    quota.wait()
    quota.told("0", "00:00:05")
    quota.wait()
    quota.wait()
    assert clock.slept == [5.0]


def test_a_quota_with_something_left_is_not(clock: Clock) -> None:
    quota = Quota(clock=clock, sleep=clock.sleep)
    for remaining, resets in (("3", "00:00:05"), (None, "00:00:05"), ("0", None), ("0", "soon"), ("-", "00:00:05")):
        quota.told(remaining, resets)
        quota.wait()
    assert clock.slept == []


def test_a_quota_of_days_is_not_waited_for_without_end(clock: Clock) -> None:
    quota = Quota(clock=clock, sleep=clock.sleep)
    quota.told("0", "3.00:00:00")
    quota.wait()
    assert clock.slept == [LONGEST]


@pytest.mark.parametrize(
    ("span", "expected"),
    [("00:00:05", 5), ("01:02:03", 3723), ("1.00:00:00", 86400), ("00:00:04.5", 4), ("", None), ("5", None)],
)
def test_time_spans_are_understood(span: str, expected: float | None) -> None:
    assert seconds(span) == expected
