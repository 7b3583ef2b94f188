"""The overrun's quantiles are those the evidence derives."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lockscan.exitcost.estimation import figures_of


def test_the_overrun_has_the_published_quantiles(rules: Any, scenario: Any) -> None:
    overrun = figures_of(rules, replace(scenario, draws=100_000)).overrun()
    # P50 1.16, P80 1.50, P90 2.31, P95 3.81 for: 82% lognormal round 1.10 up to 1.5, 18% Pareto from there, cap 10
    assert np.quantile(overrun, [0.5, 0.8, 0.9, 0.95]) == pytest.approx([1.16, 1.50, 2.31, 3.81], rel=0.04)
    assert overrun.max() <= 10
