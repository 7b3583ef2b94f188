"""Every format of a difference: what moved, and nothing where nothing did."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

import lockscan.comparison
from lockscan.comparison.formats import FORMATS
from lockscan.comparison.formats.markdown import MARKER
from lockscan.model.difference import (
    ApplicationChange,
    CostChange,
    CountChange,
    Difference,
    ResourceChange,
    Side,
)
from lockscan.model.report import Quantiles
from lockscan.model.reported import Reported

SCHEMA = Path(lockscan.comparison.__file__).parent / "schema" / "difference-v1.json"
HOSTILE = "x\x1b[31m`</td><script>|@everyone\u202e\x00\ud800"
NOUGHT = Quantiles(p10=0.0, p50=0.0, p80=0.0, p90=0.0)
TOTAL = Quantiles(p10=80_000.0, p50=120_000.0, p80=180_000.0, p90=260_000.0)
RISE = Quantiles(p10=2_000.0, p50=12_000.0, p80=20_000.0, p90=31_000.0)


def resource(name: str, *, fields: tuple[tuple[str, str, str], ...] = ()) -> ResourceChange:
    return ResourceChange(
        id=f"arn:{name}",
        name=name,
        type="AWS::DynamoDB::Table",
        application=name,
        capability="key-value-database",
        portability=47.0,
        low=31.0,
        cost=900.0,
        origin="plan.json",
        line=12,
        address=f"aws_dynamodb_table.{name}",
        fields=fields,
    )


def difference(name: str = "sessions") -> Difference:
    side = Side(as_of=date(2026, 11, 22), collected=date(2026, 11, 20), resources=9, rules_digest="a")
    fields = (("engine", name, "mysql"), ("depends on", "", name), ("depends on", name, ""))
    return Difference(
        before=side,
        after=replace(side, resources=10),
        currency="GBP",
        added=(resource(name),),
        removed=(resource(name),),
        changed=(resource(name, fields=fields),),
        short_lived=(CountChange(application=name, type="AWS::ECS::Task", before=3, after=90),),
        score=(68.4, 61.2),
        planned=CostChange(before=TOTAL, after=TOTAL, difference=RISE),
        stressed=CostChange(before=TOTAL, after=TOTAL, difference=NOUGHT),
        applications=(
            ApplicationChange(
                name=name, portability_before=None, portability_after=50.0, cost_before=0.0, cost_after=9.0
            ),
        ),
        not_collected=("packaging",),
        coverage=(0.91, 0.97),
        then=reported(),
    )


def reported() -> Reported:
    return Reported(
        as_of=date(2025, 11, 22),
        rules_version="0.0.9",
        rules_digest="older",
        currency="GBP",
        resources=9,
        coverage=0.9,
        portability=70.0,
        low=60.0,
        planned=TOTAL,
        stressed=TOTAL,
        bases=(),
        applications={},
        capabilities={},
    )


MOVED = difference()
STILL = replace(
    MOVED,
    added=(),
    removed=(),
    changed=(),
    short_lived=(),
    applications=(),
    not_collected=(),
    coverage=(0.9, 0.9),
    then=None,
)


def text_of(name: str, value: Difference) -> str:
    return FORMATS[name].render(value).decode()


@pytest.mark.parametrize("name", list(FORMATS))
@pytest.mark.parametrize("value", [MOVED, STILL, difference(HOSTILE)], ids=["moved", "still", "hostile"])
def test_every_format_takes_anything(name: str, value: Difference) -> None:
    assert "\x1b" not in text_of(name, value)


@pytest.mark.parametrize("value", [MOVED, STILL], ids=["moved", "still"])
def test_every_difference_fits_the_published_schema(value: Difference) -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(json.loads(text_of("json", value)))


def test_nothing_changed_is_one_line() -> None:
    assert text_of("terminal", STILL) == "Nothing changed since 20 November 2026: 10 resources as before.\n"
    assert len([line for line in text_of("markdown", STILL).splitlines() if line]) == 2


def test_a_change_opens_with_what_moved_and_its_own_range() -> None:
    lines = text_of("terminal", MOVED).splitlines()
    assert lines[0] == "Portability: from 68 to 61 of 100 (-7)"
    assert lines[1] == "Leaving, planned: +£12k (+£2.0k to +£31k), now £120k"
    assert lines[2] == "Leaving, in a hurry: £120k as before"
    assert "Not collected then, so no change is told of: packaging." in lines


@pytest.mark.parametrize("name", ["terminal", "markdown"])
def test_an_application_that_is_gone_is_not_said_to_be_unknown(name: str) -> None:
    gone = ApplicationChange(
        name="payroll", portability_before=50.0, portability_after=None, cost_before=9_000.0, cost_after=0.0
    )
    text = text_of(name, replace(MOVED, applications=(gone,)))
    assert "gone" in text
    assert "to not known" not in text


def test_the_rules_part_is_told_apart() -> None:
    assert "of these points -1.6 are the rules' alone" in text_of("terminal", MOVED)
    assert "rules" not in text_of("terminal", STILL)


def test_fields_say_what_they_were_and_are() -> None:
    text = text_of("terminal", MOVED)
    assert "engine sessions to mysql, now depends on sessions, no longer depends on sessions" in " ".join(text.split())


def test_a_comment_can_be_found_again_and_folds_its_details() -> None:
    text = text_of("markdown", MOVED)
    assert text.startswith(MARKER)
    assert text.count("<details>") == text.count("</details>") == 5
    assert "<script>" not in text_of("markdown", difference(HOSTILE)).replace("`", "")[:200]


def test_what_a_figure_was_and_is_cannot_be_read_as_a_range() -> None:
    payroll = ApplicationChange(
        name="payroll", portability_before=70.0, portability_after=55.0, cost_before=9_000.0, cost_after=11_000.0
    )
    new = replace(payroll, name="permits", portability_before=None, cost_before=0.0)
    told = replace(MOVED, applications=(payroll, new))
    terminal, markdown = " ".join(text_of("terminal", told).split()), text_of("markdown", told)
    assert "payroll: portability from 70 to 55 of 100 (-15); leaving costs from £9.0k to £11k" in terminal
    assert "permits: new, portability 55; leaving costs £11k" in terminal
    assert "new: 55" in markdown
    assert "£0" not in markdown
