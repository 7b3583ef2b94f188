"""When the exit happens: the Gantt, the deadline and what it takes."""

from lockscan.model.report import Calendar, Deadline, ExitDate, Stage
from lockscan.reporters._v1.figures import Json, number, quantiles


def calendar(calendar: Calendar) -> Json:
    return {
        "days": quantiles(calendar.days),
        "waves": calendar.waves,
        "critical": [{"step": step, "days": number(days, 1)} for step, days in calendar.critical],
        "within": [{"days": days, "chance": number(chance, 3)} for days, chance in calendar.within],
        "stages": [_stage(stage) for stage in calendar.stages],
    }


def deadline(deadline: Deadline | None) -> Json | None:
    if deadline is None:
        return None
    return {
        "days": deadline.days,
        "chance": number(deadline.chance, 3),
        "applications": [
            {
                "name": each.application,
                "wave": each.wave,
                "days": quantiles(each.days),
                "chance": number(each.chance, 3),
            }
            for each in deadline.departures
        ],
        "losses": [
            {
                "id": each.id,
                "label": each.label,
                "unit": each.unit,
                "amount": quantiles(each.amount),
                "formula": each.formula,
            }
            for each in deadline.losses
        ],
    }


def exit_date(each: ExitDate) -> Json:
    return {"date": each.when.isoformat(), "cost": quantiles(each.cost), "chance": number(each.chance, 3)}


def _stage(stage: Stage) -> Json:
    return {
        "name": stage.name,
        "start": quantiles(stage.start),
        "end": quantiles(stage.end),
        "waves": list(stage.waves) if stage.waves else None,
        "resources": stage.resources,
        "move_groups": stage.move_groups,
        "applications": list(stage.applications),
        "size_gb": number(stage.size_gb),
    }
