"""The machine's report keeps its published shape."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

import lockscan.reporters
from lockscan.model.report import Report
from lockscan.reporters import REPORTERS
from tests.reporters.sample import HOSTILE, SCRIPT, empty_report, sample_report

SCHEMA = Path(lockscan.reporters.__file__).parent / "schema" / "report-v1.json"


def rendered(report: Report, *, resources: bool = False) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(REPORTERS["json"].render(report, resources=resources))
    return document


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


@pytest.mark.parametrize("resources", [False, True])
@pytest.mark.parametrize("report", [sample_report(), empty_report()], ids=["council", "empty"])
def test_every_report_fits_the_published_schema(
    validator: Draft202012Validator, report: Report, *, resources: bool
) -> None:
    assert [error.message for error in validator.iter_errors(rendered(report, resources=resources))] == []


def test_what_holds_nothing_but_figures_stands_on_a_line() -> None:
    text = REPORTERS["json"].render(sample_report()).decode()
    assert '\n "tool": {"name": "lockscan", "version": ' in text
    assert '\n   "total": {"p10": ' in text
    assert text.startswith('{\n "schema": "lockscan.report/v1",\n')
    assert text.endswith("\n ]\n}\n")


def test_the_schema_refuses_a_field_nobody_published(validator: Draft202012Validator) -> None:
    document = rendered(sample_report())
    document["portability"]["surprise"] = 1
    assert not validator.is_valid(document)


def test_the_sections_stand_in_the_published_order() -> None:
    document = rendered(sample_report(), resources=True)
    assert document["schema"] == "lockscan.report/v1"
    assert [key for key in document if key not in {"title", "marking"}] == [
        "schema", "generated", "tool", "rules", "scenario", "parameters", "sources", "coverage", "estate",
        "portability", "exit_cost", "diversification", "spend", "supplier_spend", "dates",
        "applications", "hedges", "findings", "resources",
    ]  # fmt: skip


def test_resources_come_only_when_asked_for() -> None:
    report = sample_report()
    assert "resources" not in rendered(report)
    assert len(rendered(report, resources=True)["resources"]) == report.estate.resources


def test_same_report_same_bytes() -> None:
    reporter = REPORTERS["json"]
    assert reporter.render(sample_report(), resources=True) == reporter.render(sample_report(), resources=True)


def test_what_is_not_known_is_null_and_never_nought() -> None:
    document = rendered(sample_report(), resources=True)
    by_name = {resource["name"]: resource for resource in document["resources"]}
    assert by_name["benefits-oracle"]["monthly_cost"] is None
    assert by_name[SCRIPT]["effort_class"] is None
    assert by_name[SCRIPT]["capability"] is None
    assert document["portability"]["spend_weighted"] is None
    assert rendered(empty_report())["coverage"]["fraction"] is None


def test_components_contributions_add_up_to_the_total() -> None:
    planned = rendered(sample_report())["exit_cost"]["planned"]
    contributions = [part["contribution"]["p50"] for part in planned["components"].values()]
    assert sum(contributions) == pytest.approx(planned["total"]["p50"], abs=1)


def test_a_held_resource_names_the_chain_that_holds_it() -> None:
    document = rendered(sample_report(), resources=True)
    held = next(resource for resource in document["resources"] if resource["name"] == "benefits-app-1")
    assert [identifier.rsplit(":", 1)[-1] for identifier in held["portability"]["chain"]] == ["benefits-oracle"]


def test_suppliers_are_seen_by_provider_and_by_every_other_dimension() -> None:
    spend = rendered(sample_report())["diversification"]["bases"]["spend"]
    assert [share["name"] for share in spend["shares"]] == ["aws", "azure"]
    assert set(spend["by"]) == {"parent", "jurisdiction", "region"}


def test_hostile_names_survive_as_plain_text() -> None:
    raw = REPORTERS["json"].render(sample_report(), resources=True)
    assert raw.isascii()
    assert b"\x1b" not in raw
    names = {resource["name"] for resource in json.loads(raw)["resources"]}
    assert set(HOSTILE) <= names


def test_the_day_of_the_report_is_the_assessments_not_the_clocks() -> None:
    assert date.fromisoformat(rendered(sample_report())["generated"]) == sample_report().as_of


def test_unknown_spend_is_null_and_exact_sums_are_text() -> None:
    assert rendered(empty_report())["spend"] is None
    total = rendered(sample_report())["spend"]["totals"][0]
    unmatched = sum((Decimal(each["effective"]) for each in total["unmatched"]), Decimal(0))
    assert Decimal(total["matched"]) + unmatched == Decimal("118800.02")


def test_a_report_made_before_calendars_and_finance_stays_readable(validator: Draft202012Validator) -> None:
    document = rendered(sample_report())
    added = {"exit_dates", "finance", "commitments", "programmes", "run_cost", "backtest", "backtest_parts"}
    document["exit_cost"] = {name: value for name, value in document["exit_cost"].items() if name not in added}
    for case in (document["exit_cost"]["planned"], document["exit_cost"]["stressed"]):
        del case["calendar"]["stages"], case["deadline"], case["by_application"], case["by_supplier"]
        del case["by_move_group"]
        case["drivers"] = [{name: each[name] for name in ("id", "meaning", "correlation", "share")}
                           for each in case["drivers"]]  # fmt: skip
    later = ("targets", "decided", "exit_by", "rates", "schema_units", "in_days", "finance")
    for name in (*later, "year_begins", "discount_rate", "vat_recoverable"):
        del document["scenario"][name]
    assert [error.message for error in validator.iter_errors(document)] == []


def test_the_years_of_finance_add_up_in_what_is_published() -> None:
    finance = rendered(sample_report())["exit_cost"]["finance"]
    for point in ("p10", "p50", "p80", "p90"):
        years = sum(year[kind][point] for year in finance["years"] for kind in ("capital", "revenue"))
        assert years == pytest.approx(finance["total"][point], abs=0.1)
        assert finance["base"][point] + finance["bias"][point] == pytest.approx(finance["total"][point], abs=0.1)
