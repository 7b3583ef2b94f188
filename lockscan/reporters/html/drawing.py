"""How a picture is made: drawn by leather as static SVG, once for a wide page and once for a phone."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from xml.etree import ElementTree as ET

import leather
from leather import theme
from markupsafe import Markup

from lockscan.reporters.html import palette
from lockscan.wording import words

WIDE: Final = 920
NARROW: Final = 380
_PLACES: Final = re.compile(r"-?\d+\.\d{2,}")


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure with the words that stand for it where it cannot be seen."""

    id: str
    title: str
    text: str
    svg: Markup


def named_rows(chart: leather.Chart, names: Sequence[str]) -> None:
    """Give the left axis a row a name; rows go by number, so that two alike stay two."""
    chart.set_y_scale(leather.Ordinal([str(index) for index in range(len(names))]))
    chart.add_y_axis(tick_formatter=lambda tick, *_: names[int(tick)])


def money_ticks(currency: str, every: int = 1) -> Callable[[Decimal, int, int], str]:
    return lambda tick, index, _: "" if index % every else words.money_tick(float(tick), currency)


def picture(identifier: str, title: str, text: str, draw: Callable[[int], tuple[leather.Chart, int]]) -> Picture:
    svg = Markup("").join(_svg(identifier, title, text, width, *draw(width)) for width in (WIDE, NARROW))
    return Picture(identifier, title, text, svg)


def _svg(identifier: str, title: str, text: str, width: int, chart: leather.Chart, height: int) -> Markup:
    size = "wide" if width == WIDE else "narrow"
    label, description = f"{identifier}-{size}-title", f"{identifier}-{size}-text"
    root = ET.Element(
        "svg",
        {
            "class": f"chart {size}",
            "viewBox": f"-6 -10 {width + 34} {height + 16}",
            "role": "img",
            "aria-labelledby": f"{label} {description}",
            "xmlns": "http://www.w3.org/2000/svg",
        },
    )
    for tag, element_id, content in (("title", label, title), ("desc", description, text)):
        ET.SubElement(root, tag, {"id": element_id}).text = content
    root.append(_rounded(chart.to_svg_group(width, height)))
    return Markup(ET.tostring(root, encoding="unicode"))  # noqa: S704 - ElementTree has escaped it


def _rounded(element: ET.Element) -> ET.Element:
    """Leather writes 28 digits a place; a tenth of a pixel is enough, and the file a third as large."""
    for node in element.iter():
        for name, value in node.attrib.items():
            node.set(name, _PLACES.sub(lambda number: f"{float(number[0]):.1f}", value))
    return element


def _dress(settings: Any) -> None:
    """Put leather in the page's clothes; its theme is module-wide by design."""
    settings.background_color = "none"
    settings.margin = 0.0
    settings.tick_color, settings.zero_color, settings.tick_size = palette.GRID, palette.AXIS, 4
    for part in ("tick_font", "axis_title_font", "legend_font", "title_font"):
        setattr(settings, f"{part}_family", "inherit")
        setattr(settings, f"{part}_size", 13)
        setattr(settings, f"{part}_char_width", 6.9)
    settings.label_color = settings.axis_title_color = palette.QUIET
    settings.axis_title_gap = 8


_dress(theme)
