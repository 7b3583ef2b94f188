"""One resource; None is not known."""

from lockscan.model.resource import Origin
from lockscan.reporters._rows import ResourceRow
from lockscan.reporters._v1.figures import Json, number


def resource(row: ResourceRow) -> Json:
    return {
        "id": row.id,
        "type": row.type,
        "provider": row.provider,
        "account": row.account,
        "region": row.region,
        "name": row.name,
        "application": row.application,
        "capability": row.capability,
        "effort_class": row.effort_class,
        "portability": {
            "own": number(row.own),
            "low": number(row.low),
            "high": number(row.high),
            "inherited": number(row.inherited, 4),
            "facets": {facet: number(value, 4) for facet, value in row.facets.items()},
            "chain": list(row.chain),
        },
        "exit_cost": {"p50": number(row.p50), "p90": number(row.p90)},
        "move_group": row.group,
        "wave": row.wave,
        "monthly_cost": number(row.monthly),
        "origins": [_origin(origin) for origin in row.origins],
    }


def _origin(origin: Origin) -> Json:
    place = {"source": origin.source, "location": origin.location, "line": origin.line, "address": origin.address}
    return {key: value for key, value in place.items() if value is not None}
