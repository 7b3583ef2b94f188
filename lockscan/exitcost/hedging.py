"""Steps that make a later exit cheaper, ranked by exit cost saved per pound."""

from dataclasses import dataclass, replace

import numpy as np

from lockscan.exitcost.chance import lognormal
from lockscan.exitcost.columns import Mask, equals, tally
from lockscan.exitcost.estimation import figures_of
from lockscan.exitcost.interface import DecisionRules, Draws
from lockscan.exitcost.items import items_of
from lockscan.exitcost.learning import effective
from lockscan.exitcost.quantiles import quantiles
from lockscan.exitcost.work import Work
from lockscan.knowledge.model import HedgeRule
from lockscan.model.estate import Column, Estate, Floats
from lockscan.model.report import Hedge
from lockscan.model.scenario import Scenario
from lockscan.model.scores import EFFORT_CLASSES, Scores

DRAWS = 2_000
"""Enough to rank steps: the estimate itself takes all the scenario asks for."""

EXAMPLES = 3


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
        work=Work.of(items, np.zeros(len(application.values)), figures),
        money_a_day=figures.draw("organisation-multiplier") * figures.overrun() * figures.rate(),
    )
    found = []
    for rule in knowledge.hedges.values():
        hedge = _hedge(ground, rule, _applies(scores, knowledge, rule, estate.resources))
        if hedge is not None:
            found.append(hedge)
    return tuple(sorted(found, key=lambda hedge: (-_per_pound(hedge), hedge.id)))


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
    saves = quantiles(_saved_days(ground.work, rule, applies) * ground.money_a_day)
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


def _saved_days(work: Work, rule: HedgeRule, applies: Mask) -> Draws:
    """Draw the same things twice with the same luck: at their class now, and at the class the rule makes them."""
    items, size = work.items, len(work.items.names)
    carried = items.weight * items.count
    whole = tally(items.group, carried, size)
    part = np.divide(tally(items.group, carried * applies, size), whole, out=np.zeros(size), where=whole > 0)
    groups, amounts = np.flatnonzero(part), work.amounts * part[:, None]
    easier = np.int32(EFFORT_CLASSES.index(rule.effort_class))
    now = work.days(groups, amounts, items.easiest, items.hardest)
    then = work.days(groups, amounts, np.minimum(items.easiest, easier), np.minimum(items.hardest, easier))
    return np.maximum(now - then, 0)


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
