"""Finance's tables add up, and nothing is counted twice."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lockscan.exitcost import estimate
from lockscan.model.report import Finance
from lockscan.model.scenario import Band

POINTS = ("p10", "p50", "p80", "p90")


@pytest.fixture
def told(world: Any, thing: Any, rules: Any) -> Any:
    def run(scenario: Any, count: int = 30) -> Finance:
        finance = estimate(**world([thing() for _ in range(count)]).parts(), knowledge=rules, scenario=scenario)[
            0
        ].finance
        assert finance is not None
        return finance

    return run


@given(rate=st.floats(0, 0.2), team=st.floats(0.5, 30), count=st.integers(1, 300), begins=st.integers(1, 12))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_year_and_no_total_is_worth_more_today_than_it_costs(
    told: Any, scenario: Any, rate: float, team: float, count: int, begins: int
) -> None:
    # an exit over ever more years, and the dearest exits are the longest: their cost lies late
    finance = told(replace(scenario, discount_rate=rate, team=team, year_begins=begins, draws=500), count=count)
    for point in POINTS:
        cash = [getattr(year.capital, point) + getattr(year.revenue, point) for year in finance.years]
        present = [getattr(year.present, point) for year in finance.years]
        assert present[0] == pytest.approx(cash[0])
        for index, (later, now) in enumerate(zip(cash, present, strict=True)):
            assert now <= later / (1 + rate) ** index * (1 + 1e-9)
        assert getattr(finance.present, point) <= getattr(finance.total, point) * (1 + 1e-9)


@pytest.mark.parametrize("point", POINTS)
def test_years_and_splits_add_up_at_every_quantile(told: Any, scenario: Any, point: str) -> None:
    finance = told(scenario)
    total = getattr(finance.total, point)
    assert getattr(finance.base, point) + getattr(finance.bias, point) == pytest.approx(total)
    assert getattr(finance.capital, point) + getattr(finance.revenue, point) == pytest.approx(total)
    by_year = sum(getattr(year.capital, point) + getattr(year.revenue, point) for year in finance.years)
    assert by_year == pytest.approx(total)
    assert sum(getattr(year.present, point) for year in finance.years) == pytest.approx(getattr(finance.present, point))


def test_each_financial_year_bears_the_days_that_fall_into_it(told: Any, fixed: Any, scenario: Any) -> None:
    # One machine, labour alone, out after exactly 365 days (preparation set to fill them), paid evenly from
    # 22 November 2026: 130 days until 1 April 2027, 235 after. Labour: 60 x (1/100)^0.7 + 1.6 x 6 = 11.99 days
    # x 850 = 10,190 with every other part priced at nothing worth telling (0.01 where a figure must be above nought).
    # Discounted: 130/365 + 235/365 / 1.035 of it.
    work = 60 * 0.01**0.7 + 9.6
    a_day = 6 * 0.7 * 220 / 365
    nothing = dict.fromkeys(("training-days", "assurance-internal", "decommissioning-share"), 1e-9)
    bands = {"preparation-days": 365 - work / a_day, **nothing}
    exact = replace(
        fixed(scenario),
        public_body=False,
        overrides={**fixed(scenario).overrides, **{name: Band(p10=v, p50=v, p90=v) for name, v in bands.items()}},
    )
    finance = told(exact, count=1)
    first, second = finance.years
    labour = work * 850
    assert (first.label, first.first, second.label) == ("2026-27", date(2026, 4, 1), "2027-28")
    assert first.capital.p50 + first.revenue.p50 == pytest.approx(labour * 130 / 365, rel=1e-4)
    assert second.capital.p50 + second.revenue.p50 == pytest.approx(labour * 235 / 365, rel=1e-4)
    assert finance.present.p50 == pytest.approx(labour * (130 + 235 / 1.035) / 365, rel=1e-4)
    # capital-share 0.3 of labour; VAT at 20% on all of it, as a supplier's team is bought
    assert finance.capital.p50 == pytest.approx(0.3 * labour, rel=1e-4)
    assert finance.vat.p50 == pytest.approx(0.2 * labour, rel=1e-4)
    assert finance.with_vat.p50 == pytest.approx(1.2 * labour, rel=1e-4)


def test_the_overrun_is_the_optimism_bias_and_comes_in_once(told: Any, scenario: Any) -> None:
    finance = told(scenario)
    without = replace(
        scenario,
        overrides={
            "overrun-usual": Band(p10=1, p50=1, p90=1),
            "overrun-tail-chance": Band(p10=0, p50=0, p90=0),
        },
    )
    assert told(without).bias.p50 == pytest.approx(0)
    assert finance.bias.p90 > 0
    assert finance.published_bias == (0.1, 2)


def test_own_staff_bear_no_vat(told: Any, fixed: Any, scenario: Any) -> None:
    bought, own = told(fixed(scenario)), told(replace(fixed(scenario), rate="in-house"))
    assert own.vat.p50 / own.total.p50 < bought.vat.p50 / bought.total.p50
    assert bought.vat.p50 == pytest.approx(0.2 * bought.total.p50)


def test_elsewhere_the_year_is_the_calendars_and_nobodys_rate_is_presumed(told: Any, scenario: Any) -> None:
    finance = told(replace(scenario, finance="plain"))
    assert finance.years[0].label == "2026"
    assert finance.discount_rate == 0
    assert finance.present.p50 == pytest.approx(finance.total.p50)
    dear = told(replace(scenario, finance="plain", discount_rate=0.08, year_begins=7))
    assert dear.years[0].label == "2026-27"
    assert dear.present.p50 < dear.total.p50


def test_a_finer_split_in_years_never_changes_the_cost(told: Any, scenario: Any) -> None:
    assert told(scenario).total == told(replace(scenario, year_begins=11, finance="plain")).total


def test_a_decision_next_year_moves_the_money_into_next_year(told: Any, scenario: Any) -> None:
    later = told(replace(scenario, decided=date(2027, 4, 1)))
    assert later.years[0].label == "2026-27"
    assert later.years[0].revenue.p90 == pytest.approx(0)
    assert later.years[1].revenue.p50 > 0
