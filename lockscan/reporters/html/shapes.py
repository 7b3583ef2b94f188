"""What leather does not draw itself: ranges, shares and named bubbles, on its scales and axes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from xml.etree import ElementTree as ET

from lockscan.model.report import Quantiles
from lockscan.reporters.html import palette

_FONT: Final = 13
_CHAR: Final = 6.7
_LABEL_MIN: Final = 46
_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubble:
    """An application on the picture of value against portability."""

    name: str
    low: float
    high: float
    radius: float
    colour: str


class Shape:
    """The part of leather's shape protocol that is the same for all of ours."""

    def validate_series(self, series: Any) -> None:
        """Every series comes from `charts`, which fits it to its shape."""

    def legend_to_svg(self, series: Any, palette_: Any) -> list[Any]:  # noqa: ARG002 - leather's signature
        return []


class Ranges(Shape):
    """A row: one line for each way of leaving, from P10 to P90 with its P50 marked."""

    def to_svg(self, width: float, height: float, x_scale: Any, y_scale: Any, series: Any, _: Any) -> ET.Element:
        group = ET.Element("g")
        for datum in series.data():
            middle = float(y_scale.project(datum.y, height, 0))
            for quantiles, colour, offset, words in datum.row[2]:
                group.extend(_range(quantiles, colour, middle + offset, width, x_scale))
                group.append(_beside(words, float(x_scale.project(quantiles.p90, 0, width)), middle + offset, width))
        return group


class Stacks(Shape):
    """A row: shares side by side, named where there is room."""

    def to_svg(self, width: float, height: float, x_scale: Any, y_scale: Any, series: Any, _: Any) -> ET.Element:
        group = ET.Element("g")
        for datum in series.data():
            low, high = (float(edge) for edge in y_scale.project_interval(datum.y, height, 0))
            top, thick = min(low, high), abs(high - low)
            start = 0.0
            for name, share, colour in datum.row[2]:
                x, end = (float(x_scale.project(place, 0, width)) for place in (start, start + share))
                group.extend(_segment(name, colour, (x, top + thick * 0.12, end - x, thick * 0.76)))
                start += share
        return group


class Spans(Shape):
    """A row: a bar from start to end, and lighter on to a late end; its words lie on the light part."""

    def to_svg(self, width: float, height: float, x_scale: Any, y_scale: Any, series: Any, _: Any) -> ET.Element:
        group = ET.Element("g")
        for datum in series.data():
            middle = float(y_scale.project(datum.y, height, 0))
            start, end, late, words = datum.row[2]
            x, usual, last = (float(x_scale.project(place, 0, width)) for place in (start, end, late))
            box: dict[str, str | float] = {"y": middle - 8, "height": 16, "fill": palette.NAVY}
            group.append(_element("rect", x=usual, width=max(last - usual, 0), fill_opacity=0.3, **box))
            group.append(_element("rect", x=x, width=max(usual - x, 2), **box))
            if words and usual + 8 + len(words) * _CHAR <= width:
                group.append(_text(words, usual + 8, middle, fill=palette.INK))
        return group


class Tornado(Shape):
    """A row: a bar from the middle to the side the driver pushes to, with its share beside."""

    def to_svg(self, width: float, height: float, x_scale: Any, y_scale: Any, series: Any, _: Any) -> ET.Element:
        group = ET.Element("g")
        zero = float(x_scale.project(0, 0, width))
        for datum in series.data():
            middle = float(y_scale.project(datum.y, height, 0))
            pushes, share = datum.row[2]
            end = float(x_scale.project(pushes, 0, width))
            colour = palette.ORANGE if pushes > 0 else palette.TEAL
            group.append(
                _element("rect", x=min(zero, end), y=middle - 8, width=max(abs(end - zero), 1), height=16, fill=colour)
            )
            group.append(
                _text(share, end + (6 if pushes > 0 else -6), middle, fill=palette.QUIET,
                      anchor="start" if pushes > 0 else "end", halo=palette.PAPER)
            )  # fmt: skip
        return group


