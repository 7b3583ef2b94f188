"""How long leaving takes: the critical path through preparation, waves, notice and approvals."""

from dataclasses import dataclass

import numpy as np

from lockscan.exitcost.columns import add_up, tally
from lockscan.exitcost.ground import Ground
from lockscan.exitcost.interface import Draws
from lockscan.model.estate import Estate, Floats
from lockscan.model.scores import Placement

YEAR_DAYS = 365.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Timeline:
    """What has to be done in each wave, as parts of the whole."""

    work: Floats
    """Share of all work; the shares sum to one, or there is none."""

    known: Floats
    """GB that have to leave."""

    unknown: Floats
    """Share of the stores of unknown size."""

    @property
    def waves(self) -> int:
        return len(self.work)


def timeline_of(estate: Estate, placement: Placement, weight: Floats, ground: Ground) -> Timeline:
    wave = np.maximum(placement.wave[: estate.resources], 0)
    count = int(wave.max(initial=-1)) + 1
    sizes, stores = estate.size_gb[: estate.resources], ground.volumes.stores
    unsized = tally(wave, stores & np.isnan(sizes), count)
    work = tally(wave, weight, count)
    return Timeline(
        work=work / work.sum() if work.sum() else work,
        known=tally(wave, np.where(stores, np.nan_to_num(sizes), 0), count),
        unknown=unsized / unsized.sum() if unsized.sum() else unsized,
    )


def team_of(ground: Ground, person_days: Draws) -> float:
    """Give the scenario's team, or as many people as do the work in the usual time at the median."""
    if ground.scenario.team is not None:
        return ground.scenario.team
    figures = ground.figures
    a_year = figures.middle("team-availability") * figures.middle("working-days")
    wanted = float(np.median(person_days)) / (a_year * figures.middle("team-work-years"))
    return max(figures.middle("team-least"), float(np.ceil(wanted)))


def exit_days(
    ground: Ground, timeline: Timeline, person_days: Draws, team: float, *, stressed: bool
) -> dict[str, Draws]:
    """Give the days of each step; they follow one another. A contract's end is a cost, never a wait."""
    figures, scenario = ground.figures, ground.scenario
    prefix = "stressed-" if stressed else ""
    steps = {"Preparation": figures.draw(f"{prefix}preparation-days")}
    a_day = team * figures.draw("team-availability") * figures.middle("working-days") / YEAR_DAYS
    seconds_a_gb = 8 / figures.draw("link-gbps")
    unsized = ground.volumes.total() - timeline.known.sum()
    for wave in range(timeline.waves):
        working = person_days * timeline.work[wave] / a_day
        moving = (timeline.known[wave] + timeline.unknown[wave] * unsized) * seconds_a_gb / 86_400
        steps[f"Wave {wave + 1}"] = np.maximum(working, moving)
    path = add_up(steps.values(), len(person_days))
    if scenario.public_body:
        factor = figures.draw(f"{prefix}governance-factor")
        steps["Approvals and procurement"] = path * (np.maximum(factor, 1) - 1)
        path = path + steps["Approvals and procurement"]
    if not stressed and ground.commitments.longest_notice:
        steps["Notice still to run"] = np.maximum(ground.commitments.longest_notice - path, 0)
    return steps
