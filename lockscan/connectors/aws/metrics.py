"""Sizes that only CloudWatch knows, asked for hundreds of resources in one call and never by listing objects."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any, Final

from lockscan.connectors.aws.actions import operation
from lockscan.connectors.aws.clients import Clients
from lockscan.connectors.aws.entry import Metric, Operation
from lockscan.connectors.aws.expression import filled
from lockscan.vocabulary.facts import Fact

GET_METRIC_DATA: Final = operation("cloudwatch", "GetMetricData")
OPERATIONS: Final[tuple[Operation, ...]] = (GET_METRIC_DATA,)
AT_ONCE: Final = 500
DAY: Final = 86_400
LOOK_BACK: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    item: int
    metric: int
    about: Metric
    tier: str
    dimensions: Mapping[str, str]


def measured(
    clients: Clients, metrics: Sequence[Metric], views: Sequence[Mapping[str, Any]], region: str
) -> list[dict[str, Fact]]:
    """Give each item's measured facts; what CloudWatch has no point for stays unknown. Raises `ScopeFailed`."""
    found: dict[tuple[int, int], list[tuple[str, float]]] = {}
    for questions in _batches(list(_questions(metrics, views)), AT_ONCE):
        for number, value in _answers(clients, questions, region):
            asked = questions[number]
            found.setdefault((asked.item, asked.metric), []).append((asked.tier, value))
    facts: list[dict[str, Fact]] = [{} for _ in views]
    for (item, number), points in sorted(found.items()):
        facts[item].update(_facts(metrics[number], points, views[item]))
    return facts


def _facts(metric: Metric, points: Sequence[tuple[str, float]], view: Mapping[str, Any]) -> dict[str, Fact]:
    total = _used(metric, sum(value for _, value in points), view)
    if total is None:
        return {}
    facts: dict[str, Fact] = {metric.fact: round(total * metric.scale, 6)}
    if metric.tiers:
        facts.update(_tiered(metric, dict(points)))
    return facts


def _used(metric: Metric, value: float, view: Mapping[str, Any]) -> float | None:
    if metric.whole is None:
        return value
    whole = metric.whole(view)
    if not isinstance(whole, int | float):
        return None
    return max(whole - value, 0.0) if metric.reads == "free" else whole * value / 100


def _tiered(metric: Metric, sizes: Mapping[str, float]) -> dict[str, Fact]:
    """Tell the tiers apart; a tier without a point is empty once any of its neighbours has one."""
    parts = {tier.part: 0.0 for tier in metric.tiers if tier.part}
    used = [tier for tier in metric.tiers if sizes.get(tier.value)]
    for tier in used:
        if tier.part:
            parts[tier.part] += sizes[tier.value] * metric.scale
    facts: dict[str, Fact] = {part: round(size, 6) for part, size in parts.items()}
    if used:
        facts["storage_class"] = max(used, key=lambda tier: sizes[tier.value]).name
        facts["min_storage_days"] = max(tier.days for tier in used)
    return facts


def _questions(metrics: Sequence[Metric], views: Sequence[Mapping[str, Any]]) -> Iterator[_Question]:
    for number, view in enumerate(views):
        for index, metric in enumerate(metrics):
            if metric.when is not None and not metric.when(view):
                continue
            fixed = filled(metric.dimensions, view)
            for values in product(*metric.each.values()):
                dimensions = {**fixed, **dict(zip(metric.each, values, strict=True))}
                tier = values[0] if metric.tiers else ""
                yield _Question(item=number, metric=index, about=metric, tier=tier, dimensions=dimensions)


def _answers(clients: Clients, questions: Sequence[_Question], region: str) -> Iterator[tuple[int, float]]:
    now = datetime.now(UTC)
    answer = clients.call(
        GET_METRIC_DATA,
        {
            "MetricDataQueries": [_query(number, question) for number, question in enumerate(questions)],
            "StartTime": now - LOOK_BACK,
            "EndTime": now,
            "ScanBy": "TimestampDescending",
        },
        region,
    )
    for result in (answer or {}).get("MetricDataResults", ()):
        if result.get("Values"):
            yield int(result["Id"][1:]), float(result["Values"][0])


def _query(number: int, question: _Question) -> dict[str, Any]:
    metric = question.about
    dimensions = [{"Name": name, "Value": value} for name, value in question.dimensions.items()]
    return {
        "Id": f"q{number}",
        "MetricStat": {
            "Metric": {"Namespace": metric.namespace, "MetricName": metric.name, "Dimensions": dimensions},
            "Period": DAY,
            "Stat": "Average",
        },
    }


def _batches(questions: list[_Question], size: int) -> Iterator[list[_Question]]:
    for start in range(0, len(questions), size):
        yield questions[start : start + size]
