"""The published rules, loaded once."""

import pytest

from lockscan.knowledge import Knowledge


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return Knowledge.load()
