"""Sizes that only Azure Monitor knows: how much a store holds, one cheap question each, and not without end."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeAlias

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors.azure.client import Arm
from lockscan.model.scope import ScopeState
from lockscan.vocabulary.arm import ArmMetric, arm_metrics

API: Final = "2018-01-01"
LOOK_BACK: Final = timedelta(hours=36)
"""Capacity is measured once a day."""

AT_ONCE: Final = 8
MOST: Final = 3_000
"""Stores of one subscription that are measured; Resource Manager allows some 12,000 reads an hour."""

Sizes: TypeAlias = dict[str, dict[str, float]]
_Asked: TypeAlias = tuple[str, ArmMetric]


class Meter:
    """Measures the stores of one subscription, and remembers why some were not measured."""

    def __init__(self, arm: Arm) -> None:
        self._arm = arm
        self._left = MOST
        self._in_vain = False
        self.failed: ScopeFailed | None = None

    def sizes(self, rows: Iterable[Mapping[str, Any]]) -> Sizes:
        """Give the measured facts by id; what Monitor has no point for stays unknown."""
        asked = list(self._within(_questions(rows)))
        sizes: Sizes = {}
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for start in range(0, len(asked), AT_ONCE):
                if self._in_vain:
                    break
                part = asked[start : start + AT_ONCE]
                answers = list(pool.map(self._held, part))
                self._in_vain = all(isinstance(answer, ScopeFailed) for answer in answers)
                for (identifier, _), answer in zip(part, answers, strict=True):
                    if not isinstance(answer, ScopeFailed) and answer:
                        sizes.setdefault(identifier, {}).update(answer)
        return sizes

    def _within(self, questions: Iterable[_Asked]) -> Iterator[_Asked]:
        for question in questions:
            if self._left == 0:
                self.failed = ScopeFailed(ScopeState.CAPPED, f"the first {MOST} stores were measured, not the others")
                return
            self._left -= 1
            yield question

    def _held(self, question: _Asked) -> dict[str, float] | ScopeFailed:
        identifier, metric = question
        now = datetime.now(UTC).replace(microsecond=0, second=0)
        query = {
            "api-version": API,
            "metricnames": metric.metric,
            "aggregation": metric.aggregation,
            "interval": "PT1H",
            "timespan": f"{(now - LOOK_BACK):%Y-%m-%dT%H:%M:%SZ}/{now:%Y-%m-%dT%H:%M:%SZ}",
        }
        if metric.by:
            query["$filter"] = f"{metric.by} eq '*'"
        whole = f"{identifier}/{metric.at}" if metric.at else identifier
        try:
            answer = self._arm.get(f"{whole}/providers/Microsoft.Insights/metrics", **query)
        except ScopeFailed as failed:
            self.failed = failed
            return failed
        return _facts(answer, metric)


def _questions(rows: Iterable[Mapping[str, Any]]) -> Iterator[_Asked]:
    for row in rows:
        if row.get("id"):
            metrics = arm_metrics().get(str(row.get("type")).lower(), ())
            yield from ((str(row["id"]), one) for one in metrics if not one.kinds or row.get("kind") in one.kinds)


def _facts(answer: Mapping[str, Any], metric: ArmMetric) -> dict[str, float]:
    """Give what the answer's latest points add up to; nothing for a dimension without a point."""
    found: dict[str, float] = {}
    for told in _listed(answer.get("value")):
        for series in _listed(told.get("timeseries")):
            fact = metric.facts.get(_dimension(series) if metric.by else "")
            held = _latest(series, metric.aggregation.lower())
            if fact is not None and held is not None:
                found[fact] = round(found.get(fact, 0.0) + held * metric.scale, 6)
    return found


def _dimension(series: Mapping[str, Any]) -> str:
    return next((str(one.get("value")).lower() for one in _listed(series.get("metadatavalues"))), "")


def _latest(series: Mapping[str, Any], aggregation: str) -> float | None:
    for point in reversed(_listed(series.get("data"))):
        held = point.get(aggregation)
        if isinstance(held, int | float) and not isinstance(held, bool):
            return float(held)
    return None


def _listed(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
