"""The learning curve gives the published sums, and never gets cheaper by adding work."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockscan.exitcost.learning import LearningCurve, effective
from lockscan.model.scenario import Band


def test_like_items_cost_what_the_evidence_says() -> None:
    # sum of k^log2(0.85): 10 copies cost 7.1, 100 cost 43.8, 1,000 cost 258
    assert effective(np.array([1.0, 10, 100, 1_000]), 0.85) == pytest.approx([1, 7.1, 43.8, 258], rel=0.01)


def test_a_slope_of_one_teaches_nothing() -> None:
    assert effective(np.array([37.0]), 1.0) == pytest.approx([37])


def test_a_small_part_of_an_item_costs_that_part() -> None:
    assert effective(np.array([0.15]), 0.85) == pytest.approx([0.15])


@pytest.mark.parametrize("slope", [0.75, 0.8, 0.85, 0.95, 1.0])
def test_blended_slopes_agree_with_the_exact_curve(slope: float) -> None:
    curve = LearningCurve.of(Band(p10=0.8, p50=0.85, p90=0.95))
    ones, group = np.ones(500), np.zeros(500, dtype=np.int32)
    amounts = curve.amounts(ones, ones, np.arange(500.0), group, 1)
    blended = float((amounts @ curve.blend(np.array([slope])))[0, 0])
    assert blended == pytest.approx(float(effective(np.array([500.0]), slope)[0]), rel=2e-3)


@given(st.floats(0, 1e4), st.floats(0, 1e3), st.floats(0.7, 1.0))
def test_more_never_costs_less(count: float, more: float, slope: float) -> None:
    less, greater = effective(np.array([count, count + more]), slope)
    assert greater >= less
