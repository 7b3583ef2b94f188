"""`scan --plan` tells people and programs what would be asked, and leaves nothing behind."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from lockscan.cli.scan import command
from lockscan.errors import UsageError


def told(*words: str) -> str:
    result = CliRunner().invoke(command, ["--plan", *words], catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_a_plan_says_what_is_called_charged_and_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = told("aws", "--only", "s3", "--region", "eu-west-2")
    assert "ListBuckets*" in text
    assert "s3 *: 0.005 USD per 1,000 requests" in text
    assert "CloudTrail records every call" in text
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("source", ["aws", "azure"])
def test_a_plan_fits_a_terminal(source: str) -> None:
    too_wide = [line for line in told(source).splitlines() if len(line) > 80 and len(line.split()) > 1]
    assert too_wide == []


def test_a_service_that_is_none_is_told_its_neighbours_or_where_all_are_listed() -> None:
    for name, hint in (("dynamo", "did you mean dynamodb"), ("foo-bar-quux", "`lockscan scan aws --plan` lists all")):
        with pytest.raises(UsageError, match=hint) as told_of:
            told("aws", "--only", name)
        assert len(str(told_of.value)) < 200


def test_every_live_source_has_a_plan_and_programs_can_read_it() -> None:
    plans = json.loads(told("aws", "azure", "plan.json", "--format", "json"))
    assert plans["azure"]["questions"]
    assert plans["aws"]["charged"][0]["url"].startswith("https://")
    assert plans["plan.json"]["questions"] == []


def test_a_plan_is_no_report() -> None:
    with pytest.raises(UsageError, match="not as html"):
        CliRunner().invoke(command, ["aws", "--plan", "--format", "html"], catch_exceptions=False)
