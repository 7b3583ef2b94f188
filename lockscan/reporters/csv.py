"""Every resource as a row, for a spreadsheet: unknown is an empty cell, and no cell is ever a formula."""

import csv
import io
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from lockscan.model.report import Report
from lockscan.reporters._rows import ResourceRow, resource_rows
from lockscan.reporters.interface import Reporter
from lockscan.wording.clean import inert_cell

_COLUMNS: Final = (
    "id", "type", "provider", "account", "region", "name", "application", "capability", "effort_class",
    "portability", "portability_low", "portability_high", "inherited_lock_in", "held_by",
    "exit_cost_p50", "exit_cost_p90", "currency", "monthly_cost", "move_group", "wave",
)  # fmt: skip


_repeated: Final = lru_cache(maxsize=16_384)(inert_cell)
"""For what many rows have in common."""


class _Csv:
    suffix = ".csv"

    def render(self, report: Report, *, resources: bool = False) -> bytes:  # noqa: ARG002 - rows are all it has
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer)
        writer.writerow(_COLUMNS)
        writer.writerows(_rows(report))
        return buffer.getvalue().encode("utf-8", "replace")


def _rows(report: Report) -> Iterator[tuple[str | int, ...]]:
    currency = report.exit_cost.currency
    for row in resource_rows(report, range(report.estate.resources)):
        yield _row(row, currency)


def _row(row: ResourceRow, currency: str) -> tuple[str | int, ...]:
    return (
        inert_cell(row.id),
        *map(_repeated, (row.type, row.provider, row.account, row.region)),
        inert_cell(row.name),
        *map(_repeated, (row.application, row.capability or "", row.effort_class or "")),
        f"{row.own:.1f}",
        f"{row.low:.1f}",
        f"{row.high:.1f}",
        f"{row.inherited:.4f}",
        _repeated(row.chain[-1] if row.chain else ""),
        f"{row.p50:.2f}",
        f"{row.p90:.2f}",
        currency,
        "" if row.monthly is None else f"{row.monthly:.2f}",
        row.group,
        row.wave + 1,
    )


REPORTER: Final[Reporter] = _Csv()
