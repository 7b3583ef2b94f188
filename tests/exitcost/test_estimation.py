"""Hand-worked exits, and promises that hold for every estate."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lockscan.exitcost import estimate
from lockscan.model.charge import Contract
from lockscan.model.money import Money
from lockscan.model.report import ExitCase, ExitCost, Quantiles
from lockscan.model.scenario import Band, Scenario
from lockscan.vocabulary.kinds import Kind
from tests.exitcost.conftest import charge

POINTS = ("p10", "p50", "p80", "p90")


def component(case: ExitCase, name: str) -> Quantiles:
    return next(part.range for part in case.components if part.id == name)


@pytest.fixture
def price(rules: Any, scenario: Any) -> Any:
    def run(world: Any, scenario: Any = scenario) -> ExitCost:
        return estimate(**world.parts(), knowledge=rules, scenario=scenario)[0]

    return run


def test_hundred_terabytes_leave_aws_at_list_price(
    world: Any, thing: Any, price: Any, fixed: Any, scenario: Any
) -> None:
    # 100,000 GB in one month (at 4 Gbit/s: 100,000 x 8 / 4 / 86,400 = 2.3 days):
    #    100 x 0 + 9,900 x 0.09 + 40,000 x 0.085 + 50,000 x 0.07 = 891 + 3,400 + 3,500 = 7,791 USD;
    #    x 0.75 = 5,843.25 GBP
    bucket = world([thing(capability="object-storage", role="data", size_gb=100_000)])
    egress = component(price(bucket, fixed(scenario)).planned, "egress")
    assert egress.p50 == pytest.approx(5_843.25)
    assert egress.p10 == pytest.approx(egress.p90)


def test_a_slow_link_spreads_the_transfer_over_months_of_tiers(
    world: Any, thing: Any, price: Any, fixed: Any, scenario: Any
) -> None:
    # 324,000 GB at 0.5 Gbit/s: 324,000 x 8 / 0.5 / 86,400 = 60 days = 2 months of 162,000 GB:
    #    891 + 3,400 + 7,000 + 12,000 x 0.05 = 11,891 USD a month; x 2 x 0.75 = 17,836.50 GBP
    bucket = world([thing(capability="object-storage", role="data", size_gb=324_000)])
    slow = fixed(scenario, link_gbps=0.5)
    assert component(price(bucket, slow).planned, "egress").p50 == pytest.approx(17_836.5)


def test_labour_of_ten_like_machines_follows_the_learning_curve(
    world: Any, thing: Any, price: Any, fixed: Any, scenario: Any
) -> None:
    # ten rehosts at slope 0.85 count as 7.116 first ones x 6 days = 42.70 hands-on days, x 1.6 = 68.31;
    # fixed: 35 x (10 / 100)^0.7 = 6.98, platform: 25 x 0.1995 = 4.99; together 80.28 person-days;
    # labour without the platform: 75.30 x 850 = 64,002; platform 4.988 x 850 = 4,240
    ten = world([thing() for _ in range(10)])
    case = price(ten, fixed(scenario)).planned
    assert case.person_days.p50 == pytest.approx(80.28, abs=0.01)
    assert component(case, "labour").p50 == pytest.approx(64_002, abs=10)
    assert component(case, "platform").p50 == pytest.approx(4_240, abs=1)


def test_legacy_servers_never_take_less_than_their_floor(
    world: Any, thing: Any, price: Any, fixed: Any, scenario: Any
) -> None:
    # one row stands for 1,000 servers: learning alone would say one rehost, 6 days; the floor says 1,000 x 1.5 days;
    # fixed 60 x (1 / 100)^0.7 = 2.39; (2.39 + 1.6 x 1,500) = 2,402.39
    many = world([thing(instances=1_000)])
    assert price(many, fixed(scenario)).planned.person_days.p50 == pytest.approx(2_402.39, abs=0.01)


def test_parallel_running_is_spend_times_share_times_months(
    world: Any, thing: Any, price: Any, fixed: Any, scenario: Any
) -> None:
    # 24,000 GBP over two months = 12,000 a month; planned x 0.5 x 3 = 18,000; stressed x 3 x 4 = 144,000
    charges = tuple(charge("r0000", date(2026, month, 1), 12_000) for month in (9, 10))
    cost = price(world([thing()], charges=charges), fixed(scenario))
    assert component(cost.planned, "parallel").p50 == pytest.approx(18_000)
    assert component(cost.stressed, "parallel").p50 == pytest.approx(144_000)


def test_missing_spend_is_unknown_not_nothing(world: Any, thing: Any, price: Any) -> None:
    cost = price(world([thing()]))
    assert "parallel" not in {part.id for part in cost.planned.components}
    assert any(unknown.what == "Spend with Amazon Web Services" for unknown in cost.unknowns)


def test_shortfall_of_a_commitment_is_paid_in_full(
    world: Any, thing: Any, price: Any, fixed: Any, scenario: Any
) -> None:
    # 1,000,000 GBP promised over 1,000 days from the assessment. A private firm; nothing to move but one drop-in of
    # 1.5 days: person-days 2.39 + 2.4 = 4.79, team 6 x 0.7 x 220/365 = 2.53 a day: 1.89 days; preparation 30:
    # out after 31.89 days, so 968.11 / 1,000 is still owed
    contract = Contract(
        supplier="aws",
        start=scenario.as_of,
        end=date.fromordinal(scenario.as_of.toordinal() + 1_000),
        committed_spend=Money(Decimal(1_000_000), "GBP"),
    )
    one = world([thing(effort="drop-in")], contracts=(contract,))
    case = price(one, replace(fixed(scenario), public_body=False)).planned
    assert case.calendar.days.p50 == pytest.approx(31.89, abs=0.01)
    assert component(case, "commitments").p50 == pytest.approx(968_110, abs=20)


def test_three_contracts_end_on_different_dates_and_the_curve_steps_down(
    world: Any, thing: Any, price: Any, fixed: Any, scenario: Any
) -> None:
    # exit fees of 100, 200 and 400 fall away when their contracts end: in February 2027, in June 2027, in June 2028.
    # Leaving by 31 January 2027 owes 700; by 28 February 600; by 30 June 400; by 30 June 2028 nothing.
    ends = (date(2027, 2, 10), date(2027, 6, 15), date(2028, 6, 1))
    contracts = tuple(
        Contract(supplier="aws", start=date(2026, 1, 1), end=end, exit_fee=Money(Decimal(fee), "GBP"))
        for end, fee in zip(ends, (100, 200, 400), strict=True)
    )
    curve = dict(price(world([thing()], contracts=contracts), fixed(scenario)).cheapest_exit)
    least = min(curve.values())
    assert len(curve) == 36
    assert curve[date(2027, 1, 31)] - least == pytest.approx(700)
    assert curve[date(2027, 2, 28)] - least == pytest.approx(600)
    assert curve[date(2027, 6, 30)] - least == pytest.approx(400)
    assert curve[date(2028, 6, 30)] == pytest.approx(least)


def test_two_waves_follow_one_another_and_each_waits_for_its_slower_half(
    world: Any, thing: Any, price: Any, fixed: Any, scenario: Any
) -> None:
    # wave 1: a bucket of 4,320,000 GB at 4 Gbit/s: 4,320,000 x 8 / 4 / 86,400 = 100 days, longer than its work;
    # wave 2: one machine of 6 days' work. Weights: bucket 6 x 4 (size cap) = 24, machine 6: a share of 1/5.
    # person-days 60 x (2/100)^0.7 + 1.6 x 30 = 3.88 + 48 = 51.88; a day's 6 x 0.7 x 220/365 = 2.5315
    # wave 2 = 51.88 / 5 / 2.5315 = 4.10 days; 30 + 100 + 4.10 = 134.10
    bucket = thing(capability="object-storage", role="data", size_gb=4_320_000)
    case = price(world([bucket, thing(wave=1)]), replace(fixed(scenario), public_body=False)).planned
    assert case.calendar.waves == 2
    assert case.calendar.days.p50 == pytest.approx(134.10, abs=0.01)
    assert dict(case.calendar.critical)["Wave 1"] == pytest.approx(100)


def test_a_stressed_exit_waits_for_no_notice(world: Any, thing: Any, price: Any, fixed: Any, scenario: Any) -> None:
    contract = Contract(supplier="aws", start=date(2026, 1, 1), end=date(2029, 1, 1), notice_days=400)
    cost = price(world([thing()], contracts=(contract,)), fixed(scenario))
    assert cost.planned.calendar.days.p50 == pytest.approx(400)
    assert cost.stressed.calendar.days.p50 < 100


def test_the_data_act_makes_egress_free_for_customers_in_the_union(
    world: Any, thing: Any, price: Any, fixed: Any, scenario: Any
) -> None:
    bucket = world([thing(capability="object-storage", role="data", size_gb=100_000)])
    inside = replace(fixed(scenario), customer_in_eu=True)
    curve = dict(price(bucket, inside).cheapest_exit)
    assert curve[date(2026, 12, 31)] - curve[date(2027, 1, 31)] == pytest.approx(5_843.25)


def test_application_quantiles_are_split_over_its_resources(world: Any, thing: Any, rules: Any, scenario: Any) -> None:
    things = [thing(), thing(effort="rewrite", capability="workflow"), thing(application="other")]
    cost, costs = estimate(**world(things).parts(), knowledge=rules, scenario=scenario)
    assert costs.p50[:2].sum() == pytest.approx(cost.by_application["website"].p50)
    assert costs.p90[2] == pytest.approx(cost.by_application["other"].p90)
    assert costs.p50[1] > costs.p50[0]


def test_contributions_sum_to_the_quantile(world: Any, thing: Any, price: Any, scenario: Any) -> None:
    charges = (charge("r0000", date(2026, 10, 1), 9_000),)
    things = [thing(), thing(effort=None, role="unknown"), thing(role="data", capability="object-storage", size_gb=9e5)]
    cost = price(world(things, charges=charges), replace(scenario, waiver=None))
    for case in (cost.planned, cost.stressed):
        for point in POINTS:
            contributions = sum(getattr(part.contribution, point) for part in case.components)
            assert contributions == pytest.approx(getattr(case.total, point))


def test_parts_and_applications_add_up_in_every_draw(
    world: Any, thing: Any, price: Any, fixed: Any, scenario: Any
) -> None:
    # with every figure at its middle all draws are alike, so quantiles are draws and must add up to the penny
    charges = (charge("r0000", date(2026, 10, 1), 9_000),)
    things = [thing(), thing(application="b"), thing(role="data", capability="object-storage", size_gb=9e5)]
    cost = price(world(things, charges=charges), fixed(scenario))
    for case in (cost.planned, cost.stressed):
        assert sum(part.range.p50 for part in case.components) == pytest.approx(case.total.p50, rel=1e-9)
    applications = sum(share.p50 for share in cost.by_application.values())
    assert applications == pytest.approx(cost.planned.total.p50, rel=1e-9)


def test_the_same_estate_costs_the_same_twice(world: Any, thing: Any, price: Any) -> None:
    things = [thing(), thing(effort=("rehost", "rewrite")), thing(role="data", capability="object-storage")]
    assert price(world(things)) == price(world(things))


def test_finer_profiles_never_change_cost(world: Any, thing: Any, price: Any) -> None:
    coarse = [thing(effort="refactor", capability="workflow") for _ in range(6)]
    fine = [thing(effort="refactor", capability="workflow", profile=f"#{n}") for n in range(6)]
    assert price(world(coarse)) == price(world(fine))


def test_taking_one_thing_away_changes_nothing_for_the_rest_but_how_much_is_organised(
    world: Any, thing: Any, price: Any, scenario: Any
) -> None:
    one, other = thing(application="a"), thing(application="b", effort="rewrite", capability="workflow")
    alike = replace(scenario, overrides={"organisation-onset-days": Band(p10=0, p50=0, p90=0)})
    both = price(world([one, other]), alike).by_application
    assert price(world([one]), alike).by_application["a"] == both["a"]
    assert price(world([other]), alike).by_application["b"] == both["b"]
    assert price(world([one])).by_application["a"].p50 < price(world([one, other])).by_application["a"].p50


def test_cutting_a_move_into_applications_does_not_unmake_its_organising(
    world: Any, thing: Any, price: Any, scenario: Any, fixed: Any
) -> None:
    # 40 different rehosts of 6 days: 240 hands-on, of which 240 / (240 + 60) = 0.8 of 0.6 is felt: 240 x 1.48 = 355.2,
    # in one application or in forty; with 1 of fixed work and 1 of platform (of 60, for 40 of 4,000 things) 357.2
    bare = {"organisation-onset-days": 60, "fixed-work-reference": 4_000, "fixed-work-exponent": 1}
    bare |= {"fixed-work-days": 100, "platform-setup-days": 100, "server-floor-days": 0}
    plan = fixed(scenario)
    plan = replace(plan, overrides={**plan.overrides, **{k: Band(p10=v, p50=v, p90=v) for k, v in bare.items()}})
    whole = world([thing(capability=f"c{n}") for n in range(40)])
    cut = world([thing(capability=f"c{n}", application=f"a{n}") for n in range(40)])
    assert price(whole, plan).planned.person_days.p50 == pytest.approx(357.2, rel=1e-4)
    assert price(cut, plan).planned.person_days.p50 == pytest.approx(357.2, rel=1e-4)


def test_settings_and_references_cost_little_and_more(world: Any, thing: Any, price: Any) -> None:
    plain = price(world([thing(), thing(application="b")]))
    settings_added = price(world([thing(), thing(application="b"), thing(role="configuration", effort=None)]))
    crossing = price(world([thing(), thing(application="b")], edges=[(0, 1, Kind.READS_FROM)]))
    assert plain.planned.total.p50 < settings_added.planned.total.p50 < plain.planned.total.p50 * 1.05
    assert crossing.planned.total.p50 > plain.planned.total.p50


def test_correlation_widens(world: Any, thing: Any, price: Any, scenario: Any) -> None:
    things = [thing(capability=f"c{n}", effort="replatform") for n in range(40)]

    def spread(rho: float) -> float:
        band = Band(p10=rho, p50=rho, p90=rho)
        hands = price(world(things), replace(scenario, overrides={"work-correlation": band})).planned.total
        return float(hands.p90 / hands.p10)

    assert spread(0.0) < spread(0.4) < spread(0.8)


def test_what_no_rule_knows_is_told_with_the_days_it_may_take(world: Any, thing: Any, price: Any) -> None:
    nobody_knows = thing(effort=None, role="unknown", capability="")
    (told,) = (each for each in price(world([thing(), nobody_knows])).unknowns if "no rule" in each.what)
    assert told.count == 1
    least, most = (float(word) for word in told.what.split() if word[0].isdigit())
    assert most > 20 * least
    assert not any("no rule" in each.what for each in price(world([thing()])).unknowns)


def test_an_unknown_size_is_a_wide_range_and_listed(world: Any, thing: Any, price: Any) -> None:
    known = price(world([thing(role="data", capability="object-storage", size_gb=100)]))
    unknown = price(world([thing(role="data", capability="object-storage")]))
    narrow, wide = component(known.planned, "egress"), component(unknown.planned, "egress")
    assert wide.p90 - wide.p10 > narrow.p90 - narrow.p10
    assert any(u.what.startswith("Data stores whose size") and u.count == 1 for u in unknown.unknowns)


def test_allocated_space_bounds_what_a_store_can_hold(world: Any, thing: Any, price: Any) -> None:
    disk = thing(role="data", capability="block-volume", amounts=(("allocated_gb", 1000.0),))
    full = thing(role="data", capability="block-volume", size_gb=1000)
    bounded, most, open_ = (
        component(price(world([each])).planned, "egress")
        for each in (disk, full, thing(role="data", capability="block-volume"))
    )
    assert bounded.p90 <= most.p90
    assert bounded.p90 - bounded.p10 < open_.p90 - open_.p10
    (told,) = (unknown for unknown in price(world([disk, full])).unknowns if "size could not be read" in unknown.what)
    assert told.count == 1
    assert "1 hold 15% to 85% of the space that is set aside" in told.effect


def test_cold_data_is_read_before_it_leaves_and_no_waiver_covers_that(
    world: Any, thing: Any, price: Any, fixed: Any, scenario: Any
) -> None:
    # 100,000 GB in Deep Archive x 0.0025 USD, and 100,000 GB of unknown cold tier x 0.0075 GBP: 187.50 + 750 = 937.50;
    # out after more than 180 days nothing is left of the shortest billed time
    data = {"capability": "object-storage", "role": "data", "size_gb": 100_000}
    archive = thing(**data, facts=(("storage_class", "DEEP_ARCHIVE"),))
    unlisted = thing(**data, facts=(("storage_class", "SOME_ARCHIVE"),))
    plan = replace(fixed(scenario, preparation_days=200), waiver=True)
    case = price(world([archive, unlisted, thing(**data, profile="standard")]), plan).planned
    assert component(case, "retrieval").p50 == pytest.approx(937.5)
    assert component(case, "egress").p50 == 0


def test_leaving_an_archive_early_is_charged_for_what_is_young(
    world: Any, thing: Any, price: Any, fixed: Any, scenario: Any
) -> None:
    # 3,000,000 GB counted as Deep Archive at 0.00099 USD a month: 2,970 USD = 2,227.50 GBP a month; reading it:
    # 3,000,000 x 0.0025 x 0.75 = 5,625. Ages spread evenly up to 180 days; out after 90 days those younger than 90 are
    # charged, on average 45 days for half of them: 90^2 / (2 x 180) = 22.5 days = 0.75 months; young-share 0.2:
    # 2,227.50 x 0.75 x 0.2 = 334.13; together 5,959.13
    archive = thing(
        capability="object-storage",
        role="data",
        size_gb=4_000_000,
        facts=(("storage_class", "DEEP_ARCHIVE"),),
        amounts=(("archive_gb", 3_000_000), ("min_storage_days", 180)),
    )
    plain = replace(fixed(scenario, preparation_days=10, archive_restore_days=1), waiver=True, public_body=False)
    days = price(world([archive]), plain).planned.calendar.days.p50
    plan = fixed(scenario, preparation_days=10 + 90 - days, archive_restore_days=1)
    case = price(world([archive]), replace(plan, waiver=True, public_body=False)).planned
    assert case.calendar.days.p50 == pytest.approx(90)
    assert component(case, "retrieval").p50 == pytest.approx(5_959.13, abs=0.01)


def test_a_measured_schema_replaces_the_class_of_effort(
    world: Any, thing: Any, price: Any, fixed: Any, scenario: Any
) -> None:
    # 4,800 units / 96 = 50 days x 1.3 = 65 hands-on, x 1.6 = 104; fixed and platform 60 x (1 / 100)^0.7 = 2.39
    database = thing(
        capability="relational-database", role="data", effort="refactor", amounts=(("schema_units", 4_800),)
    )
    assert price(world([database]), fixed(scenario)).planned.person_days.p50 == pytest.approx(106.39, abs=0.01)
    # told in the scenario it counts the same; where the engine stays, the schema is not converted: 6 x 1.6 + 2.39
    told = replace(fixed(scenario), schema_units={"r0000": 4_800})
    plain = replace(database, amounts=())
    assert price(world([plain]), told).planned.person_days.p50 == pytest.approx(106.39, abs=0.01)
    same = replace(database, effort="rehost")
    assert price(world([same]), fixed(scenario)).planned.person_days.p50 == pytest.approx(11.99, abs=0.01)


def test_licences_are_bought_where_nobody_rents_them_out(
    world: Any, thing: Any, price: Any, fixed: Any, scenario: Any
) -> None:
    # SQL Server Standard on 8 processors: 8 x 1,972.50 USD x 0.75 = 11,835 GBP list, x 0.7 paid = 8,284.50
    rented = thing(facts=(("engine", "sqlserver-se"), ("licence", "included")), vcpus=8)
    plan = fixed(scenario)
    own_racks = price(world([rented]), replace(plan, target="self-hosted")).planned
    assert component(own_racks, "licences").p50 == pytest.approx(8_284.5)
    other_cloud = price(world([rented]), replace(plan, target="azure"))
    assert "licences" not in {part.id for part in other_cloud.planned.components}
    assert not any(unknown.what.startswith("Licences") for unknown in other_cloud.unknowns)


def test_rented_licences_are_listed_not_priced_at_nothing(world: Any, thing: Any, price: Any) -> None:
    rented = thing(facts=(("engine", "sqlserver-se"), ("licence", "included")))
    own = thing(facts=(("engine", "oracle-ee"), ("licence", "byol")))
    told = [u for u in price(world([rented, own, thing()])).unknowns if u.what.startswith("Licences")]
    assert [u.count for u in told] == [1]


SIZES = st.floats(0, 1e7)


@settings(max_examples=15)
@given(size=SIZES, more=SIZES)
def test_more_data_never_costs_less_nor_takes_less_time(
    size: float, more: float, rules: Any, world: Any, thing: Any
) -> None:
    def run(gigabytes: float) -> ExitCost:
        data = thing(capability="object-storage", role="data", size_gb=gigabytes)
        small = thing(capability="object-storage", role="data", size_gb=50)
        return estimate(**world([data, small]).parts(), knowledge=rules, scenario=small_scenario())[0]

    less, greater = run(size), run(size + more)
    for point in POINTS:
        assert getattr(greater.planned.total, point) >= getattr(less.planned.total, point) * (1 - 1e-6)
        assert getattr(greater.stressed.total, point) >= getattr(less.stressed.total, point) * (1 - 1e-6)
        assert getattr(greater.planned.calendar.days, point) >= getattr(less.planned.calendar.days, point) * (1 - 1e-6)


@settings(max_examples=15)
@given(size=SIZES, team=st.floats(1, 40), more=st.floats(0, 40))
def test_a_waiver_is_never_dearer_and_more_people_never_later(
    size: float, team: float, more: float, rules: Any, world: Any, thing: Any
) -> None:
    estate = world([thing(capability="object-storage", role="data", size_gb=size), thing(wave=1)])

    def run(**changes: Any) -> ExitCost:
        return estimate(**estate.parts(), knowledge=rules, scenario=replace(small_scenario(), **changes))[0]

    refused, granted = run(waiver=False), run(waiver=True)
    few, many = run(team=team), run(team=team + more)
    for point in POINTS:
        assert getattr(granted.planned.total, point) <= getattr(refused.planned.total, point)
        assert getattr(many.planned.calendar.days, point) <= getattr(few.planned.calendar.days, point) * (1 + 1e-9)


def small_scenario() -> Scenario:
    return Scenario(as_of=date(2026, 11, 22), team=6, waiver=False, draws=500)
