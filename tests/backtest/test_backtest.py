"""The backtest is honest about what it can show."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from lockscan.knowledge import Knowledge
from tests.backtest.model import HEADINGS, Compared, compared, exits, table


@pytest.fixture(scope="module")
def found() -> list[Compared]:
    return list(compared(Knowledge.load()))


def test_every_move_says_where_it_is_told_and_whether_it_informed_the_figures() -> None:
    for entry in exits():
        assert entry["source"]["publisher"]
        assert isinstance(entry["informed"], bool)
        assert {"person_days", "days", "money_gbp"} & set(entry)


def test_every_move_is_shown_with_its_range(found: list[Compared]) -> None:
    rows = table(found)
    assert len(rows) == len(exits())
    assert all(len(row) == len(HEADINGS) for row in rows)


def test_legacy_estates_no_longer_fall_far_too_low(found: list[Compared]) -> None:
    # the evidence's first model gave HMRC's 421 services 6,157 person-days at P50: fifteen for a service of 17 servers
    hmrc = next(one.modelled for one in found if one.exit["id"] == "hmrc")
    assert hmrc.person_days.p50 > 2 * 6_157
