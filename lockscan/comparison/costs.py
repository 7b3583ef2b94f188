"""Cost changes: the difference is taken draw by draw, so that what both sides share cancels."""

import numpy as np

from lockscan.model.difference import ApplicationChange, CostChange
from lockscan.model.report import Application, ExitCase, Quantiles, Report

STILL = 0.05
"""A change of portability by less is none."""

FOLLOWS = 0.05
"""An application whose cost moves by a smaller part only shares in what the whole programme gains or saves."""


def cost_change(before: ExitCase, after: ExitCase) -> CostChange:
    p10, p50, p80, p90 = np.quantile(after.draws - before.draws, (0.1, 0.5, 0.8, 0.9))
    change = Quantiles(p10=float(p10), p50=float(p50), p80=float(p80), p90=float(p90))
    return CostChange(before=before.total, after=after.total, difference=change)


def applications_between(before: Report, after: Report) -> tuple[ApplicationChange, ...]:
    """Give the applications whose figures moved, the largest change of cost first."""
    old = {application.name: application for application in before.applications}
    new = {application.name: application for application in after.applications}
    changes = [_change(name, old.get(name), new.get(name)) for name in sorted({*old, *new})]
    moved = [change for change in changes if _moved(change)]
    return tuple(sorted(moved, key=lambda change: (-abs(change.cost_after - change.cost_before), change.name)))


def _change(name: str, old: Application | None, new: Application | None) -> ApplicationChange:
    return ApplicationChange(
        name=name,
        portability_before=old.portability if old else None,
        portability_after=new.portability if new else None,
        cost_before=old.exit_cost.p50 if old else 0.0,
        cost_after=new.exit_cost.p50 if new else 0.0,
    )


def _moved(change: ApplicationChange) -> bool:
    before, after = change.portability_before, change.portability_after
    if before is None or after is None or abs(after - before) >= STILL:
        return True
    return abs(change.cost_after - change.cost_before) > FOLLOWS * max(change.cost_before, change.cost_after)
