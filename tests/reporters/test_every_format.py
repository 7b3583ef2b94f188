"""What holds for every format that discovery finds."""

from dataclasses import replace

import pytest

from lockscan.reporters import REPORTERS
from tests.reporters.sample import empty_report, sample_report


@pytest.mark.parametrize("name", REPORTERS)
def test_a_report_of_anything_or_nothing_becomes_readable_text(name: str) -> None:
    for report in (sample_report(), empty_report()):
        assert REPORTERS[name].render(report).decode("utf-8").endswith("\n")


@pytest.mark.parametrize("name", REPORTERS)
def test_same_report_same_bytes(name: str) -> None:
    assert REPORTERS[name].render(sample_report()) == REPORTERS[name].render(sample_report())


@pytest.mark.parametrize("name", REPORTERS)
def test_no_escape_sequence_and_no_broken_character_gets_through(name: str) -> None:
    report = sample_report()
    hostile = replace(report, applications=(replace(report.applications[0], name="\ud800\x1b]0;x\x07\x00\x9b31m"),))
    rendered = REPORTERS[name].render(hostile)
    assert not [sign for sign in (b"\x1b", b"\x00", b"\x07", b"\xc2\x9b") if sign in rendered]


def test_endings_tell_the_formats_apart() -> None:
    endings = [REPORTERS[name].suffix for name in REPORTERS]
    assert len(set(endings)) == len(endings)
    assert all(ending.startswith(".") for ending in endings)
