"""What each measure is of a report, of a baseline and of a change; None where it is not known."""

from dataclasses import dataclass

import numpy as np

from lockscan.gate.case import Case, Mask
from lockscan.gate.policy import Limit
from lockscan.model.report import Concentration
from lockscan.model.reported import Reported


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    value: float | None
    against: float | None = None
    """What a part of it is taken of, for a relative bound."""

    missing: str = ""
    """Why it cannot be judged."""


def measured(limit: Limit, case: Case) -> Measured:
    if limit.added and case.change is None:
        return Measured(value=None, missing="there is no change to judge: give a plan and --against-change")
    if limit.bound.relative:
        return _moved(limit, case)
    value = _added(limit, case) if limit.added else _now(limit, case)
    return Measured(value=value, missing="" if value is not None else _why(limit))


def _now(limit: Limit, case: Case) -> float | None:
    report, scope = case.report, limit.scope
    match limit.measure:
        case "portability":
            return _pessimistic(case, case.within(scope))
        case "exit-cost" if scope.capability:
            costs = getattr(report.costs, limit.quantile)[: report.estate.resources]
            return float(costs[case.within(scope)].sum())
    return _reported(limit, Reported.of(report))


def _added(limit: Limit, case: Case) -> float | None:
    """Portability of what a change adds, or the range of what it does to the exit cost."""
    if limit.measure == "portability":
        return _pessimistic(case, case.added & case.within(limit.scope))
    assert case.change is not None  # noqa: S101 - `measured` has asked
    change = case.change.planned if limit.case == "planned" else case.change.stressed
    value: float = getattr(change.difference, limit.quantile)
    return value


def _moved(limit: Limit, case: Case) -> Measured:
    """How far it moved: by the change alone where there is one, else since the baseline."""
    base = case.before or case.baseline
    if base is None:
        return Measured(value=None, missing="there is nothing to compare with: give --baseline")
    if base.currency != case.report.exit_cost.currency and limit.measure == "exit-cost":
        return Measured(value=None, missing=f"the baseline is in {base.currency}: assess both in one currency")
    then, now = _reported(limit, base), _reported(limit, Reported.of(case.report))
    if limit.measure == "exit-cost" and case.change and not (limit.scope.application or limit.scope.capability):
        change = case.change.planned if limit.case == "planned" else case.change.stressed
        moved: float | None = getattr(change.difference, limit.quantile)
    else:
        moved = None if then is None or now is None else now - then
    whole = _reported(limit, case.baseline) if case.baseline else then
    if moved is None:
        return Measured(value=None, missing=_why(limit, "in both"))
    return Measured(value=-moved if limit.bound.kind == "falls-at-most" else moved, against=whole)


def _reported(limit: Limit, report: Reported) -> float | None:
    if limit.measure == "coverage":
        return report.coverage
    if limit.measure in {"share", "hhi"}:
        found = _concentration(limit, report)
        return None if found is None else found.hhi if limit.measure == "hhi" else _share(limit, found)
    return _portability(limit, report) if limit.measure == "portability" else _cost(limit, report)


def _portability(limit: Limit, report: Reported) -> float | None:
    scope = limit.scope
    if scope.application:
        application = report.applications.get(scope.application)
        return application.low if application else None
    if scope.capability:
        return report.capabilities.get(scope.capability)
    return report.low if report.resources else None


def _cost(limit: Limit, report: Reported) -> float | None:
    scope = limit.scope
    if scope.capability:
        return None
    ranges = report.planned if limit.case == "planned" else report.stressed
    if scope.application:
        application = report.applications.get(scope.application)
        if application is None:
            return None
        ranges = application.exit_cost
    return float(getattr(ranges, limit.quantile))


def _pessimistic(case: Case, mask: Mask) -> float | None:
    rows = np.flatnonzero(mask & case.counted)
    return float(case.report.scores.low[rows].mean()) if len(rows) else None


def _concentration(limit: Limit, report: Reported) -> Concentration | None:
    return next((b for b in report.bases if (b.basis, b.dimension) == (limit.basis, limit.dimension)), None)


def _share(limit: Limit, found: Concentration) -> float:
    if not limit.supplier:
        return found.shares[0].share
    wanted = limit.supplier.casefold()
    return next((share.share for share in found.shares if share.name.casefold() == wanted), 0.0)


def _why(limit: Limit, where: str = "") -> str:
    if limit.measure in {"share", "hhi"}:
        known, remedy = f"{limit.basis} by {limit.dimension}", ": give --spend" if limit.basis == "spend" else ""
        return f"{known} is not known {where}".rstrip() + remedy
    scope = limit.scope.application or limit.scope.capability
    told = f"there is nothing of {scope} to measure" if scope else f"{limit.measure} is not known"
    return f"{told} {where}".rstrip()
