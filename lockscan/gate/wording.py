"""A rule, its limit and what was measured, in words."""

from lockscan.gate.policy import Denial, Limit
from lockscan.wording import words

MEASURES = {
    "portability": "portability",
    "exit-cost": "cost of leaving",
    "coverage": "coverage",
    "hhi": "concentration (HHI)",
}


def limit_text(limit: Limit) -> str:
    what = MEASURES.get(limit.measure, "")
    if limit.measure == "share":
        supplier = limit.supplier or f"the largest {words.DIMENSIONS[limit.dimension].lower()}"
        what = f"share of {words.BASES[limit.basis]} with {supplier}"
    if limit.measure == "hhi":
        what = f"{what} of {words.BASES[limit.basis]} by {words.DIMENSIONS[limit.dimension].lower()}"
    if limit.measure == "exit-cost":
        what = f"{what}, {limit.case}, {limit.quantile.upper()}"
    of = " of every resource" if limit.each else ""
    added = " that a change adds" if limit.added else ""
    parts = (limit.scope.application, words.within(limit.scope.capability))
    where = "".join(f" in {part}" for part in parts if part)
    return words.sentence(f"{what}{of}{added}{where}")


def limit_bound(limit: Limit, currency: str) -> str:
    bound = limit.bound
    amount = words.percent(bound.amount) if bound.percent else figure(limit, bound.amount, currency)
    return {
        "at-least": f"at least {amount}",
        "at-most": f"at most {amount}",
        "falls-at-most": f"falls by at most {amount}",
        "rises-at-most": f"rises by at most {amount}",
    }[bound.kind]


def figure(limit: Limit, value: float, currency: str) -> str:
    match limit.measure:
        case "portability":
            return f"{value:.1f}".removesuffix(".0")
        case "exit-cost":
            return words.money(value, currency)
        case "hhi":
            return f"{value:,.0f}"
    return words.percent(value)


def denial_text(denial: Denial) -> str:
    scope = denial.scope
    parts = (scope.application, words.within(scope.capability))
    where = "".join(f" in {part}" for part in parts if part)
    return f"No {denial.kind} {' or '.join(denial.names)}{where}"
