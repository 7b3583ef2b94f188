"""When each wave begins and ends, and what it holds."""

from collections.abc import Iterator

import numpy as np

from lockscan.exitcost.case import Case
from lockscan.exitcost.holdings import Holdings
from lockscan.exitcost.quantiles import quantiles
from lockscan.exitcost.timeline import Timeline
from lockscan.model.report import Stage

SHOWN = 10
"""Bars told; more waves than that are told several in one."""


def stages_of(case: Case, timeline: Timeline, holdings: Holdings) -> tuple[Stage, ...]:
    """Give the bars in their order: each begins where the one before it ends."""
    return tuple(_stages(case, timeline, holdings))


def _stages(case: Case, timeline: Timeline, holdings: Holdings) -> Iterator[Stage]:
    schedule = case.whole.schedule
    begun = np.zeros(case.figures.chance.draws)
    ended = schedule.preparation * schedule.stretch
    yield Stage(name="Preparation", start=quantiles(begun), end=quantiles(ended))
    for waves in np.array_split(np.arange(timeline.waves), min(SHOWN, timeline.waves)) if timeline.waves else ():
        first, last = int(waves[0]), int(waves[-1])
        begun = ended
        ended = begun + schedule.moving.through(first, last + 1) * schedule.stretch
        yield Stage(
            name=f"Wave {first + 1}" if first == last else f"Waves {first + 1} to {last + 1}",
            start=quantiles(begun),
            end=quantiles(ended),
            waves=(first, last),
            resources=int(holdings.resources[first : last + 1].sum()),
            move_groups=int(holdings.groups[first : last + 1].sum()),
            applications=holdings.named(first, last),
            size_gb=float(timeline.known[first : last + 1].sum()),
        )
    if schedule.notice is not None and np.median(schedule.notice) > 0:
        yield Stage(name="Notice still to run", start=quantiles(ended), end=quantiles(ended + schedule.notice))
