"""What is promised, what may be waived, what the target costs to run, and how real moves went."""

from lockscan.model.report import BacktestPart, BacktestRow, Obligation, Programme, Quantiles, RunCost
from lockscan.reporters._v1.figures import Json, number, quantiles
from lockscan.reporters._v1.inputs import source


def obligation(each: Obligation) -> Json:
    return {
        "name": each.name,
        "supplier": each.supplier,
        "kind": each.kind,
        "ends": each.ends.isoformat() if each.ends else None,
        "owed": _or_null(each.owed),
        "sunk": number(each.sunk),
        "programme": each.programme or None,
    }


def programme(each: Programme) -> Json:
    return {
        "id": each.id,
        "provider": each.provider,
        "kind": each.kind,
        "conditions": list(each.conditions),
        "window_days": each.window_days,
        "since": each.since.isoformat() if each.since else None,
        "until": each.until.isoformat() if each.until else None,
        "chance": number(each.chance, 4),
        "source": source(each.source),
        "applies": each.applies,
        "without": _or_null(each.without),
    }


def run_cost(cost: RunCost | None) -> Json | None:
    if cost is None:
        return None
    return {
        "target": cost.target,
        "priced": number(cost.priced),
        "share": number(cost.share, 4),
        "monthly": quantiles(cost.monthly),
        "saving": quantiles(cost.saving),
        "payback_months": _or_null(cost.payback),
        "repaid": number(cost.repaid, 3),
        "three_years": quantiles(cost.three_years),
        "suppliers": list(cost.suppliers),
        "unpriced": list(cost.unpriced),
    }


def backtest_row(row: BacktestRow) -> Json:
    return {
        "name": row.name,
        "person_days": quantiles(row.person_days),
        "known": row.known,
        "actual_days": number(row.actual_days),
        "informed": row.informed,
        "leaves": row.leaves,
        "source": source(row.source),
    }


def backtest_part(part: BacktestPart) -> Json:
    return {
        "name": part.name,
        "what": part.what,
        "modelled": quantiles(part.modelled),
        "actual": number(part.actual),
        "informed": part.informed,
        "source": source(part.source),
    }


def _or_null(range_: Quantiles | None) -> Json | None:
    return quantiles(range_) if range_ else None
