"""From Python it is the same two steps, typed, with progress told to whoever asks."""

from datetime import date
from pathlib import Path

import pytest

import lockscan
from lockscan.collection.outcome import Tally
from lockscan.errors import NothingRead, UsageError
from lockscan.model.report import Report
from tests.functional.running import PLAN

DAY = date(2026, 11, 22)


def test_scan_and_assess_give_the_same_report_and_tell_how_far_they_are(tmp_path: Path) -> None:
    told: list[Tally] = []
    scanned: Report = lockscan.scan(PLAN, snapshot=tmp_path / "s", progress=told.append, as_of=DAY)
    assessed: Report = lockscan.assess(tmp_path / "s", as_of=DAY)
    assert (told[-1].done, told[-1].total, told[-1].resources) == (1, 1, scanned.estate.resources)
    assert scanned.coverage == assessed.coverage
    assert scanned.portability.score == assessed.portability.score
    assert scanned.exit_cost.planned.total == assessed.exit_cost.planned.total


def test_what_fails_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="neither a file nor a source"):
        lockscan.scan("no-such-plan.json", snapshot=tmp_path / "s")
    (tmp_path / "half.json").write_text('{"format_version": "1.2", "planned_values": {')
    with pytest.raises(NothingRead, match=r"half\.json"):
        lockscan.scan(tmp_path / "half.json", snapshot=tmp_path / "t")


def test_types_are_shipped() -> None:
    assert Path(lockscan.__file__).with_name("py.typed").exists()
