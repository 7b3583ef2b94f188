"""The calendar keeps its promises whatever moves, and whoever moves it."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lockscan.exitcost import estimate
from lockscan.model.report import ExitCost
from lockscan.model.scenario import Band, Scenario

AS_OF = date(2026, 11, 22)

things = st.lists(
    st.tuples(
        st.integers(0, 14), st.sampled_from(["rehost", "rewrite"]), st.sampled_from([None, 5.0, 90_000.0])
    ),
    min_size=1,
    max_size=20,
)  # fmt: skip


def priced(world: Any, thing: Any, rules: Any, scenario: Any, drawn: list[tuple[int, str, float | None]]) -> ExitCost:
    """Waves are numbered without gaps, as the graph numbers them."""
    order = {wave: index for index, wave in enumerate(sorted({wave for wave, _, _ in drawn}))}
    made = [
        thing(capability="object-storage", role="data", effort=effort, size_gb=size, wave=order[wave])
        for wave, effort, size in drawn
    ]
    return estimate(**world(made).parts(), knowledge=rules, scenario=scenario)[0]


@given(drawn=things, team=st.floats(0.5, 40), more=st.floats(1, 5))
@settings(max_examples=25)
def test_more_team_is_never_later(world: Any, thing: Any, rules: Any, drawn: Any, team: float, more: float) -> None:
    small, large = (
        priced(world, thing, rules, Scenario(as_of=AS_OF, team=people, draws=1_000), drawn)
        for people in (team, team * more)
    )
    for before, after in ((small.planned, large.planned), (small.stressed, large.stressed)):
        assert after.calendar.days.p50 <= before.calendar.days.p50 + 1e-9
        assert after.calendar.days.p90 <= before.calendar.days.p90 + 1e-9
        assert [stage.end.p50 for stage in after.calendar.stages] <= [
            stage.end.p50 + 1e-9 for stage in before.calendar.stages
        ]
    assert large.stressed.deadline.chance >= small.stressed.deadline.chance  # type: ignore[union-attr]


def test_work_that_turns_out_more_gets_more_people_but_not_all_that_would_keep_the_date(
    world: Any, thing: Any, rules: Any
) -> None:
    def late(response: float) -> float:
        band = Band(p10=response, p50=response, p90=response)
        scenario = Scenario(as_of=AS_OF, team=6, public_body=False, overrides={"staffing-response": band})
        days = priced(world, thing, rules, scenario, [(0, "rewrite", 5.0)] * 20).planned.calendar.days
        return days.p90 / days.p50

    kept, usual, all_of_it = late(0), late(0.6), late(1)
    assert kept > usual > all_of_it
    assert usual < 2.2


def test_real_exits_of_this_size_took_months_to_a_few_years_and_not_ten(world: Any, thing: Any, rules: Any) -> None:
    # 37signals six months, DBT and HMRC, public bodies, 18 to 36: P90 lies beyond all of them, within twice the last
    scenario = Scenario(as_of=AS_OF, public_body=True)
    days = priced(world, thing, rules, scenario, [(0, "rewrite", 5.0)] * 20).planned.calendar.days
    assert 540 < days.p50 < 1_100
    assert 1_100 < days.p90 < 6 * 365


@given(drawn=things)
@settings(max_examples=25)
def test_bars_are_laid_end_to_end_and_hold_every_resource_once(world: Any, thing: Any, rules: Any, drawn: Any) -> None:
    for case in (
        (cost := priced(world, thing, rules, Scenario(as_of=AS_OF, team=6, draws=1_000), drawn)).planned,
        cost.stressed,
    ):
        stages = case.calendar.stages
        assert all(before.end == after.start for before, after in pairwise(stages))
        assert sum(stage.resources for stage in stages) == len(drawn)
        assert stages[-1].end.p90 == pytest.approx(case.calendar.days.p90)
        assert len(stages) <= 12


def test_archived_bytes_are_restored_before_they_travel(
    world: Any, thing: Any, rules: Any, fixed: Any, scenario: Any
) -> None:
    # 432,000 GB at 4 Gbit/s take 10 days; restored first: 1 day more; prepared for 30 days: 40 and 41
    def days(tier: str) -> float:
        bucket = thing(capability="object-storage", role="data", size_gb=432_000, facts=(("storage_class", tier),))
        private = replace(fixed(scenario), public_body=False, team=60)
        return estimate(**world([bucket]).parts(), knowledge=rules, scenario=private)[0].planned.calendar.days.p50

    assert days("STANDARD") == pytest.approx(40)
    assert days("GLACIER_IR") == pytest.approx(40)
    assert days("DEEP_ARCHIVE") == pytest.approx(41)


def test_a_month_too_early_to_be_met_says_so(world: Any, thing: Any, rules: Any, fixed: Any, scenario: Any) -> None:
    # a firm needs 30 + 1.6 x 6 ... days for one machine: not out by 30 November, out by the end of the year after
    cost = estimate(**world([thing()]).parts(), knowledge=rules, scenario=fixed(scenario))[0]
    assert (cost.exit_dates[0].when.isoformat(), cost.exit_dates[0].chance) == ("2026-11-30", 0)
    assert cost.exit_dates[-1].chance == 1
    assert cost.cheapest_exit == tuple((each.when, each.cost.p50) for each in cost.exit_dates)
