"""Steps that make a later exit cheaper, ranked by exit cost saved per pound."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain, islice

import numpy as np
import numpy.typing as npt

from lockscan.exitcost.chance import lognormal
from lockscan.exitcost.columns import Mask, equals, tally
from lockscan.exitcost.easing import Easing
from lockscan.exitcost.estimation import figures_of
from lockscan.exitcost.interface import DecisionRules, Draws
from lockscan.exitcost.items import items_of
from lockscan.exitcost.learning import effective
from lockscan.exitcost.leaving import leaving_of
from lockscan.exitcost.portfolio import greedy
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
WEIGHED = 10
"""Steps weighed one after another for what they add; the others follow by what they save alone."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Ground:
    application: Column
    work: Work
    easing: Easing
    money_a_day: Draws
    """What a hands-on day of the exit comes to, organisation and overrun included."""

    def saves(self, steps: Iterable[str]) -> Draws:
        return self.easing.days(steps) * self.money_a_day


def hedges(
    *, estate: Estate, scores: Scores, application: Column, knowledge: DecisionRules, scenario: Scenario
) -> tuple[Hedge, ...]:
    rules = knowledge.hedges
    if not rules:
        return ()
    leaving = leaving_of(estate, scores, knowledge.suppliers, scenario)
    if leaving is not None:
        estate, scores, application = leaving.estate(estate), leaving.of(scores), leaving.column(application)
    figures = figures_of(knowledge, replace(scenario, draws=min(scenario.draws, DRAWS)))
    items = items_of(estate, scores, application, knowledge, figures)
    work = Work.of(items, np.zeros(len(application.values)), figures)
    applies = {name: _applies(scores, knowledge, rule, estate.resources) for name, rule in rules.items()}
    ceilings = {name: EFFORT_CLASSES.index(rule.effort_class) for name, rule in rules.items()}
    ground = _Ground(
        application=application,
        work=work,
        easing=Easing.of(work, applies, ceilings),
        money_a_day=figures.draw("organisation-multiplier") * figures.overrun() * figures.rate(),
    )
    examples = _examples(estate, applies)
    found = [_hedge(ground, rule, np.flatnonzero(applies[name]), examples[name]) for name, rule in rules.items()]
    return _ranked(ground, {hedge.id: hedge for hedge in found if hedge is not None})


def _ranked(ground: _Ground, found: Mapping[str, Hedge]) -> tuple[Hedge, ...]:
    """Put first what adds most per pound to the steps before it: two that ease the same thing save it once."""

    def worth(steps: frozenset[str]) -> float:
        return float(np.median(ground.saves(steps)))

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


def _examples(estate: Estate, applies: Mapping[str, Mask]) -> dict[str, tuple[str, ...]]:
    """Name a few things that each step applies to, fetched at once."""
    rows = {name: np.flatnonzero(mask)[:EXAMPLES].tolist() for name, mask in applies.items()}
    names = iter(estate.rows.names(list(chain.from_iterable(rows.values()))))
    return {name: tuple(islice(names, len(few))) for name, few in rows.items()}


def _hedge(ground: _Ground, rule: HedgeRule, rows: npt.NDArray[np.intp], examples: tuple[str, ...]) -> Hedge | None:
    saves = quantiles(ground.saves([rule.id]))
    if saves.p50 <= 0:
        return None
    members = tally(ground.application.codes[rows], np.ones(len(rows)), len(ground.application.values))
    once, yearly = _cost(ground.work, rule, members)
    horizon = ground.work.figures.middle("decision-horizon")
    return Hedge(
        id=rule.id,
        action=rule.action,
        saves=saves,
        costs=quantiles(once + horizon * yearly),
        applies_to=len(rows),
        applications=tuple(ground.application.values[code] for code in np.flatnonzero(members)),
        side_effects=rule.side_effects,
        examples=examples,
        break_even=float(np.median(once / horizon + yearly)) / saves.p50,
    )


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
