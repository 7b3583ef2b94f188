"""What a limit cannot be measured by, told before anything is measured."""

from lockscan.gate.policy import Limit

MOST = {"portability": 100.0, "coverage": 1.0, "share": 1.0, "hhi": 10_000.0}
"""The largest value a measure can have."""


def contradictions(limit: Limit) -> list[str]:
    found = [*_scoped(limit), *_each(limit), *_added(limit)]
    most = MOST.get(limit.measure)
    if most is not None and not limit.bound.percent and limit.bound.amount > most:
        found.append(f"{limit.measure} goes from 0 to {most:g}")
    if limit.supplier and limit.measure != "share":
        found.append("only a share is a supplier's")
    return found


def _scoped(limit: Limit) -> list[str]:
    if not (limit.scope.application or limit.scope.capability):
        return []
    checks = (
        (limit.measure in {"coverage", "share", "hhi"}, f"{limit.measure} is measured over the whole estate"),
        (_stressed(limit) and not limit.each, "a stressed exit is costed for the whole estate"),
        (_cost(limit) and _by_capability(limit) and not limit.each, "by capability an exit has p50 and p90"),
        (limit.scope.capability != "" and limit.bound.relative and _cost(limit), "a report has no cost by capability"),
        (_both(limit) and limit.bound.relative, "a report has no figure for a capability within an application"),
    )
    return [problem for wrong, problem in checks if wrong]


def _each(limit: Limit) -> list[str]:
    if not limit.each:
        return []
    checks = (
        (limit.measure not in {"portability", "exit-cost"}, f"a resource has no {limit.measure} of its own"),
        (_stressed(limit), "a stressed exit is costed for the whole estate"),
        (_cost(limit) and limit.quantile == "p80", "a resource's exit has p50 and p90"),
        (limit.bound.relative, "each resource is held against a floor or a ceiling"),
    )
    return [problem for wrong, problem in checks if wrong]


def _added(limit: Limit) -> list[str]:
    if not limit.added:
        return []
    scoped = bool(limit.scope.application or limit.scope.capability)
    checks = (
        (limit.measure not in {"portability", "exit-cost"}, f"what a change adds has no {limit.measure} of its own"),
        (limit.bound.relative, "what is added has nothing to rise or fall from"),
        (_cost(limit) and scoped and not limit.each, "what a change adds is costed for the whole estate"),
    )
    return [problem for wrong, problem in checks if wrong]


def _cost(limit: Limit) -> bool:
    return limit.measure == "exit-cost"


def _stressed(limit: Limit) -> bool:
    return _cost(limit) and limit.case == "stressed"


def _by_capability(limit: Limit) -> bool:
    return bool(limit.scope.capability) and limit.quantile == "p80"


def _both(limit: Limit) -> bool:
    return bool(limit.scope.application and limit.scope.capability)
