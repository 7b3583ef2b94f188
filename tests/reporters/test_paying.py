"""What is paid is said alike wherever a person reads it, and unknown is never nought."""

from dataclasses import replace

import pytest

from lockscan.reporters import REPORTERS
from lockscan.reporters._paying import spend_line, supplier_line
from tests.reporters.sample import empty_report, sample_report

SHOWN = ("terminal", "html")


def text(name: str, *, empty: bool = False) -> str:
    rendered = REPORTERS[name].render(empty_report() if empty else sample_report()).decode()
    return " ".join(rendered.split())


@pytest.mark.parametrize("name", SHOWN)
def test_missing_spend_is_unknown_and_not_nought(name: str) -> None:
    assert "what is paid is not known; it is not taken as nought" in text(name, empty=True)
    assert "what is paid is not known" not in text(name)


@pytest.mark.parametrize("name", SHOWN)
def test_a_director_reads_how_much_of_all_spend_was_scanned(name: str) -> None:
    assert "£350k of £4.8m supplier spend is covered by this scan (7%; 312 payments" in text(name)


@pytest.mark.parametrize("name", SHOWN)
def test_dates_to_act_on_stand_there(name: str) -> None:
    assert "31 March 2027" in text(name)
    assert "Dates to act on" in text(name)
    assert "Dates to act on" not in text(name, empty=True)


def test_the_line_says_what_was_matched_what_is_unused_and_what_was_left_out() -> None:
    line = spend_line(sample_report())
    assert line.startswith("£9.9k a month effective cost (£10k billed), November 2025 to October 2026; 75% of it")
    assert "£85 a month of commitments went unused." in line
    assert "Charges in XYZ are not in it" in line


def test_credits_over_the_whole_leave_the_share_unknown() -> None:
    report = sample_report()
    assert report.spend is not None
    told = spend_line(replace(report, spend=replace(report.spend, effective=-1.0)))
    assert "how much of it is of which resource is not known" in told


@pytest.mark.parametrize(
    ("part", "told"),
    [(0, "; none of it names a resource that was read, so it is shown by service."),
     (1, "; 100% of it is matched to resources.")],
)  # fmt: skip
def test_nothing_is_said_of_a_rest_that_is_not(part: float, told: str) -> None:
    report = sample_report()
    assert report.spend is not None
    assert told in spend_line(replace(report, spend=replace(report.spend, matched=part * report.spend.effective)))


def test_without_a_list_nothing_is_said_of_all_spend() -> None:
    assert supplier_line(empty_report()) == ""


def test_the_page_gives_the_bills_to_the_penny() -> None:
    page = text("html")
    for amount in ("124,800.00", "118,800.02", "88,800.01", "30,000.01"):
        assert amount in page


def test_how_much_goes_to_small_suppliers_stands_beside_what_is_not_known() -> None:
    row = text("html").rpartition("Who is small, and how it was bought")[2]
    assert "Small or medium" in row
    for share in ("23%", "67%", "10%", "G-Cloud 14 Lot 1 80%"):
        assert share in row
