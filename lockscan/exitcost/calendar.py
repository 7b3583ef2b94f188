"""How long leaving takes: the critical path through preparation, waves, notice and approvals."""

from dataclasses import replace

import numpy as np

from lockscan.exitcost.days import YEAR_DAYS
from lockscan.exitcost.figures import Figures
from lockscan.exitcost.ground import Ground
from lockscan.exitcost.interface import Draws
from lockscan.exitcost.link import days_a_gigabyte
from lockscan.exitcost.moving import Moving
from lockscan.exitcost.schedule import Schedule
from lockscan.exitcost.timeline import Timeline


def team_of(ground: Ground, person_days: Draws) -> float:
    """Give the scenario's team, or as many people as do the work in the usual time at the median."""
    if ground.scenario.team is not None:
        return ground.scenario.team
    figures = ground.figures
    a_year = figures.middle("team-availability") * figures.middle("working-days")
    wanted = float(np.median(person_days)) / (a_year * figures.middle("team-work-years"))
    return max(figures.middle("team-least"), float(np.ceil(wanted)))


def schedule_of(ground: Ground, timeline: Timeline, person_days: Draws, team: float, *, stressed: bool) -> Schedule:
    """Lay the steps end to end; a contract's end is a cost, and no notice is waited for in a hurry."""
    figures = ground.figures
    prefix = "stressed-" if stressed else ""
    people = team * _grown(figures, person_days)
    a_day = people * figures.draw("team-availability") * figures.middle("working-days") / YEAR_DAYS
    moving = Moving(
        timeline=timeline,
        all_work=person_days / a_day,
        a_gigabyte=days_a_gigabyte(figures, ground.volumes.total()),
        unsized=ground.volumes.total() - timeline.known.sum(),
        restoring=figures.draw("archive-restore-days") if timeline.restores.any() else None,
    )
    schedule = Schedule(
        preparation=figures.draw(f"{prefix}preparation-days") * float(ground.resources.any()),
        moving=moving,
        stretch=np.maximum(figures.draw(f"{prefix}governance-factor"), 1)
        if ground.scenario.public_body
        else np.ones_like(person_days),
        notice=None,
    )
    if stressed or not ground.commitments.longest_notice:
        return schedule
    return replace(schedule, notice=np.maximum(ground.commitments.longest_notice - schedule.exit_days, 0))


def _grown(figures: Figures, person_days: Draws) -> Draws:
    """Give what a team becomes where there is more to do than it was sized for: never fewer people than at first."""
    expected = float(np.median(person_days))
    more = np.maximum(person_days / expected, 1.0) if expected else np.ones_like(person_days)
    grown: Draws = more ** np.clip(figures.draw("staffing-response"), 0, 1)
    return grown
