"""The machine's answer to `lockscan exit` keeps its published shape."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

import lockscan.reporters
from lockscan.reporters._exit import FORMATS
from lockscan.reporters._exit.interface import ExitQuestion
from tests.reporters.sample import empty_report, sample_report

FOLDER: Final = Path(lockscan.reporters.__file__).parent / "schema"
SAMPLE: Final = sample_report()
QUESTIONS: Final = {
    "everything": ExitQuestion(report=SAMPLE),
    "one application": ExitQuestion(report=SAMPLE, application=SAMPLE.applications[0]),
    "why": ExitQuestion(report=SAMPLE, why=SAMPLE.exit_cost.planned.components[0].id),
    "nothing to leave": ExitQuestion(report=empty_report()),
}


def answered(question: ExitQuestion) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(FORMATS["json"].render(question))
    return document


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema, report = (json.loads((FOLDER / name).read_text("utf-8")) for name in ("exit-v1.json", "report-v1.json"))
    Draft202012Validator.check_schema(schema)
    registry = Registry().with_resource("report-v1.json", Resource.from_contents(report))
    return Draft202012Validator(schema, registry=registry, format_checker=FormatChecker())


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_every_answer_fits_the_published_schema(validator: Draft202012Validator, question: ExitQuestion) -> None:
    assert [error.message for error in validator.iter_errors(answered(question))] == []


@pytest.mark.parametrize("part", ["exit_cost", "application", "why"])
def test_the_schema_refuses_a_field_nobody_published(validator: Draft202012Validator, part: str) -> None:
    component = SAMPLE.exit_cost.planned.components[0].id
    document = answered(ExitQuestion(report=SAMPLE, application=SAMPLE.applications[0], why=component))
    document[part]["surprise"] = 1
    assert not validator.is_valid(document)


def test_the_years_of_an_exit_in_a_hurry_are_told_as_the_planned_ones_are() -> None:
    hurried = replace(SAMPLE.exit_cost, finance_stressed=SAMPLE.exit_cost.finance)
    question = ExitQuestion(report=replace(SAMPLE, exit_cost=hurried))
    rows = FORMATS["csv"].render(question).decode().splitlines()
    years = [[row for row in rows if row.startswith(f"{case},financial year")] for case in ("planned", "stressed")]
    assert len(years[0]) == len(years[1]) > 0
    assert "Cost in a hurry by financial year" in FORMATS["html"].render(question).decode()
