"""Leaving in Markdown: the tables that the report and the exit question share."""

from collections.abc import Iterator

from lockscan.model.report import Deadline, ExitCase, ExitCost, Finance
from lockscan.reporters import _leaving as telling
from lockscan.wording import words
from lockscan.wording.markdown import code, details, plain


def gantt(title: str, case: ExitCase) -> Iterator[str]:
    rows = [
        (
            plain(stage.name),
            f"{stage.start.p50:,.0f} to {stage.end.p50:,.0f}",
            f"{stage.end.p90:,.0f}",
            ", ".join(code(name, 30) for name in stage.applications[:4])
            + (f" and {len(stage.applications) - 4} more" if len(stage.applications) > 4 else ""),  # noqa: PLR2004 - fits
        )
        for stage in case.calendar.stages
    ]
    yield from details(title, ("Step", "Days (P50)", "Out by day (P90)", "Applications"), rows)


def losses(deadline: Deadline, currency: str) -> Iterator[str]:
    rows = [(plain(loss.label), telling.loss_amount(loss, currency)) for loss in deadline.losses]
    yield from details(f"What is lost if service ends on day {deadline.days}", ("What", "How much"), rows)


def finance(cost: ExitCost) -> Iterator[str]:
    for told, name in ((cost.finance, "planned"), (cost.finance_stressed, "in a hurry")):
        if told:
            yield from _years(told, name, cost.currency)


def _years(told: Finance, name: str, currency: str) -> Iterator[str]:
    rows = [
        (
            plain(year.label),
            *(
                words.money(value, currency)
                for value in (year.capital.p50, year.revenue.p50, year.capital.p90 + year.revenue.p90, year.present.p50)
            ),
        )
        for year in told.years
    ]
    headers = ("Financial year", "Capital (P50)", "Revenue (P50)", "Both (P90)", "Discounted (P50)")
    yield from details(f"For finance: {name}, by financial year", headers, rows)


def finance_lines(cost: ExitCost) -> Iterator[str]:
    if cost.finance:
        yield "\n".join(
            f"- {line}"
            for line in (
                telling.finance_line(cost.finance, cost.currency),
                telling.bias_line(cost.finance),
                telling.vat_line(cost.finance, cost.currency),
            )
        )
