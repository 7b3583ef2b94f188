"""More data never arrives sooner, and who has much of it lays on more links."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockscan.exitcost.chance import Chance
from lockscan.exitcost.figures import Figures
from lockscan.exitcost.link import days_a_gigabyte
from lockscan.knowledge import Knowledge
from lockscan.model.scenario import Scenario


@pytest.fixture(scope="module")
def days() -> Any:
    knowledge, scenario = Knowledge.load(), Scenario(as_of=date(2026, 11, 22))
    figures = Figures(
        parameters=knowledge.parameters, effort={}, scenario=scenario, chance=Chance(1_000), to_currency=1.0
    )
    return lambda size: size * days_a_gigabyte(figures, np.full(1_000, size))


@given(less=st.floats(0, 1e9), more=st.floats(0, 1e9))
def test_more_never_arrives_sooner(days: Any, less: float, more: float) -> None:
    assert (days(min(less, more)) <= days(max(less, more)) * (1 + 1e-9)).all()


def test_a_hundred_terabytes_leave_at_the_published_rate(days: Any) -> None:
    # 100,000 GB x 8 / 4 Gbit/s / 86,400 = 2.31 days
    assert np.median(days(100_000.0)) == pytest.approx(2.31, rel=0.1)


@pytest.mark.parametrize(("size", "told"), [(5e6, 10), (3e6, 70), (2e3, 4 / 24), (8e2, 6 / 24)])
def test_what_was_seen_lies_in_the_range(days: Any, size: float, told: float) -> None:
    low, high = np.quantile(days(size), (0.1, 0.9))
    assert low < told < high
