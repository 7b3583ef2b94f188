"""Sizes that only CloudWatch knows, asked for hundreds of resources in one call and never by listing objects."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any, Final

from lockscan.connectors.aws.clients import Clients
from lockscan.connectors.aws.entry import Metric, Operation
from lockscan.connectors.aws.expression import filled
from lockscan.connectors.aws.loading import operation
from lockscan.model.resource import Fact

GET_METRIC_DATA: Final = operation("cloudwatch", "GetMetricData")
OPERATIONS: Final[tuple[Operation, ...]] = (GET_METRIC_DATA,)
AT_ONCE: Final = 500
DAY: Final = 86_400
LOOK_BACK: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    item: int
    metric: Metric
    dimensions: Mapping[str, str]


def measured(
    clients: Clients, metrics: Sequence[Metric], views: Sequence[Mapping[str, Any]], region: str
) -> list[dict[str, Fact]]:
    """Give each item's measured facts; what CloudWatch has no point for stays unknown. Raises `ScopeFailed`."""
    facts: list[dict[str, Fact]] = [{} for _ in views]
    for questions in _batches(list(_questions(metrics, views)), AT_ONCE):
        for number, value in _answers(clients, questions, region):
            question = questions[number]
            known = facts[question.item]
            known[question.metric.fact] = round(
                float(known.get(question.metric.fact, 0)) + value * question.metric.scale, 6
            )
    return facts


def _questions(metrics: Sequence[Metric], views: Sequence[Mapping[str, Any]]) -> Iterator[_Question]:
    for number, view in enumerate(views):
        for metric in metrics:
            if metric.when is not None and not metric.when(view):
                continue
            fixed = filled(metric.dimensions, view)
            for values in product(*metric.each.values()):
                dimensions = {**fixed, **dict(zip(metric.each, values, strict=True))}
                yield _Question(item=number, metric=metric, dimensions=dimensions)


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
    metric = question.metric
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
