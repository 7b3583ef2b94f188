"""`lockscan exit` as a person runs it: 80 columns, published statuses, mistakes told with what is valid."""

import csv
import json
from pathlib import Path

import pytest

from tests.functional.running import ROOT, lockscan, told

DEMO = ROOT / "fixtures" / "demo"
ASKED = ("exit", DEMO / "last-year", "--as-of", "2026-11-22", "--contracts", DEMO / "contracts.csv")


def test_the_answer_comes_first_and_fits_eighty_columns() -> None:
    ended = lockscan(*ASKED, "--in-days", "30")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert max(map(len, ended.stdout.splitlines())) <= 80
    order = [
        "What leaving costs", "Can we be out in 30 days, in a hurry?", "On the longest path", "What is lost if service",
        "Calendar, planned", "When leaving is cheapest", "What makes the range wide", "By supplier",
        "For finance (Green Book", "How each is worked out",
    ]  # fmt: skip
    assert sorted(order, key=ended.stdout.index) == order


def test_a_scenario_switches_basis_target_and_days_and_is_overruled_by_options(tmp_path: Path) -> None:
    scenario = tmp_path / "exit.toml"
    scenario.write_text(
        'target = "self-hosted"\nin-days = 365\nfinance = "plain"\nyear-begins = 1\ndiscount-rate = 0.08\n'
        "vat-recoverable = true\n"
    )
    ended = lockscan(*ASKED, "--scenario", scenario, "--in-days", "400", "--format", "json")
    document = json.loads(ended.stdout)
    assert document["schema"] == "lockscan.exit/v1"
    assert document["scenario"]["target"] == "self-hosted"
    assert document["exit_cost"]["stressed"]["deadline"]["days"] == 400
    assert document["exit_cost"]["finance"]["discount_rate"] == 0.08
    assert document["exit_cost"]["finance"]["years"][0]["label"] == "2026"


def test_all_mistakes_of_a_finance_scenario_are_told_at_once(tmp_path: Path) -> None:
    scenario = tmp_path / "exit.toml"
    scenario.write_text('in-days = 0\nfinance = "blue-book"\nyear-begins = 13\ndiscount-rate = 3.5\n')
    ended = lockscan(*ASKED, "--scenario", scenario)
    assert ended.returncode == 2
    for key in ("in-days", "finance", "year-begins", "discount-rate"):
        assert f"  {key}: " in ended.stderr


@pytest.mark.parametrize(
    ("option", "value", "valid"),
    [("--target", "narnia", "uk-eu"), ("--application", "nothing", "booking"), ("--why", "luck", "labour")],
)
def test_what_does_not_exist_is_answered_with_what_does(option: str, value: str, valid: str) -> None:
    ended = lockscan(*ASKED, option, value)
    assert ended.returncode == 2
    assert f"no {option[2:].replace('why', 'component')} '{value}'; there are" in told(ended.stderr)
    assert valid in ended.stderr


def test_why_leads_to_formula_inputs_source_and_date() -> None:
    ended = lockscan(*ASKED, "--why", "labour")
    assert ended.returncode == 0
    assert "fixed-work-days" in ended.stdout
    assert "G-Cloud rate cards" in ended.stdout
    assert "November 2026" in ended.stdout


def test_one_application_is_told_as_its_part_of_the_whole() -> None:
    ended = lockscan(*ASKED, "--application", "BOOKING")
    assert ended.returncode == 0
    assert "booking, as its part of leaving everything" in ended.stdout
    assert "In a hurry it is out in" in ended.stdout


def test_every_format_goes_to_a_folder_and_the_table_opens_in_a_spreadsheet(tmp_path: Path) -> None:
    wanted = [word for name in ("terminal", "json", "html", "markdown", "csv") for word in ("--format", name)]
    ended = lockscan(*ASKED, *wanted, "--output", tmp_path)
    assert ended.returncode == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        f"exit{end}" for end in (".txt", ".json", ".html", ".md", ".csv")
    }
    rows = list(csv.DictReader((tmp_path / "exit.csv").read_text("utf-8").splitlines()))
    parts = [row for row in rows if row["table"] == "component" and row["measure"] == "contribution"]
    for case in ("planned", "stressed"):
        (total,) = (row for row in rows if row["case"] == case and row["measure"] == "cost" and row["table"] == "total")
        added = sum(float(row["p90"]) for row in parts if row["case"] == case)
        assert added == pytest.approx(float(total["p90"]), abs=0.1)
    assert b"<h2" in (tmp_path / "exit.html").read_bytes()


def test_a_page_of_one_application_is_refused_in_a_line() -> None:
    ended = lockscan(*ASKED, "--application", "booking", "--format", "html")
    assert ended.returncode == 2
    assert "html and csv tell the whole exit" in told(ended.stderr)


def test_no_snapshot_is_wrong_use(tmp_path: Path) -> None:
    assert lockscan("exit", tmp_path).returncode == 2


def test_many_names_are_not_listed_all() -> None:
    ended = lockscan(*ASKED, "--target", "googel")
    assert "(did you mean google?)" in told(ended.stderr)
    assert len(told(ended.stderr)) < 200
    assert "no target ''" in told(lockscan(*ASKED, "--target", "").stderr)


def test_of_an_estate_without_resources_no_cost_is_claimed(tmp_path: Path) -> None:
    state, snapshot = tmp_path / "none.tfstate", tmp_path / "none"
    state.write_text('{"version": 4, "terraform_version": "1.9.0", "serial": 1, "lineage": "x", "resources": []}')
    assert lockscan("scan", state, "--snapshot", snapshot).returncode == 0
    ended = lockscan("exit", snapshot)
    assert (ended.returncode, ended.stdout) == (4, "")
    assert "no resource was read, so what leaving would cost is not known" in told(ended.stderr)


def test_a_file_given_as_a_snapshot_is_told_how_to_become_one() -> None:
    for command in ("exit", "assess"):
        ended = lockscan(command, DEMO / "contracts.csv")
        assert ended.returncode == 2
        assert "is a file, not a snapshot; `lockscan scan" in told(ended.stderr)
