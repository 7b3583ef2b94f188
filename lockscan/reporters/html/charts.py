"""The page's pictures: value against portability, cost by component, shares by supplier, the cheapest month."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

import leather

from lockscan.model.report import Application, Concentration, ExitCost
from lockscan.reporters.html import palette
from lockscan.reporters.html.drawing import WIDE, Picture, money_ticks, named_rows, picture
from lockscan.reporters.html.shapes import Bubble, Bubbles, Ranges, Stacks
from lockscan.wording import words
from lockscan.wording.clean import clean, shorten

_BUBBLES: Final = 40
_ROOMY: Final = 12
"""So many bubbles have room at full size; more of them shrink."""

_OTHERS: Final = "Others"
_LINE: Final = 2
_FLAT: Final = 0.99


def value_against_portability(applications: Sequence[Application], currency: str) -> Picture | None:
    """Give each application by how freely it leaves and what its managed services save a year."""
    shown = sorted(applications, key=lambda app: (-app.exit_cost.p50, app.name))[:_BUBBLES]
    if not shown:
        return None
    top = max(app.value for app in shown) or 1.0
    dearest = max(app.exit_cost.p50 for app in shown) or 1.0

    def draw(width: int) -> tuple[leather.Chart, int]:
        chart = leather.Chart()
        chart.add_x_scale(0, 100)
        chart.add_y_scale(0, top * 1.15)
        chart.add_x_axis(ticks=[0, 20, 40, 60, 80, 100], name="Portability (100 leaves freely)")
        chart.add_y_axis(tick_formatter=money_ticks(currency))
        largest = (32 if width == WIDE else 21) * (_ROOMY / max(len(shown), _ROOMY)) ** 0.5
        rows = [(app.portability, app.value, _bubble(app, app.exit_cost.p50 / dearest, largest)) for app in shown]
        chart.add_series(leather.Series(rows), Bubbles())
        return chart, 440 if width == WIDE else 380

    listed = "; ".join(
        f"{words.application(shorten(app.name, 40))} {words.score(app.portability)}, {words.money(app.value, currency)}"
        for app in shown
    )
    return picture(
        "value", "Value against portability, by application", f"Portability and yearly value: {listed}.", draw
    )


def cost_by_component(cost: ExitCost) -> Picture | None:
    """Give every part of the exit cost as a range, planned above stressed."""
    stressed = {component.id: component for component in cost.stressed.components}
    parts = sorted(cost.planned.components, key=lambda part: part.range.p50)
    if not parts:
        return None
    ranges = {
        part.id: [
            (each.range, colour, offset, words.money(each.range.p50, cost.currency))
            for each, colour, offset in (
                (part, palette.NAVY, -7),
                (stressed.get(part.id), palette.ORANGE, 9),
            )
            if each
        ]
        for part in parts
    }
    top = max(quantiles.p90 for row in ranges.values() for quantiles, *_ in row)
    if top <= 0:
        return None

    def draw(width: int) -> tuple[leather.Chart, int]:
        chart = leather.Chart()
        chart.add_x_scale(0, top * 1.1)
        chart.add_x_axis(tick_formatter=money_ticks(cost.currency, every=1 if width == WIDE else 2))
        named_rows(chart, [shorten(part.label, 30 if width == WIDE else 15) for part in parts])
        rows = [(part.range.p50, str(index), ranges[part.id]) for index, part in enumerate(parts)]
        chart.add_series(leather.Series(rows), Ranges())
        return chart, 44 * len(parts) + 40

    listed = "; ".join(
        f"{clean(part.label)} {words.money_range(part.range, cost.currency)}" for part in reversed(parts)
    )
    return picture("components", "Exit cost by component", f"Planned: {listed}.", draw)


def supplier_shares(bases: Sequence[Concentration], dimension: str) -> Picture | None:
    """Give the shares of one dimension, a bar a basis, each supplier in one colour throughout."""
    rows = [base for base in bases if base.dimension == dimension and base.shares][::-1]
    if not rows:
        return None
    colour = dict(zip(_leading(rows), palette.SUPPLIERS, strict=False))

    def draw(width: int) -> tuple[leather.Chart, int]:
        chart = leather.Chart()
        chart.add_x_scale(0, 1)
        chart.add_x_axis(
            ticks=[Decimal(0), Decimal("0.5"), Decimal(1)], tick_formatter=lambda tick, *_: words.percent(float(tick))
        )
        named_rows(chart, [words.BASES[base.basis].capitalize() for base in rows])
        data = [(1, str(index), _segments(base, colour)) for index, base in enumerate(rows)]
        chart.add_series(leather.Series(data), Stacks())
        return chart, (52 if width == WIDE else 44) * len(rows) + 30

    listed = "; ".join(f"{words.BASES[base.basis]}: {_spoken(base)}" for base in reversed(rows))
    return picture("shares", "Shares by supplier", f"{listed}.".capitalize(), draw)


def cheapest_exit(curve: Sequence[tuple[date, float]], currency: str) -> Picture | None:
    """Give the planned cost by the month the exit completes; None where the month makes no odds."""
    dearest = max((cost for _, cost in curve), default=0.0)
    if len(curve) < _LINE or min(cost for _, cost in curve) > dearest * _FLAT:
        return None
    when, least = min(curve, key=lambda point: (point[1], point[0]))

    def draw(width: int) -> tuple[leather.Chart, int]:
        chart = leather.Chart()
        chart.add_x_scale(curve[0][0], curve[-1][0])
        chart.add_y_scale(0, dearest * 1.1)
        chart.add_x_axis(
            ticks=[month for month, _ in curve[:: 6 if width == WIDE else 12]],
            tick_formatter=lambda tick, *_: f"{tick:%b %Y}",
        )
        chart.add_y_axis(tick_formatter=money_ticks(currency))
        chart.add_line(list(curve), stroke_color=palette.NAVY, width=3)
        return chart, 260

    return picture(
        "cheapest",
        "Planned exit cost by the month the exit completes",
        f"Least in {when:%B %Y}: {words.money(least, currency)}.",
        draw,
    )


def swatches(bases: Sequence[Concentration], dimension: str) -> list[tuple[str, str]]:
    """Give the key of the supplier picture: colour and name."""
    rows = [base for base in bases if base.dimension == dimension and base.shares]
    named = list(zip(palette.SUPPLIERS, _leading(rows), strict=False))
    others = any(len(base.shares) > len(named) for base in rows)
    return [*named, *([(palette.GREY, _OTHERS)] if others else [])]


def _leading(rows: Sequence[Concentration]) -> list[str]:
    total: dict[str, float] = {}
    for base in rows:
        for share in base.shares:
            total[share.name] = total.get(share.name, 0) + share.share
    return sorted(total, key=lambda name: (-total[name], name))[: len(palette.SUPPLIERS)]


def _segments(base: Concentration, colour: dict[str, str]) -> list[tuple[str, float, str]]:
    named = [
        (f"{shorten(words.provider(share.name), 24)} {words.percent(share.share)}", share.share, colour[share.name])
        for share in base.shares
        if share.name in colour
    ]
    rest = sum(share.share for share in base.shares if share.name not in colour)
    return [*named, *([(f"{_OTHERS} {words.percent(rest)}", rest, palette.GREY)] if rest else [])]


def _spoken(base: Concentration) -> str:
    return ", ".join(
        f"{shorten(words.provider(share.name), 40)} {words.percent(share.share)}" for share in base.shares[:6]
    )


def _bubble(app: Application, part: float, largest: float) -> Bubble:
    """Give the circle whose area stands for the application's part of the dearest one's exit cost."""
    return Bubble(
        name=words.application(shorten(app.name, 24)),
        low=app.low,
        high=app.high,
        radius=3 + largest * max(part, 0) ** 0.5,
        colour=palette.ADVICE.get(app.recommendation, palette.GREY),
    )
