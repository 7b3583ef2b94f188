"""What leaving costs and how long it takes, planned and stressed, as ranges."""

from collections.abc import Callable

import numpy as np

from lockscan.exitcost.breakdown import buckets_of
from lockscan.exitcost.case import Case
from lockscan.exitcost.chance import Block, Chance
from lockscan.exitcost.curve import exit_dates
from lockscan.exitcost.deadline import deadline_of
from lockscan.exitcost.egress import outflows
from lockscan.exitcost.figures import Figures
from lockscan.exitcost.finance import finance_of
from lockscan.exitcost.gantt import stages_of
from lockscan.exitcost.ground import Ground, ground_of
from lockscan.exitcost.holdings import holdings_of
from lockscan.exitcost.interface import CostRules, Draws
from lockscan.exitcost.items import items_of
from lockscan.exitcost.leaving import leaving_of
from lockscan.exitcost.money import Converter
from lockscan.exitcost.obligations import obligations_of
from lockscan.exitcost.programme import whole_of
from lockscan.exitcost.programmes import programmes_of
from lockscan.exitcost.running import run_cost
from lockscan.exitcost.shares import costs_of, shares_of, work_shares
from lockscan.exitcost.simulation import exit_case, simulate
from lockscan.exitcost.spend import spend_of
from lockscan.exitcost.timeline import timeline_of
from lockscan.exitcost.unknowns import unknowns_of
from lockscan.exitcost.work import Work
from lockscan.model.estate import Column, Estate, Floats
from lockscan.model.report import ExitCost
from lockscan.model.scenario import Scenario
from lockscan.model.scores import Costs, Placement, Scores

PROGRAMME = ""
"""Name under which the part that belongs to no application stands."""

PARAMETER_CURRENCY = "GBP"


def estimate(
    *,
    estate: Estate,
    scores: Scores,
    application: Column,
    placement: Placement,
    knowledge: CostRules,
    scenario: Scenario,
) -> tuple[ExitCost, Costs]:
    """Price what leaves; what is at its target already stays and costs nothing."""
    leaving = leaving_of(estate, scores, knowledge.suppliers, scenario)
    if leaving is None:
        return _estimate(estate, scores, application, placement, knowledge, scenario)
    cost, costs = _estimate(
        leaving.estate(estate),
        leaving.of(scores),
        leaving.column(application),
        leaving.of(placement),
        knowledge,
        scenario,
    )
    paid = spend_of(estate, application, Converter(exchange=knowledge.exchange, scenario=scenario)).by_row
    return cost, leaving.back(costs, paid)


def _estimate(
    estate: Estate, scores: Scores, application: Column, placement: Placement, knowledge: CostRules, scenario: Scenario
) -> tuple[ExitCost, Costs]:
    figures = figures_of(knowledge, scenario)
    items = items_of(estate, scores, application, knowledge, figures)
    ground = ground_of(estate, scores, application, knowledge, figures, items.things)
    work = Work.of(items, ground.servers, figures)
    hands_on, total = _drawn(work, ground)
    by_work = work_shares(work)
    timeline = timeline_of(estate, placement, by_work, ground)
    cases = [
        Case(stressed=stressed, ground=ground, whole=whole_of(ground, timeline, total, stressed=stressed))
        for stressed in (False, True)
    ]
    present = [int(code) for code in np.flatnonzero(ground.resources)]
    shares = shares_of(estate, ground, by_work, _price_a_gb(cases[0]))
    buckets = buckets_of(estate, application, placement, shares.money)
    planned, stressed = (simulate(case, present, hands_on, buckets) for case in cases)
    holdings = holdings_of(estate, application, placement)
    dates = exit_dates(cases[0], planned)
    cost = ExitCost(
        currency=scenario.currency,
        planned=exit_case(cases[0], planned, timeline.waves, stages_of(cases[0], timeline, holdings)),
        stressed=exit_case(
            cases[1],
            stressed,
            timeline.waves,
            stages_of(cases[1], timeline, holdings),
            deadline_of(cases[1], holdings),
        ),
        unknowns=unknowns_of(estate, scores, ground, work.unknown()),
        cheapest_exit=tuple((date.when, date.cost.p50) for date in dates),
        by_application={
            PROGRAMME: planned.programme.range,
            **{share.name: share.range for share in planned.applications.values()},
        },
        exit_dates=dates,
        finance=finance_of(cases[0], planned),
        finance_stressed=finance_of(cases[1], stressed),
        commitments=obligations_of(cases[0], estate),
        programmes=programmes_of(cases[0]),
        run_cost=run_cost(cases[0], estate, scores, planned.total),
        backtest=knowledge.prices.backtest,
        backtest_parts=knowledge.prices.backtest_parts,
    )
    return cost, costs_of(estate, application, shares, planned, ground.spend.by_row)


def figures_of(knowledge: CostRules, scenario: Scenario) -> Figures:
    converter = Converter(exchange=knowledge.exchange, scenario=scenario)
    rate = converter.rate(PARAMETER_CURRENCY)
    return Figures(
        parameters=knowledge.parameters,
        effort=knowledge.effort,
        scenario=scenario,
        chance=Chance(scenario.draws),
        to_currency=1.0 if rate is None else rate,
    )


def _drawn(work: Work, ground: Ground) -> tuple[Callable[[int], Draws], Draws]:
    """Simulate every application's work once, and keep it: a row of 10,000 draws takes 40 kB."""
    rows: dict[int, Block] = {}
    total = np.zeros(ground.figures.chance.draws)
    for code in np.flatnonzero(ground.resources):
        days = work.application(int(code))
        rows[int(code)] = days.astype(np.float32)
        total += rows[int(code)]
    return lambda index: rows[index].astype(np.float64), total


def _price_a_gb(case: Case) -> Floats:
    prices = np.zeros(len(case.ground.volumes.providers))
    for outflow in outflows(case):
        prices[outflow.provider] = float(np.median(outflow.price))
    return prices
