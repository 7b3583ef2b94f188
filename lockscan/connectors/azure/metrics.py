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
LOOK_BACK: Final = timedelta(hours=12)
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
                for (identifier, metric), answer in zip(part, answers, strict=True):
                    if isinstance(answer, float):
                        sizes[identifier] = {"size_gb": round(answer * metric.scale, 6)}
        return sizes

    def _within(self, questions: Iterable[_Asked]) -> Iterator[_Asked]:
        for question in questions:
            if self._left == 0:
                self.failed = ScopeFailed(ScopeState.CAPPED, f"the first {MOST} stores were measured, not the others")
                return
            self._left -= 1
            yield question

    def _held(self, question: _Asked) -> float | ScopeFailed | None:
        identifier, metric = question
        now = datetime.now(UTC).replace(microsecond=0, second=0)
        query = {
            "api-version": API,
            "metricnames": metric.metric,
            "aggregation": metric.aggregation,
            "interval": "PT1H",
            "timespan": f"{(now - LOOK_BACK):%Y-%m-%dT%H:%M:%SZ}/{now:%Y-%m-%dT%H:%M:%SZ}",
        }
        try:
            answer = self._arm.get(f"{identifier}/providers/Microsoft.Insights/metrics", **query)
        except ScopeFailed as failed:
            self.failed = failed
            return failed
        return next(_latest(answer, metric.aggregation.lower()), None)


def _questions(rows: Iterable[Mapping[str, Any]]) -> Iterator[_Asked]:
    for row in rows:
        metric = arm_metrics().get(str(row.get("type")).lower())
        if metric is not None and row.get("id"):
            yield str(row["id"]), metric


def _latest(answer: Any, aggregation: str) -> Iterator[float]:
    """Give the points of the answer, the latest first."""
    for metric in _listed(answer.get("value")):
        for series in _listed(metric.get("timeseries")):
            for point in reversed(_listed(series.get("data"))):
                held = point.get(aggregation)
                if isinstance(held, int | float) and not isinstance(held, bool):
                    yield float(held)


def _listed(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
