"""One case from draws to ranges: parts add up in every draw."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from lockscan.exitcost.breakdown import Buckets, Tally, cost_share, dearest_first
from lockscan.exitcost.case import Case
from lockscan.exitcost.columns import add_up
from lockscan.exitcost.drivers import drivers_of
from lockscan.exitcost.interface import Draws, Part
from lockscan.exitcost.parts import PARTS
from lockscan.exitcost.quantiles import explained, quantiles
from lockscan.model.report import Calendar, Component, CostShare, Deadline, ExitCase, Stage

HORIZONS = (30, 60, 90, 180, 365, 730)
"""Days for which the chance of being out is told."""

SHOWN_WAVES = 6
"""Waves told one by one on the critical path; the shorter ones are told together."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outcome:
    """What each part costs in every draw, and what each application does."""

    parts: Mapping[str, Draws]
    applications: Mapping[int, CostShare]
    programme: CostShare
    """What belongs to no single application."""

    across: Tally
    """The same by supplier and by move group."""

    @property
    def total(self) -> Draws:
        return add_up(self.parts.values(), len(next(iter(self.parts.values()))))


def ordered_parts() -> dict[str, Part]:
    return dict(sorted(PARTS.items(), key=lambda item: item[1].order))


def simulate(case: Case, applications: Iterable[int], hands_on: Callable[[int], Draws], buckets: Buckets) -> Outcome:
    pricings = {name: pricing for name, part in ordered_parts().items() if (pricing := part.price(case)) is not None}
    totals = {name: pricing.programme().copy() for name, pricing in pricings.items()}
    programme = cost_share("", totals, 0)
    by_application, across = {}, Tally(buckets)
    for index in applications:
        days = hands_on(index)
        asked = {name: pricing.application(index, days) for name, pricing in pricings.items()}
        shares = {name: share for name, share in asked.items() if share.any()}
        for name, share in shares.items():
            totals[name] += share
        across.add(index, shares)
        resources = int(case.ground.resources[index])
        by_application[index] = cost_share(case.ground.applications[index], shares, resources)
    return Outcome(parts=totals, applications=by_application, programme=programme, across=across)


def exit_case(
    case: Case, outcome: Outcome, waves: int, stages: tuple[Stage, ...], deadline: Deadline | None = None
) -> ExitCase:
    total, shares = explained(outcome.parts)
    parts = ordered_parts()
    return ExitCase(
        id=case.id,
        total=total,
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
        by_application=dearest_first([outcome.programme, *outcome.applications.values()]),
        by_supplier=dearest_first([outcome.programme, *outcome.across.suppliers()]),
        by_group=outcome.across.groups(),
        draws=outcome.total,
    )


def _within(case: Case) -> tuple[tuple[int, float], ...]:
    """Answer "can we be out in so many days?"."""
    return tuple((days, float(np.mean(case.whole.exit_days <= days))) for days in HORIZONS)


def _critical(case: Case) -> tuple[tuple[str, float], ...]:
    """Tell each step's days at P50, the shortest waves in one."""
    schedule = case.whole.schedule
    waves = schedule.moving.medians()
    order = np.argsort(-waves, kind="stable")
    longest, shorter = order[:SHOWN_WAVES], order[SHOWN_WAVES:]
    told = {int(wave): (f"Wave {wave + 1}", float(waves[wave])) for wave in longest}
    if len(shorter):
        told[int(shorter.max())] = (f"{len(shorter)} shorter waves", float(waves[shorter].sum()))
    steps = [
        ("Preparation", float(np.median(schedule.preparation))),
        *(told[wave] for wave in sorted(told)),
        *((name, float(np.median(days))) for name, days in schedule.waiting()),
    ]
    return tuple((name, days) for name, days in steps if days)
