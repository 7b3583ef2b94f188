"""The move as a whole: all the work, and the days it takes."""

from lockscan.exitcost.calendar import schedule_of, team_of
from lockscan.exitcost.ground import Ground
from lockscan.exitcost.interface import Draws, Whole
from lockscan.exitcost.timeline import Timeline


def fixed_days(ground: Ground) -> Draws:
    """Work that no single thing causes; it grows smoothly with the estate and is nothing for none."""
    return ground.figures.draw("fixed-work-days") * _growth(ground)


def platform_days(ground: Ground) -> Draws:
    """Give the work of making the target ready: accounts, network, sign-in, logging, pipelines."""
    return ground.figures.draw("platform-setup-days") * _growth(ground)


def _growth(ground: Ground) -> float:
    figures = ground.figures
    relative = ground.things / figures.middle("fixed-work-reference")
    growth: float = relative ** figures.middle("fixed-work-exponent")
    return growth


def whole_of(ground: Ground, timeline: Timeline, hands_on: Draws, *, stressed: bool) -> Whole:
    figures = ground.figures
    moving = hands_on * figures.organising(hands_on)
    person_days = (fixed_days(ground) + platform_days(ground) + moving) * figures.overrun()
    team = team_of(ground, person_days)
    schedule = schedule_of(ground, timeline, person_days, team, stressed=stressed)
    return Whole(
        hands_on=hands_on,
        person_days=person_days,
        exit_days=schedule.exit_days,
        team=team,
        schedule=schedule,
    )
