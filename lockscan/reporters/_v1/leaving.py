"""What leaving costs, planned and stressed."""

from lockscan.model.report import CostShare, ExitCase, ExitCost
from lockscan.reporters._v1.figures import Json, number, quantiles
from lockscan.reporters._v1.finance import finance
from lockscan.reporters._v1.owing import backtest_part, backtest_row, obligation, programme, run_cost
from lockscan.reporters._v1.timing import calendar, deadline, exit_date


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
        "exit_dates": [exit_date(each) for each in cost.exit_dates],
        "finance": finance(cost.finance),
        "finance_stressed": finance(cost.finance_stressed),
        "commitments": [obligation(each) for each in cost.commitments],
        "programmes": [programme(each) for each in cost.programmes],
        "run_cost": run_cost(cost.run_cost),
        "backtest": [backtest_row(each) for each in cost.backtest],
        "backtest_parts": [backtest_part(each) for each in cost.backtest_parts],
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
        "calendar": calendar(case.calendar),
        "person_days": quantiles(case.person_days),
        "team": number(case.team, 1),
        "drivers": [
            {
                "id": driver.id,
                "meaning": driver.meaning,
                "correlation": number(driver.correlation, 3),
                "share": number(driver.share, 3),
                "narrows": number(driver.narrows, 3),
                "measure": driver.measure,
            }
            for driver in case.drivers
        ],
        "by_application": [_share(each) for each in case.by_application],
        "by_supplier": [_share(each) for each in case.by_supplier],
        "by_move_group": [_share(each) for each in case.by_group],
        "deadline": deadline(case.deadline),
    }


def _share(share: CostShare) -> Json:
    return {
        "name": share.name,
        "range": quantiles(share.range),
        "components": {name: quantiles(part) for name, part in share.components.items()},
        "resources": share.resources,
    }
