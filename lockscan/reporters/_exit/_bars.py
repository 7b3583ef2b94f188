"""The Gantt in plain letters."""

from collections.abc import Iterator, Sequence
from typing import Final

from lockscan.model.report import Stage
from lockscan.wording.clean import shorten

_NAME: Final = 20
_BAR: Final = 40


def bars(stages: Sequence[Stage]) -> Iterator[str]:
    """Give a line a stage: from its start to its end at P50, and on to its end at P90."""
    whole = max((stage.end.p90 for stage in stages), default=0.0) or 1.0
    for stage in stages:
        begin, end, late = (round(days / whole * _BAR) for days in (stage.start.p50, stage.end.p50, stage.end.p90))
        bar = " " * begin + "#" * max(end - begin, 1) + "-" * (late - max(end, begin + 1))
        days = f"{stage.start.p50:,.0f} to {stage.end.p50:,.0f}"
        yield f"  {shorten(stage.name, _NAME):<{_NAME}}|{bar:<{_BAR}}| {days}"
