"""One case from draws to ranges: parts add up in every draw."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from lockscan.exitcost.case import Case
from lockscan.exitcost.columns import add_up
from lockscan.exitcost.drivers import drivers_of
from lockscan.exitcost.interface import Draws, Part
from lockscan.exitcost.parts import PARTS
from lockscan.exitcost.quantiles import contributions, quantiles
from lockscan.model.report import Calendar, Component, Deadline, ExitCase, Quantiles, Stage

HORIZONS = (30, 60, 90, 180, 365, 730)
"""Days for which the chance of being out is told."""

SHOWN_WAVES = 6
"""Waves told one by one on the critical path; the shorter ones are told together."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outcome:
    """What each part costs in every draw, and what each application does."""

    parts: Mapping[str, Draws]
    applications: Mapping[int, Quantiles]
    programme: Quantiles
    """What belongs to no single application."""

    @property
    def total(self) -> Draws:
        return add_up(self.parts.values(), len(next(iter(self.parts.values()))))


def ordered_parts() -> dict[str, Part]:
    return dict(sorted(PARTS.items(), key=lambda item: item[1].order))


def simulate(case: Case, applications: Iterable[int], hands_on: Callable[[int], Draws]) -> Outcome:
    pricings = {name: pricing for name, part in ordered_parts().items() if (pricing := part.price(case)) is not None}
    totals = {name: pricing.programme().copy() for name, pricing in pricings.items()}
    programme = quantiles(add_up(totals.values(), case.figures.chance.draws))
    by_application = {}
    for index in applications:
        days = hands_on(index)
        cost = np.zeros(case.figures.chance.draws)
        for name, pricing in pricings.items():
            share = pricing.application(index, days)
            totals[name] += share
            cost += share
        by_application[index] = quantiles(cost)
    return Outcome(parts=totals, applications=by_application, programme=programme)


def exit_case(
    case: Case, outcome: Outcome, waves: int, stages: tuple[Stage, ...], deadline: Deadline | None = None
) -> ExitCase:
    shares = contributions(outcome.parts)
    parts = ordered_parts()
    return ExitCase(
        id=case.id,
        total=quantiles(outcome.total),
        components=tuple(
            Component(
                id=name,
                label=parts[name].label,
                range=quantiles(draws),
                contribution=shares[name],
                formula=parts[name].formula,
            )
            for name, draws in outcome.parts.items()
        ),
        calendar=Calendar(
            days=quantiles(case.whole.exit_days),
            waves=waves,
            critical=_critical(case),
            within=_within(case),
            stages=stages,
        ),
        person_days=quantiles(case.whole.person_days),
        team=case.whole.team,
        drivers=drivers_of(case, outcome.total),
        deadline=deadline,
        draws=outcome.total,
    )


def _within(case: Case) -> tuple[tuple[int, float], ...]:
    """Answer "can we be out in so many days?"."""
    return tuple((days, float(np.mean(case.whole.exit_days <= days))) for days in HORIZONS)


def _critical(case: Case) -> tuple[tuple[str, float], ...]:
    """Tell each step's days at P50, the shortest waves in one."""
    middle = {name: float(np.median(days)) for name, days in case.whole.schedule.steps.items()}
    waves = [name for name in middle if name.startswith("Wave ")]
    longest = set(sorted(waves, key=lambda name: -middle[name])[:SHOWN_WAVES])
    rest = [name for name in waves if name not in longest]
    told = []
    for name, days in middle.items():
        if name in rest:
            if name == rest[-1]:
                told.append((f"{len(rest)} shorter waves", sum(middle[other] for other in rest)))
        elif days:
            told.append((name, days))
    return tuple(told)
