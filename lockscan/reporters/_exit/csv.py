"""Every figure of the exit as a row, for a spreadsheet: what is not known is no row."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from lockscan.model.report import ExitCase, Quantiles, Report
from lockscan.reporters._exit.interface import ExitQuestion, Format
from lockscan.wording.clean import inert_cell

_COLUMNS: Final = ("case", "table", "item", "measure", "unit", "p10", "p50", "p80", "p90")
_Row = tuple[str, str, str, str, str, Quantiles]


class _Csv:
    suffix = ".csv"

    def render(self, question: ExitQuestion) -> bytes:
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer)
        writer.writerow(_COLUMNS)
        for *texts, range_ in _rows(question.report):
            figures = (f"{value:.2f}" for value in (range_.p10, range_.p50, range_.p80, range_.p90))
            writer.writerow((*map(inert_cell, texts), *figures))
        return buffer.getvalue().encode("utf-8", "replace")


def _rows(report: Report) -> Iterator[_Row]:
    cost = report.exit_cost
    for case in (cost.planned, cost.stressed):
        yield from _case(case, cost.currency)
    for name, range_ in cost.by_application.items():
        yield "planned", "application", name, "cost", cost.currency, range_
    for each in cost.exit_dates:
        yield "planned", "exit date", each.when.isoformat(), "cost", cost.currency, each.cost
    for case, finance in ((cost.planned, cost.finance), (cost.stressed, cost.finance_stressed)):
        for year in finance.years if finance else ():
            for kind in ("capital", "revenue", "present"):
                yield case.id, "financial year", year.label, kind, cost.currency, getattr(year, kind)


def _case(case: ExitCase, currency: str) -> Iterator[_Row]:
    yield case.id, "total", "total", "cost", currency, case.total
    yield case.id, "total", "total", "time", "days", case.calendar.days
    yield case.id, "total", "total", "work", "person-days", case.person_days
    for part in case.components:
        yield case.id, "component", part.id, "range", currency, part.range
        yield case.id, "component", part.id, "contribution", currency, part.contribution
    for stage in case.calendar.stages:
        yield case.id, "calendar", stage.name, "start", "days", stage.start
        yield case.id, "calendar", stage.name, "end", "days", stage.end
    for share in case.by_supplier:
        yield case.id, "supplier", share.name, "contribution", currency, share.range
    for loss in case.deadline.losses if case.deadline else ():
        yield case.id, "lost", loss.id, "amount", currency if loss.unit == "money" else loss.unit, loss.amount
    for departure in case.deadline.departures if case.deadline else ():
        yield case.id, "departure", departure.application, "out", "days", departure.days


FORMAT: Final[Format] = _Csv()
