"""Every resource as a spreadsheet's row; no cell is a formula, and unknown is empty."""

import csv
import io

from lockscan.reporters import REPORTERS
from tests.reporters.sample import FORMULA, LONG, empty_report, sample_report


def rows() -> list[dict[str, str]]:
    text = REPORTERS["csv"].render(sample_report()).decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_every_resource_has_its_row_asked_for_or_not() -> None:
    assert len(rows()) == sample_report().estate.resources


def test_no_cell_can_be_a_formula() -> None:
    cells = [cell for row in rows() for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert f"'{FORMULA}" in {row["name"] for row in rows()}


def test_names_are_whole_and_hold_nothing_invisible() -> None:
    names = {row["name"] for row in rows()}
    assert LONG in names
    assert "bindays" in names


def test_unknown_is_an_empty_cell_and_never_nought() -> None:
    oracle = next(row for row in rows() if row["name"] == "benefits-oracle")
    assert oracle["monthly_cost"] == ""
    unknown = next(row for row in rows() if row["type"] == "AWS::Mystery::Thing")
    assert (unknown["capability"], unknown["effort_class"]) == ("", "")
    assert float(unknown["portability_high"]) - float(unknown["portability_low"]) > 90


def test_waves_are_counted_as_people_are_told_them() -> None:
    assert {row["wave"] for row in rows()} == {"1", "2", "3", "4", "5", "6"}


def test_an_empty_estate_is_a_heading_and_nothing_else() -> None:
    assert len(REPORTERS["csv"].render(empty_report()).splitlines()) == 1
