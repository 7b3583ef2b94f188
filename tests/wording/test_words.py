"""Figures are said as an estimate deserves, and unknown is said to be unknown."""

import math

import pytest

from lockscan.model.report import Quantiles
from lockscan.wording import words


@pytest.mark.parametrize(
    ("amount", "said"),
    [(0, "£0"), (412.4, "£412"), (999.7, "£1.0k"), (9_460, "£9.5k"), (85_500, "£86k"), (999_600, "£1.0m"),
     (1_254_000, "£1.3m"), (7_500_000_000_000, "£7,500bn"), (-8_000, "-£8.0k"), (-0.2, "£0"),
     (None, "not known"), (math.nan, "not known")],
)  # fmt: skip
def test_money(amount: float | None, said: str) -> None:
    assert words.money(amount, "GBP") == said


@pytest.mark.parametrize(("amount", "said"), [(0, "£0"), (750, "£750"), (2_500, "£2.5k"), (12_500_000, "£12.5m")])
def test_an_axis_is_exact(amount: float, said: str) -> None:
    assert words.money_tick(amount, "GBP") == said


def test_a_currency_without_a_sign_of_its_own_keeps_its_code() -> None:
    assert words.money(1_500, "CHF") == "CHF 1.5k"


@pytest.mark.parametrize(
    ("share", "said"),
    [(0, "0%"), (0.001, "under 1%"), (0.5, "50%"), (0.998, "over 99%"), (1, "100%"), (-0.0, "0%"), (None, "not known")],
)
def test_nearly_all_is_never_all_and_nearly_none_never_none(share: float | None, said: str) -> None:
    assert words.percent(share) == said


@pytest.mark.parametrize(
    ("days", "said"), [(1, "1 day"), (21, "3 weeks"), (410, "13 months"), (2_374, "6.5 years"), (1_461, "4 years")]
)
def test_time_in_the_unit_one_plans_in(days: float, said: str) -> None:
    assert words.duration(days) == said


def test_a_range_in_one_unit_names_it_once() -> None:
    assert words.duration_range(Quantiles(p10=150, p50=0, p80=0, p90=490)) == "5 to 16 months"
    assert words.duration_range(Quantiles(p10=14, p50=0, p80=0, p90=490)) == "2 weeks to 16 months"


@pytest.mark.parametrize(
    ("score", "band"), [(100, "free"), (80, "free"), (79.9, "moderate"), (40, "held"), (39.9, "locked")]
)
def test_bands_begin_where_they_say(score: float, band: str) -> None:
    assert words.band_of(score) == band


def test_an_estate_in_which_nobody_named_an_application_is_not_in_nought_of_them() -> None:
    assert words.estate(1, 0) == "1 resource, no application named"
    assert words.estate(482, 16) == "482 resources in 16 named applications"


def test_a_whole_share_is_all_of_it() -> None:
    assert words.share_with("spend", 0.54) == "54% of spend is with"
    assert words.share_with("resources", 1.0) == "all resources are with"


def test_our_terms_keep_their_capitals_inside_a_sentence() -> None:
    assert words.within("api-gateway") == "API gateway"
    assert words.within("relational-database") == "relational database"
    assert words.within("") == ""
