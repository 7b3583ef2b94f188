"""Shared by every test."""

import faulthandler
import sys
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes says how busy the machine is, not whether the promise holds.
settings.register_profile("lockscan", deadline=None)
settings.load_profile("lockscan")

LONG = ("functional/test_readme.py", "functional/test_kill.py", "connectors/aws/catalog", "functional", "roundtrip")
"""What takes longest begins first, so that no process is left alone with it; the rest keeps its order."""


ENDING = 120
"""Seconds that a test's fixtures have to end in."""


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown() -> None:
    """Have a process ended whose fixtures do not end: pytest itself stops watching once a test has failed."""
    faulthandler.dump_traceback_later(ENDING, exit=True, file=sys.__stderr__ or 2)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put first what takes long."""
    here = Path(__file__).parent
    items.sort(key=lambda item: _rank(item.path.relative_to(here).as_posix()))


def _rank(path: str) -> int:
    return next((rank for rank, start in enumerate(LONG) if path.startswith(start)), len(LONG))
