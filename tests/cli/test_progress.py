"""Progress says how far each of accounts, regions and services is, and how long the rest takes."""

import pytest

from lockscan.cli._progress import Pace, progress, told
from lockscan.collection.outcome import Part, Tally

ACCOUNTS = Part(every=frozenset("abc"), open=frozenset("a"))


def test_what_there_are_several_of_is_counted() -> None:
    tally = Tally(done=10, total=1_200, resources=3_400, gaps=2, accounts=ACCOUNTS, regions=Part(every=frozenset("r")))
    assert list(told(tally)) == ["10 of 1,200", "2/3 accounts", "3,400 resources", "2 gaps"]
    assert list(told(Tally(done=1, total=1, resources=1, gaps=1))) == ["1 of 1", "1 resource", "1 gap"]


def test_the_time_left_follows_this_runs_own_pace() -> None:
    now = [100.0]
    pace = Pace(lambda: now[0])
    assert pace.left(Tally(done=500, total=1_000)) == ""
    now[0] += 10
    assert pace.left(Tally(done=505, total=1_000)) == ""
    assert pace.left(Tally(done=600, total=1_000)) == "about 40 s left"
    now[0] += 90
    assert pace.left(Tally(done=600, total=1_000)) == "about 7 min left"
    assert pace.left(Tally(done=1_000, total=1_000)) == ""


def test_without_a_terminal_each_tenth_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    with progress() as tell:
        for done in (*range(41), 40, 40):
            tell(Tally(done=done, total=40))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 10
    assert lines[-1] == "read 40 of 40, 0 resources, 0 gaps"
