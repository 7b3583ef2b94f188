"""Accounts are shared out whole, and what happens in a process is told by the one that started it."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from lockscan.collection.interface import Unit
from lockscan.collection.processes import FORKS, shared_out
from lockscan.model.record import Page

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(not FORKS, reason="this system reads in one process")


def unit(key: str, apart: str, order: int = 0) -> Unit:
    def read(_token: str | None) -> Iterator[Page]:
        yield Page()

    return Unit(key=key, provider="p", account=apart, region="r", type="T", read=read, order=order, apart=apart)


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's own process may have threads of other tests."""
    monkeypatch.setattr("lockscan.collection.processes._may_fork", lambda: True)


@pytest.mark.usefixtures("alone")
def test_accounts_stay_whole_in_shards_of_like_size() -> None:
    units = [unit(f"{account}{n}", account) for account, many in (("a", 9), ("b", 4), ("c", 5)) for n in range(many)]
    shards, ours = shared_out(units, 2)
    assert ours == []
    assert [{one.apart for one in shard} for shard in shards] == [{"a"}, {"b", "c"}]
    assert [len(shard) for shard in shards] == [9, 9]


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("apart", [["a"], ["", "a"], ["", ""]])
def test_one_account_needs_no_process(apart: list[str]) -> None:
    units = [unit(str(number), name) for number, name in enumerate(apart)]
    assert shared_out(units, 4) == ([], units)


def test_a_program_with_threads_of_its_own_is_not_forked() -> None:
    ended = threading.Event()
    thread = threading.Thread(target=ended.wait)
    thread.start()
    try:
        assert shared_out([unit("1", "a"), unit("2", "b")], 2)[0] == []
    finally:
        ended.set()
        thread.join()


def test_nothing_is_forked_before_the_last_thread_is_gone() -> None:
    """Python forgets a thread before the system does; what that thread holds in between, a fork would wait for."""
    code = """
import _thread, threading, time
from lockscan.collection.processes import _may_fork
_thread.start_new_thread(time.sleep, (0.3,))
assert threading.active_count() == 1
started = time.monotonic()
assert _may_fork()
assert time.monotonic() - started > 0.2
_thread.start_new_thread(time.sleep, (10,))
assert not _may_fork()
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60, env=environment)


READING = """
import json, os, signal, sys
from pathlib import Path
from lockscan.collection.interface import ScopeFailed, Unit
from lockscan.collection.scheduler import collect
from lockscan.errors import LockscanError, UsageError
from lockscan.model.record import Page
from lockscan.model.scope import ScopeState
from lockscan.snapshot import Journal

def unit(account, happens):
    def read(token):
        if happens == "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        if happens == "wrong":
            raise UsageError("half written")
        if happens == "defect":
            raise KeyError("oops")
        if happens == "closed":
            raise ScopeFailed(ScopeState.DENIED, "no")
        yield Page()
    apart = account.strip("-")
    return Unit(key=account, provider="p", account=account, region="r", type="S::T", read=read, apart=apart)

told = []
units = [unit(f"{n}", happens) for n, happens in enumerate(sys.argv[2:])] + [unit("-", "ours")]
try:
    with Journal.open(Path(sys.argv[1])) as journal:
        scopes = collect(units, journal, processes=2, progress=told.append).scopes
    last = told[-1]
    print(json.dumps([last.done, last.total, last.gaps, last.accounts.done, sorted(s.state for s in scopes)]))
except (LockscanError, RuntimeError) as error:
    print(json.dumps([type(error).__name__, str(error)]))
"""


def run(folder: Path, *happens: str) -> list[object]:
    ended = subprocess.run(
        [sys.executable, "-c", READING, str(folder), *happens],
        capture_output=True, check=True, encoding="utf-8", timeout=60, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert ended.stderr == ""
    found: list[object] = json.loads(ended.stdout)
    return found


def test_what_processes_and_we_ourselves_read_is_one_count(tmp_path: Path) -> None:
    assert run(tmp_path / "s", "fine", "closed", "fine") == [4, 4, 1, 4, ["denied", "empty", "empty", "empty"]]


@pytest.mark.parametrize(
    ("happens", "kind", "told"),
    [
        ("wrong", "UsageError", "half written"),
        ("defect", "RuntimeError", "KeyError: 'oops'"),
        ("dies", "ReaderLost", "signal 9"),
    ],
)
def test_what_ends_a_process_ends_the_run_in_one_line(happens: str, kind: str, told: str, tmp_path: Path) -> None:
    name, message = run(tmp_path / "s", "fine", happens)
    assert name == kind
    assert told in str(message)
