"""Draws hang on names alone, and have the shape they promise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockscan.exitcost.chance import Chance, lognormal
from lockscan.model.scenario import Band


def test_a_name_always_draws_the_same_whatever_was_drawn_before() -> None:
    fresh, used = Chance(1_000), Chance(1_000)
    used.normals(["one", "two"])
    assert np.array_equal(fresh.normal("three"), used.normal("three"))
    assert not np.array_equal(fresh.normal("three"), fresh.normal("four"))


def test_fewer_draws_are_the_first_of_more() -> None:
    assert np.array_equal(Chance(1_001).normal("x")[:10], Chance(10).normal("x"))


def test_normals_are_normal_and_independent() -> None:
    rows = Chance(50_000).normals(["a", "b"])
    assert np.quantile(rows[0], [0.1, 0.5, 0.9]) == pytest.approx([-1.2816, 0, 1.2816], abs=0.03)
    assert abs(float(np.mean(rows[0] * rows[1]))) < 0.02


@given(st.floats(0.01, 10), st.floats(1, 20), st.floats(1, 20))
def test_a_split_lognormal_goes_through_its_three_quantiles(median: float, below: float, above: float) -> None:
    band = Band(p10=median / below, p50=median, p90=median * above)
    found = lognormal(band, np.array([-1.2815515655446004, 0, 1.2815515655446004]))
    assert found == pytest.approx([band.p10, band.p50, band.p90], rel=1e-9)


def test_a_choice_is_even_and_is_what_the_uniform_draw_falls_into() -> None:
    chance = Chance(50_000)
    chosen = chance.choice("one", 3)
    assert np.array_equal(chosen, (chance.uniform("one") * 3).astype(int))
    assert np.bincount(chosen) / 50_000 == pytest.approx([1 / 3] * 3, abs=0.01)
