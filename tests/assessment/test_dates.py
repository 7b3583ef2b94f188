"""What ends, and until when one can still choose, in order of time."""

from dataclasses import replace
from datetime import date
from typing import Any

from lockscan.assessment.dates import dates_of
from lockscan.model.charge import Contract
from lockscan.model.report import DateToAct
from tests.reporters.sample import sample_report

REPORT = sample_report()


class _NoRules:
    def understanding(self, rule: str) -> None:
        """No rule has an end."""


def dates(*contracts: Contract, as_of: date = date(2026, 11, 22)) -> list[DateToAct]:
    knowledge: Any = _NoRules()
    return list(dates_of(replace(REPORT.estate, contracts=contracts), REPORT.scores, knowledge, as_of))


def test_notice_end_and_extension_stand_in_order_of_time() -> None:
    found = dates(
        Contract(supplier="A", end=date(2027, 3, 31), extension_end=date(2028, 3, 31), notice_days=90),
        Contract(supplier="B", end=date(2027, 1, 31)),
    )
    assert [(day.when, day.kind, day.who) for day in found] == [
        (date(2026, 12, 31), "notice", "A"),
        (date(2027, 1, 31), "end", "B"),
        (date(2027, 3, 31), "end", "A"),
        (date(2028, 3, 31), "extension", "A"),
    ]


def test_a_notice_that_was_missed_is_told_while_the_contract_runs() -> None:
    notice, end = dates(Contract(supplier="A", end=date(2026, 12, 31), notice_days=90))
    assert (notice.kind, notice.passed, end.passed) == ("notice", True, False)


def test_what_is_over_is_no_date_to_act_on() -> None:
    assert dates(Contract(supplier="A", end=date(2026, 1, 31), notice_days=30), Contract(supplier="B")) == []