class Bubbles(Shape):
    """Applications as circles over the zones of portability; a label only where it covers nothing."""

    def to_svg(self, width: float, height: float, x_scale: Any, y_scale: Any, series: Any, _: Any) -> ET.Element:
        group = ET.Element("g")
        group.extend(_zones(width, height, x_scale))
        data = sorted(series.data(), key=lambda datum: -datum.row[2].radius)
        placed = [
            (float(x_scale.project(d.x, 0, width)), float(y_scale.project(d.y, height, 0)), d.row[2]) for d in data
        ]
        taken: list[_Box] = [(x - b.radius, y - b.radius, x + b.radius, y + b.radius) for x, y, b in placed]
        for x, y, bubble in placed:
            group.extend(_bubble(x, y, bubble, width, x_scale))
        for x, y, bubble in placed:
            label = _label(x, y, bubble, (width, height), taken)
            group.extend([] if label is None else [label])
        return group


def _range(quantiles: Quantiles, colour: str, y: float, width: float, x_scale: Any) -> Iterator[ET.Element]:
    low, middle, high = (
        float(x_scale.project(value, 0, width)) for value in (quantiles.p10, quantiles.p50, quantiles.p90)
    )
    yield _element("rect", x=low, y=y - 3, width=max(high - low, 1), height=6, rx=3, fill=colour, fill_opacity=0.35)
    yield _element("circle", cx=middle, cy=y, r=6, fill=colour)


def _beside(words: str, end: float, y: float, width: float) -> ET.Element:
    """Say the P50 after the range, or within the page's edge where there is no room after it."""
    return _text(words, min(end + 9, width - len(words) * _CHAR), y, fill=palette.QUIET, halo=palette.PAPER)


def _segment(name: str, colour: str, box: _Box) -> Iterator[ET.Element]:
    x, y, width, height = box
    yield _element("rect", x=x, y=y, width=max(width - 1.5, 0.5), height=height, fill=colour)
    room = int((width - 12) / _CHAR)
    if width >= _LABEL_MIN and len(name) <= room:
        ink = palette.INK if colour in palette.LIGHT_ENOUGH_FOR_INK else palette.PAPER
        yield _text(name, x + 7, y + height / 2, fill=ink)


def _zones(width: float, height: float, x_scale: Any) -> Iterator[ET.Element]:
    for start, end, colour, name in palette.ZONES:
        x, right = (float(x_scale.project(edge, 0, width)) for edge in (start, end))
        yield _element("rect", x=x, y=0, width=right - x, height=height, fill=colour)
        if right - x > len(name) * _CHAR:
            yield _text(name, (x + right) / 2, 14, fill=palette.QUIET, anchor="middle")


def _bubble(x: float, y: float, bubble: Bubble, width: float, x_scale: Any) -> Iterator[ET.Element]:
    low, high = (float(x_scale.project(edge, 0, width)) for edge in (bubble.low, bubble.high))
    if high - low > bubble.radius * 2:
        yield _element("line", x1=low, x2=high, y1=y, y2=y, stroke=bubble.colour, stroke_width=1.5, stroke_opacity=0.4)
    yield _element(
        "circle", cx=x, cy=y, r=bubble.radius, fill=bubble.colour, fill_opacity=0.88,
        stroke=palette.PAPER, stroke_width=1.5,
    )  # fmt: skip


def _label(x: float, y: float, bubble: Bubble, room: tuple[float, float], taken: list[_Box]) -> ET.Element | None:
    """Try right, left, above, below; better no name than one over another."""
    wide, away = len(bubble.name) * _CHAR, bubble.radius + 5
    for left, middle in (
        (x + away, y),
        (x - away - wide, y),
        (x - wide / 2, y - away - 6),
        (x - wide / 2, y + away + 7),
    ):
        box = (left, middle - 8, left + wide, middle + 8)
        inside = box[0] >= 0 and box[2] <= room[0] and box[1] >= 20 and box[3] <= room[1]  # noqa: PLR2004 - zone names
        if inside and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            return _text(bubble.name, left, middle, fill=palette.INK)
    return None


def _overlap(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _text(words: str, x: float, y: float, *, fill: str, anchor: str = "start", halo: str = "none") -> ET.Element:
    """Write words; a halo keeps lines of the grid from striking them through."""
    element = _element(
        "text", x=x, y=y, dy="0.35em", fill=fill, font_size=_FONT, text_anchor=anchor,
        stroke=halo, stroke_width=4 if halo != "none" else 0, paint_order="stroke", stroke_linejoin="round",
    )  # fmt: skip
    element.text = words
    return element


def _element(tag: str, **attributes: str | float) -> ET.Element:
    return ET.Element(tag, {name.replace("_", "-"): str(value) for name, value in attributes.items()})
