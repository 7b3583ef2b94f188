"""Ranges and contributions come from the same draws."""

import numpy as np
import pytest

from lockscan.exitcost.quantiles import contributions, quantiles


def test_quantiles_are_read_off_straight_lines() -> None:
    found = quantiles(np.arange(101.0))
    assert (found.p10, found.p50, found.p80, found.p90) == (10, 50, 80, 90)


def test_a_part_that_moves_against_the_rest_contributes_less_at_the_top() -> None:
    large, against = np.arange(1_000.0) * 10, 1_000 - np.arange(1_000.0)
    found = contributions({"large": large, "against": against})
    total = quantiles(large + against)
    assert found["against"].p90 < found["against"].p10
    assert found["large"].p90 + found["against"].p90 == pytest.approx(total.p90)


def test_nothing_contributes_nothing() -> None:
    assert contributions({"none": np.zeros(100)})["none"].p90 == 0
