"""A resource's row says what the columns say, and the most locked-in come first."""

from collections.abc import Iterator, Sequence

import pytest

from lockscan.model.report import Report
from lockscan.reporters import _rows
from lockscan.reporters._rows import resource_rows
from tests.reporters.sample import SCRIPT, sample_report

REPORT = sample_report(copies=4)


@pytest.mark.parametrize("limit", [0, 1, 7, 50, 99, 100, 1000])
def test_the_first_few_are_the_first_few_of_all(limit: int) -> None:
    assert REPORT.ranked(limit) == REPORT.ranked()[:limit]


def test_the_most_locked_in_come_first() -> None:
    own = [row.own for row in resource_rows(REPORT, REPORT.ranked())]
    assert own == sorted(own)
    assert len(own) == REPORT.estate.resources


def test_rows_come_in_the_order_asked_for() -> None:
    rows = [9, 3, 41]
    assert [row.id for row in resource_rows(REPORT, rows)] == REPORT.estate.rows.ids(rows)


def test_a_held_row_names_its_holder_and_the_way_there() -> None:
    held = next(row for row in resource_rows(REPORT, range(REPORT.estate.resources)) if row.name == "benefits-app-1")
    assert held.holder == "benefits-oracle"
    assert held.chain[-1].endswith("benefits-oracle")


def test_what_is_not_known_is_none() -> None:
    unknown = next(row for row in resource_rows(REPORT, range(REPORT.estate.resources)) if row.name == SCRIPT)
    assert (unknown.capability, unknown.effort_class, unknown.monthly, unknown.holder) == (None, None, None, None)


def test_batches_are_no_more_than_a_few_however_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = range(REPORT.estate.resources)
    at_once = list(resource_rows(REPORT, rows))
    asked: list[int] = []
    whole = _rows._batch

    def counted(report: Report, some: Sequence[int]) -> Iterator[_rows.ResourceRow]:
        asked.append(len(some))
        return whole(report, some)

    monkeypatch.setattr(_rows, "_AT_ONCE", 1)
    monkeypatch.setattr(_rows, "_batch", counted)
    assert list(resource_rows(REPORT, rows)) == at_once
    assert 1 < len(asked) <= 16
