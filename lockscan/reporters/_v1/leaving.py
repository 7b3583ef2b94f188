"""What leaving costs, planned and stressed."""

from lockscan.model.report import ExitCase, ExitCost
from lockscan.reporters._v1.figures import Json, number, quantiles


def exit_cost(cost: ExitCost) -> Json:
    fixed = cost.by_application.get("")
    return {
        "currency": cost.currency,
        "planned": _case(cost.planned),
        "stressed": _case(cost.stressed),
        "unknowns": [
            {"what": unknown.what, "count": unknown.count, "effect": unknown.effect, "remedy": unknown.remedy}
            for unknown in cost.unknowns
        ],
        "fixed": quantiles(fixed) if fixed else None,
        "cheapest_exit": [{"month": month.isoformat(), "p50": number(p50)} for month, p50 in cost.cheapest_exit],
    }


def _case(case: ExitCase) -> Json:
    return {
        "total": quantiles(case.total),
        "components": {
            component.id: {
                "label": component.label,
                "range": quantiles(component.range),
                "contribution": quantiles(component.contribution),
                "formula": component.formula,
            }
            for component in case.components
        },
        "calendar": {
            "days": quantiles(case.calendar.days),
            "waves": case.calendar.waves,
            "critical": [{"step": step, "days": number(days, 1)} for step, days in case.calendar.critical],
            "within": [{"days": days, "chance": number(chance, 3)} for days, chance in case.calendar.within],
        },
        "person_days": quantiles(case.person_days),
        "team": number(case.team, 1),
        "drivers": [
            {
                "id": driver.id,
                "meaning": driver.meaning,
                "correlation": number(driver.correlation, 3),
                "share": number(driver.share, 3),
            }
            for driver in case.drivers
        ],
    }
