"""Steps that make a later exit cheaper, ranked by exit cost saved per pound."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from lockscan.exitcost.chance import lognormal
from lockscan.exitcost.columns import Mask, equals, tally
from lockscan.exitcost.estimation import figures_of
from lockscan.exitcost.interface import DecisionRules, Draws
from lockscan.exitcost.items import items_of
from lockscan.exitcost.learning import effective
from lockscan.exitcost.portfolio import greedy
from lockscan.exitcost.quantiles import quantiles
from lockscan.exitcost.work import Work
from lockscan.knowledge.model import HedgeRule
from lockscan.model.estate import Codes, Column, Estate, Floats
from lockscan.model.report import Hedge
from lockscan.model.scenario import Scenario
from lockscan.model.scores import EFFORT_CLASSES, Scores

DRAWS = 2_000
"""Enough to rank steps: the estimate itself takes all the scenario asks for."""

EXAMPLES = 3
WEIGHED = 10
"""Steps weighed one after another for what they add; the others follow by what they save alone."""

UNCHANGED = len(EFFORT_CLASSES)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Ground:
    estate: Estate
    application: Column
    work: Work
    money_a_day: Draws
    """What a hands-on day of the exit comes to, organisation and overrun included."""


def hedges(
    *, estate: Estate, scores: Scores, application: Column, knowledge: DecisionRules, scenario: Scenario
) -> tuple[Hedge, ...]:
    if not knowledge.hedges:
        return ()
    figures = figures_of(knowledge, replace(scenario, draws=min(scenario.draws, DRAWS)))
    items = items_of(estate, scores, application, knowledge, figures)
    ground = _Ground(
        estate=estate,
        application=application,
        work=Work.of(items, np.zeros(len(application.values)), figures, keeping=True),
        money_a_day=figures.draw("organisation-multiplier") * figures.overrun() * figures.rate(),
    )
    ceilings, found = {}, {}
    for rule in knowledge.hedges.values():
        applies = _applies(scores, knowledge, rule, estate.resources)
        hedge = _hedge(ground, rule, applies)
        if hedge is not None:
            ceilings[rule.id], found[rule.id] = _ceiling(rule, applies), hedge
    return _ranked(ground, found, ceilings)


def _ranked(ground: _Ground, found: Mapping[str, Hedge], ceilings: Mapping[str, Codes]) -> tuple[Hedge, ...]:
    """Put first what adds most per pound to the steps before it: two that ease the same thing save it once."""

    def worth(steps: frozenset[str]) -> float:
        if len(steps) == 1:
            return found[next(iter(steps))].saves.p50
        together = np.minimum.reduce([ceilings[step] for step in sorted(steps)])
        return float(np.median(_saved_days(ground.work, together) * ground.money_a_day))

    costs = {name: hedge.costs.p50 for name, hedge in found.items()}
    first = {name: replace(found[name], adds=gain) for name, gain in greedy(costs, worth, WEIGHED)}
    rest = sorted((found[name] for name in found.keys() - first.keys()), key=lambda one: (-_per_pound(one), one.id))
    return (*first.values(), *rest)


def hedged_rows(scores: Scores, rules: DecisionRules, rows: int) -> Mask:
    """Mark the resources that some hedge would make easier to move."""
    marked = np.zeros(rows, dtype=np.bool_)
    for rule in rules.hedges.values():
        marked |= _applies(scores, rules, rule, rows)
    return marked


def _applies(scores: Scores, rules: DecisionRules, rule: HedgeRule, rows: int) -> Mask:
    """Mark things of its capabilities or interfaces that are harder to move now than they would be after it."""
    speaks = np.zeros(len(scores.rule.values), dtype=np.bool_)
    for code, name in enumerate(scores.rule.values):
        known = rules.understanding(name)
        speaks[code] = known is not None and (
            known.capability in rule.capabilities or bool(set(known.interfaces) & set(rule.interfaces))
        )
    harder = scores.effort[:rows] > EFFORT_CLASSES.index(rule.effort_class)
    return speaks[scores.rule.codes[:rows]] & harder & ~equals(scores.role, "configuration", rows)


def _hedge(ground: _Ground, rule: HedgeRule, applies: Mask) -> Hedge | None:
    rows = np.flatnonzero(applies)
    if not len(rows):
        return None
    saves = quantiles(_saved_days(ground.work, _ceiling(rule, applies)) * ground.money_a_day)
    members = tally(ground.application.codes[rows], np.ones(len(rows)), len(ground.application.values))
    once, yearly = _cost(ground.work, rule, members)
    horizon = ground.work.figures.middle("decision-horizon")
    if saves.p50 <= 0:
        return None
    return Hedge(
        id=rule.id,
        action=rule.action,
        saves=saves,
        costs=quantiles(once + horizon * yearly),
        applies_to=len(rows),
        applications=tuple(ground.application.values[code] for code in np.flatnonzero(members)),
        side_effects=rule.side_effects,
        examples=tuple(ground.estate.rows.names(rows[:EXAMPLES].tolist())),
        break_even=float(np.median(once / horizon + yearly)) / saves.p50,
    )


def _ceiling(rule: HedgeRule, applies: Mask) -> Codes:
    """Give the hardest class a thing can have after it; no change where it does not apply."""
    return np.where(applies, EFFORT_CLASSES.index(rule.effort_class), UNCHANGED).astype(np.int32)


def _saved_days(work: Work, ceiling: Codes) -> Draws:
    """Draw the same things twice with the same luck: at their class now, and at no more than their ceiling."""
    items, size = work.items, len(work.items.names)
    carried = items.weight * items.count
    whole = tally(items.group, carried, size)
    saved = np.zeros(work.figures.chance.draws)
    for easier in np.unique(ceiling[ceiling < UNCHANGED]):
        eased = tally(items.group, carried * (ceiling == easier), size)
        part = np.divide(eased, whole, out=np.zeros(size), where=whole > 0)
        groups, amounts = np.flatnonzero(part), work.amounts * part[:, None]
        now = work.days(groups, amounts, items.easiest, items.hardest)
        then = work.days(groups, amounts, np.minimum(items.easiest, easier), np.minimum(items.hardest, easier))
        saved += np.maximum(now - then, 0)
    return saved


def _cost(work: Work, rule: HedgeRule, members: Floats) -> tuple[Draws, Draws]:
    """Give what it takes once and every year: learning within each application, upkeep for each application."""
    figures = work.figures
    normal = figures.chance.normal(f"hedge {rule.id}")
    items = float(effective(members, figures.middle("learning-slope")).sum())
    rate = figures.rate()
    return (
        lognormal(rule.effort_days, normal) * items * rate,
        lognormal(rule.yearly_cost, normal) * float(np.count_nonzero(members)) * rate,
    )


def _per_pound(hedge: Hedge) -> float:
    return hedge.saves.p50 / hedge.costs.p50 if hedge.costs.p50 > 0 else float("inf")
