"""Sizes that only Azure Monitor knows: how much a storage account holds, one cheap question an account."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors.azure.client import Arm

API: Final = "2018-01-01"
ACCOUNTS: Final = "microsoft.storage/storageaccounts"
CAPACITY: Final = "UsedCapacity"
LOOK_BACK: Final = timedelta(hours=12)
AT_ONCE: Final = 8
GB: Final = 1e9

Sizes = Mapping[str, Mapping[str, float]]


def measured(arm: Arm, rows: Iterable[Mapping[str, Any]]) -> tuple[Sizes, ScopeFailed | None]:
    """Give the measured facts by id, and why some are missing; what Monitor has no point for stays unknown."""
    asked = [str(row["id"]) for row in rows if str(row.get("type")).lower() == ACCOUNTS and row.get("id")]
    if not asked:
        return {}, None
    sizes: dict[str, Mapping[str, float]] = {}
    failed: ScopeFailed | None = None
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for identifier, answer in zip(asked, pool.map(lambda one: _capacity(arm, one), asked), strict=True):
            if isinstance(answer, ScopeFailed):
                failed = answer
            elif answer is not None:
                sizes[identifier] = {"size_gb": round(answer / GB, 6)}
    return sizes, failed


def _capacity(arm: Arm, identifier: str) -> float | ScopeFailed | None:
    now = datetime.now(UTC).replace(microsecond=0, second=0)
    span = f"{(now - LOOK_BACK):%Y-%m-%dT%H:%M:%SZ}/{now:%Y-%m-%dT%H:%M:%SZ}"
    query = {
        "api-version": API,
        "metricnames": CAPACITY,
        "aggregation": "Average",
        "interval": "PT1H",
        "timespan": span,
    }
    try:
        answer = arm.get(f"{identifier}/providers/Microsoft.Insights/metrics", **query)
    except ScopeFailed as failed:
        return failed
    return next(_latest(answer), None)


def _latest(answer: Any) -> Iterator[float]:
    """Give the averages of the answer, the latest first."""
    for metric in answer.get("value") or ():
        for series in metric.get("timeseries") or ():
            for point in reversed(series.get("data") or ()):
                average = point.get("average")
                if isinstance(average, int | float) and not isinstance(average, bool):
                    yield float(average)
