"""Pictures of leaving: what makes the range wide, and when each wave moves."""

from collections.abc import Sequence
from typing import Final

import leather

from lockscan.model.report import Driver, Stage
from lockscan.reporters.html.drawing import NARROW, Picture, named_rows, picture
from lockscan.reporters.html.shapes import Spans, Tornado
from lockscan.wording import words
from lockscan.wording.clean import ended, shorten

_MONTH: Final = 30.44
_TICKS: Final = (1, 2, 3, 6, 12, 24, 60)
_MOST_TICKS: Final = 8
_SEEN: Final = 0.005
"""Share below which a driver rounds to nought."""


def tornado(identifier: str, drivers: Sequence[Driver]) -> Picture | None:
    """Give how strongly each driver goes with the total: to the right it makes leaving dearer."""
    shown = sorted((driver for driver in drivers if driver.share >= _SEEN), key=lambda driver: driver.share)
    low = -1 if any(driver.correlation < 0 for driver in shown) else 0
    if not shown:
        return None

    def draw(width: int) -> tuple[leather.Chart, int]:
        chart = leather.Chart()
        chart.add_x_scale(low, 1)
        chart.add_x_axis(ticks=[low, 1], tick_formatter=lambda tick, *_: _ENDS[int(tick)])
        named_rows(chart, [ended(driver.meaning.partition(":")[0], 60 if width > NARROW else 22) for driver in shown])
        rows = [
            (driver.correlation, str(index), (driver.correlation, f"{driver.share * 100:.0f}%"))
            for index, driver in enumerate(shown)
        ]
        chart.add_series(leather.Series(rows), Tornado())
        return chart, 30 * len(shown) + 34

    listed = "; ".join(f"{driver.meaning} {driver.share * 100:.0f}%" for driver in reversed(shown))
    return picture(identifier, "What makes the range wide", f"Share of the explained width: {listed}.", draw)


def gantt(identifier: str, title: str, stages: Sequence[Stage]) -> Picture | None:
    """Give a bar a stage: dark from its start to its end at P50, light on to its end at P90."""
    top = max((stage.end.p90 for stage in stages), default=0.0)
    if top <= 0:
        return None
    shown = list(reversed(stages))

    def draw(width: int) -> tuple[leather.Chart, int]:
        chart = leather.Chart()
        chart.add_x_scale(0, top * 1.02)
        every = _every(top, _MOST_TICKS if width > NARROW else _MOST_TICKS // 2)
        ticks = [month * every * _MONTH for month in range(int(top / _MONTH / every) + 1)]
        chart.add_x_axis(
            ticks=ticks, tick_formatter=lambda tick, *_: f"{float(tick) / _MONTH:.0f}", name="Months from the decision"
        )
        named_rows(chart, [shorten(stage.name, 22 if width > NARROW else 14) for stage in shown])
        rows = [
            (stage.end.p50, str(index), (stage.start.p50, stage.end.p50, stage.end.p90, _within(stage, width)))
            for index, stage in enumerate(shown)
        ]
        chart.add_series(leather.Series(rows), Spans())
        return chart, 32 * len(shown) + 60

    listed = "; ".join(
        f"{stage.name} day {stage.start.p50:,.0f} to {stage.end.p50:,.0f}, P90 {stage.end.p90:,.0f}" for stage in stages
    )
    return picture(identifier, title, f"{listed}.", draw)


def _within(stage: Stage, width: int) -> str:
    """Say what moves, where there is room."""
    if not stage.resources or width <= NARROW:
        return ""
    named = sum(name not in words.NO_APPLICATION for name in stage.applications)
    return words.plural(stage.resources, "resource") + (f" of {words.plural(named, 'application')}" if named else "")


def _every(days: float, most: int) -> int:
    return next((step for step in _TICKS if days / _MONTH / step <= most), _TICKS[-1])


_ENDS: Final = {-1: "cheaper", 0: "", 1: "dearer"}
