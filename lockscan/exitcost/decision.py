"""Keep, keep and write down, hedge or move: what staying is worth against what leaving may come to."""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from lockscan.exitcost.columns import Mask, equals, tally
from lockscan.exitcost.days import YEAR_DAYS
from lockscan.exitcost.estimation import figures_of
from lockscan.exitcost.figures import Figures
from lockscan.exitcost.hedging import hedged_rows
from lockscan.exitcost.interface import DecisionRules
from lockscan.exitcost.value import yearly_value
from lockscan.model.estate import Codes, Column, Estate, Floats
from lockscan.model.report import Application, ExitCost, Quantiles
from lockscan.model.scenario import Band, Scenario
from lockscan.model.scores import Costs, Scores

PORTABLE = 60.0
"""From here on leaving later costs little more than leaving now."""

TOO_WIDE = 50.0
"""An interval wider than this says that too little is known to advise a change."""

MAIN_PART = 0.5
"""Of an application's exit cost that must be retiring for the application to be told to move."""

NOTHING = Quantiles(p10=0.0, p50=0.0, p80=0.0, p90=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where one application stands."""

    portability: float
    low: float
    high: float
    value: float
    exit_cost: float
    retiring: float
    """Part of its exit cost that lies with services the provider has announced to end."""

    hedged: int
    """Resources that some published hedge applies to."""

    @property
    def break_even(self) -> float | None:
        return self.value / self.exit_cost if self.exit_cost > 0 else None


def decide(
    *,
    estate: Estate,
    scores: Scores,
    application: Column,
    exit_cost: ExitCost,
    costs: Costs,
    knowledge: DecisionRules,
    scenario: Scenario,
) -> tuple[Application, ...]:
    figures = figures_of(knowledge, scenario)
    rows, size = estate.resources, len(application.values)
    codes = application.codes[:rows]
    weight = _weight(scores, application, rows)
    portability, low, high = (
        _mean(codes, column[:rows], weight, size) for column in (scores.own, scores.low, scores.high)
    )
    value = yearly_value(estate, scores, application, knowledge, figures)
    retiring = tally(codes, costs.p50[:rows] * _retiring(estate, scores, knowledge, scenario, figures), size)
    hedged = tally(codes, hedged_rows(scores, knowledge, rows), size)
    spend = tally(codes, np.nan_to_num(costs.monthly[:rows]), size)
    billed = tally(codes, ~np.isnan(costs.monthly[:rows]), size)
    count = tally(codes, np.ones(rows), size)
    found = []
    for index in map(int, np.flatnonzero(count)):
        name = application.values[index]
        cost = exit_cost.by_application.get(name, NOTHING)
        position = Position(
            portability=float(portability[index]),
            low=float(low[index]),
            high=float(high[index]),
            value=float(value[index]),
            exit_cost=cost.p50,
            retiring=float(retiring[index] / cost.p50) if cost.p50 else 0.0,
            hedged=int(hedged[index]),
        )
        monthly = float(spend[index]) if billed[index] else None
        found.append(_advised(name, int(count[index]), position, cost, monthly, figures))
    return tuple(sorted(found, key=lambda one: (-one.exit_cost.p50, one.name)))


def _advised(
    name: str, resources: int, position: Position, cost: Quantiles, monthly: float | None, figures: Figures
) -> Application:
    recommendation, reason = recommend(position, figures)
    return Application(
        name=name,
        resources=resources,
        portability=position.portability,
        low=position.low,
        high=position.high,
        exit_cost=cost,
        value=position.value,
        monthly_cost=monthly,
        recommendation=recommendation,
        reason=reason,
        break_even=position.break_even,
    )


def recommend(position: Position, figures: Figures) -> tuple[str, str]:
    """Say what to do and why; what is portable needs nothing, whatever it is worth."""
    if position.break_even is None:
        return "keep", "Nothing of it would move: it is where one wants to be already"
    if position.retiring >= MAIN_PART:
        return "move", f"{position.retiring:.0%} of its exit cost lies with services that their provider is ending"
    if position.high - position.low > TOO_WIDE:
        return "keep and write down", "Too little is known of it to advise a change: close the gaps first"
    if position.portability >= PORTABLE:
        return (
            "keep",
            "Portable: leaving later costs little more than leaving now, so nothing is gained by acting early",
        )
    return _weigh(position.break_even, figures.band("chance-of-leaving"), hedged=bool(position.hedged))


def _weigh(break_even: float, chance: Band, *, hedged: bool) -> tuple[str, str]:
    """Compare the chance up to which staying pays with the chances thought possible."""
    worth = f"Staying pays unless the yearly chance of having to leave exceeds {break_even:.1%}"
    if break_even >= chance.p90:
        return "keep and write down", f"{worth}, which is more than the {chance.p90:.1%} thought possible"
    if break_even < chance.p10:
        return "move", f"{worth}, which even the lowest estimate does ({chance.p10:.1%}): what is used saves little"
    if hedged:
        return "hedge", f"{worth}, within the {chance.p10:.1%} to {chance.p90:.1%} thought possible; hedges apply here"
    return "keep and write down", f"{worth}, within what is thought possible, and no published hedge applies"


def _weight(scores: Scores, application: Column, rows: int) -> Floats:
    """Leave settings out, unless an application has nothing else."""
    things = ~equals(scores.role, "configuration", rows)
    codes = application.codes[:rows]
    only_settings = tally(codes, things, len(application.values)) == 0
    weight: Floats = (things | only_settings[codes]).astype(np.float64)
    return weight


def _mean(codes: Codes, column: Floats, weight: Floats, size: int) -> Floats:
    total = tally(codes, weight, size)
    mean: Floats = np.divide(tally(codes, column * weight, size), total, out=np.zeros(size), where=total > 0)
    return mean


def _retiring(estate: Estate, scores: Scores, rules: DecisionRules, scenario: Scenario, figures: Figures) -> Mask:
    """Mark resources whose kind ends within the horizon."""
    until = scenario.as_of + timedelta(days=YEAR_DAYS * figures.middle("decision-horizon"))
    ends = []
    for rule in scores.rule.values:
        known = rules.understanding(rule)
        ends.append(known is not None and known.retires is not None and known.retires <= until)
    return np.array(ends, dtype=np.bool_)[scores.rule.codes[: estate.resources]]
