"""The backtest is honest about what it can show."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from lockscan.knowledge import Knowledge
from lockscan.vocabulary.data import read_yaml
from tests.backtest.archetypes import Planned, archetypes
from tests.backtest.model import HEADINGS, PUBLISHED, Compared, compared, exits, parts, published, table


@pytest.fixture(scope="module")
def found() -> list[Compared]:
    return list(compared(Knowledge.load()))


@pytest.fixture(scope="module")
def everyday() -> list[Planned]:
    return list(archetypes(Knowledge.load()))


def test_everyday_estates_come_out_as_one_would_plan_them(everyday: list[Planned]) -> None:
    # the ranges are judgement: nine of them, one may be a quarter beyond
    off = {one.archetype["id"]: one.off for one in everyday if one.off > 1}
    assert len(everyday) >= 9
    assert len(off) <= 1
    assert max(off.values(), default=1) <= 1.25


def test_ranges_of_everyday_estates_are_narrow_enough_to_plan_with(everyday: list[Planned]) -> None:
    # the first models gave 40 servers 365 to 3,381 days
    for one in everyday:
        days = one.modelled.person_days
        assert days.p90 / days.p10 < 8, one.archetype["id"]


def test_a_larger_estate_of_servers_never_takes_less(everyday: list[Planned]) -> None:
    days = {one.archetype["id"]: one.modelled.person_days.p50 for one in everyday}
    assert days["static-site"] < days["startup"] < days["serverless"] < days["servers"] < days["data-centre"]


def test_every_move_says_where_it_is_told_and_whether_it_informed_the_figures() -> None:
    for entry in exits():
        assert entry["source"]["publisher"]
        assert isinstance(entry["informed"], bool)
        assert isinstance(entry["leaves"], bool)
        assert {"person_days", "days", "money"} & set(entry)


def test_every_move_is_shown_with_its_range(found: list[Compared]) -> None:
    rows = table(found)
    assert len(rows) == len(exits())
    assert all(len(row) == len(HEADINGS) for row in rows)


def test_legacy_estates_no_longer_fall_far_too_low(found: list[Compared]) -> None:
    # the evidence's first model gave HMRC's 421 services 6,157 person-days at P50: fifteen for a service of 17 servers
    hmrc = next(one.modelled for one in found if one.exit["id"] == "hmrc")
    assert hmrc.person_days.p50 > 2 * 6_157


def test_small_modern_moves_no_longer_fall_far_too_high(found: list[Compared]) -> None:
    # the smallest that tells its days took some ten: it lay below P10 of the first models
    legaci = next(one.modelled for one in found if one.exit["id"] == "legaci")
    assert legaci.person_days.p10 <= 11.5
    # what a handful of engineers did in six weeks must not ask for more than a dozen of them all the time
    saas = next(one.modelled for one in found if one.exit["id"] == "saas-aws-gcp")
    assert saas.person_days.p50 / (42 * 220 / 365) < 8


def test_what_the_report_quotes_is_what_the_model_says_today(found: list[Compared]) -> None:
    # `make backtest` writes it anew
    fresh, written = published(found, parts(Knowledge.load())), read_yaml(PUBLISHED)
    for section, values in (("backtest", "person_days"), ("backtest_parts", "modelled")):
        assert [entry["id"] for entry in written[section]] == [entry["id"] for entry in fresh[section]]
        for old, new in zip(written[section], fresh[section], strict=True):
            assert old[values] == pytest.approx(new[values], rel=0.1), old["id"]
            assert {**old, values: 0} == {**new, values: 0}
