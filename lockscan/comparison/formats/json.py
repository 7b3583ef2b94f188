"""The machine's difference, `lockscan.difference/v1`; its schema lies in `comparison/schema`."""

import json
import math
from typing import Any, Final

from lockscan.comparison.formats.interface import Format
from lockscan.model.difference import ApplicationChange, CostChange, CountChange, Difference, ResourceChange, Side
from lockscan.model.report import Quantiles
from lockscan.model.reported import Reported

SCHEMA: Final = "lockscan.difference/v1"


class _Json:
    suffix = ".json"

    def render(self, difference: Difference) -> bytes:
        return f"{json.dumps(_document(difference), allow_nan=False, indent=1)}\n".encode()


def _document(difference: Difference) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "empty": difference.empty,
        "before": _side(difference.before, difference.coverage[0]),
        "after": _side(difference.after, difference.coverage[1]),
        "currency": difference.currency,
        "portability": {"before": _number(difference.score[0]), "after": _number(difference.score[1])},
        "exit_cost": {"planned": _cost(difference.planned), "stressed": _cost(difference.stressed)},
        "added": [_resource(change) for change in difference.added],
        "removed": [_resource(change) for change in difference.removed],
        "changed": [_resource(change) for change in difference.changed],
        "short_lived": [_count(count) for count in difference.short_lived],
        "applications": [_application(change) for change in difference.applications],
        "not_collected": list(difference.not_collected),
        "reported": _reported(difference.then) if difference.then else None,
    }


def _side(side: Side, coverage: float | None) -> dict[str, Any]:
    return {
        "as_of": side.as_of.isoformat(),
        "collected": side.collected.isoformat() if side.collected else None,
        "resources": side.resources,
        "rules_digest": side.rules_digest,
        "coverage": _number(coverage, 4),
    }


def _resource(change: ResourceChange) -> dict[str, Any]:
    return {
        "id": change.id,
        "name": change.name,
        "type": change.type,
        "application": change.application,
        "capability": change.capability or None,
        "portability": _number(change.portability),
        "portability_low": _number(change.low),
        "exit_cost_p50": _number(change.cost),
        "origin": {"location": change.origin or None, "line": change.line, "address": change.address or None},
        "fields": [{"name": name, "before": before, "after": after} for name, before, after in change.fields],
    }


def _count(count: CountChange) -> dict[str, Any]:
    return {"application": count.application, "type": count.type, "before": count.before, "after": count.after}


def _application(change: ApplicationChange) -> dict[str, Any]:
    return {
        "name": change.name,
        "portability": {"before": _number(change.portability_before), "after": _number(change.portability_after)},
        "exit_cost_p50": {"before": _number(change.cost_before), "after": _number(change.cost_after)},
    }


def _reported(then: Reported) -> dict[str, Any]:
    return {
        "as_of": then.as_of.isoformat(),
        "rules": {"version": then.rules_version, "digest": then.rules_digest},
        "portability": _number(then.portability),
        "planned": _quantiles(then.planned),
        "stressed": _quantiles(then.stressed),
    }


def _cost(change: CostChange) -> dict[str, Any]:
    return {name: _quantiles(getattr(change, name)) for name in ("before", "after", "difference")}


def _quantiles(quantiles: Quantiles) -> dict[str, float | None]:
    return {name: _number(getattr(quantiles, name)) for name in ("p10", "p50", "p80", "p90")}


def _number(value: float | None, digits: int = 2) -> float | None:
    return None if value is None or not math.isfinite(value) else round(float(value), digits) + 0.0


FORMAT: Final[Format] = _Json()
