"""How long leaving takes: the critical path through preparation, waves, notice and approvals."""

from dataclasses import dataclass, replace

import numpy as np

from lockscan.exitcost.columns import Mask, tally
from lockscan.exitcost.days import YEAR_DAYS
from lockscan.exitcost.figures import Figures
from lockscan.exitcost.ground import Ground
from lockscan.exitcost.interface import Draws
from lockscan.exitcost.schedule import Schedule
from lockscan.model.estate import Estate, Floats
from lockscan.model.scores import Placement

DAY_SECONDS = 86_400.0
RESTORED_FIRST = ("glacier", "deep_archive", "archive")
READ_AT_ONCE = ("glacier_ir", "instant")
"""Archive tiers, as providers write them, that need no restoring."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Timeline:
    """What has to be done in each wave, as parts of the whole."""

    work: Floats
    """Share of all work; the shares sum to one, or there is none."""

    known: Floats
    """GB that have to leave."""

    unknown: Floats
    """Share of the stores of unknown size."""

    restores: Mask
    """Waves with bytes that must be restored from an archive before they can be read."""

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
        restores=tally(wave, stores & _restored_first(estate), count) > 0,
    )


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
    moving = tuple(
        np.maximum(person_days * timeline.work[wave] / a_day, transfer_days(ground, timeline, wave))
        for wave in range(timeline.waves)
    )
    schedule = Schedule(
        preparation=figures.draw(f"{prefix}preparation-days"),
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


def size_of(ground: Ground, timeline: Timeline, wave: int) -> Draws:
    """Give the GB that leave in a wave."""
    unsized = ground.volumes.total() - timeline.known.sum()
    gigabytes: Draws = timeline.known[wave] + timeline.unknown[wave] * unsized
    return gigabytes


def transfer_days(ground: Ground, timeline: Timeline, wave: int) -> Draws:
    """Give the days that a wave's bytes take, restored from an archive first where they lie in one."""
    days = size_of(ground, timeline, wave) * 8 / DAY_SECONDS / ground.figures.draw("link-gbps")
    return days + ground.figures.draw("archive-restore-days") if timeline.restores[wave] else days


def _restored_first(estate: Estate) -> Mask:
    """Mark what lies in a tier that is restored before it is read."""
    tiers = [str(dict(profile.facts).get("storage_class", "")).casefold() for profile in estate.profiles]
    waits = [
        any(word in tier for word in RESTORED_FIRST) and not any(word in tier for word in READ_AT_ONCE)
        for tier in tiers
    ]
    mask: Mask = np.array(waits, dtype=np.bool_)[estate.profile[: estate.resources]]
    return mask
