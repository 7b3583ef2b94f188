"""A tenant that refuses, slows down or lets a session expire is told as it is, and the rest is read."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.functional import estate
from tests.functional.proxy import Proxy, disturbed
from tests.functional.running import DAY, EVERY_FORMAT, FORMATS, lockscan, told

ASKED = ("scan", "aws", "--region", estate.REGION, "--only", "sqs", "--only", "dynamodb", *DAY)


@pytest.fixture
def proxy(endpoint: str) -> Iterator[Proxy]:
    with disturbed(endpoint) as server:
        yield server


@pytest.fixture
def env(proxy: Proxy, tenant: Mapping[str, str]) -> dict[str, str]:
    return {**tenant, "AWS_ENDPOINT_URL": proxy.url}


def types(path: Path) -> dict[str, int]:
    report = json.loads(path.read_bytes())
    return {entry["type"]: entry["count"] for entry in report["estate"]["by_type"]}


def test_a_service_that_is_denied_is_a_gap_in_every_report_and_the_rest_is_read(
    tmp_path: Path, proxy: Proxy, env: Mapping[str, str]
) -> None:
    proxy.marks = ("DynamoDB_20120810.",)
    ended = lockscan(*ASKED, *EVERY_FORMAT, "--output", tmp_path / "o", env=env, cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert "not read: " in ended.stderr
    reports = {path.suffix.lstrip("."): path.read_text() for path in (tmp_path / "o").iterdir()}
    assert len(reports) == len(FORMATS)
    for name, text in reports.items():
        if name != "csv":  # one row a resource, by its nature
            assert "AWS::DynamoDB::Table" in text or "dynamodb:ListTables" in text, name
    gaps = json.loads(reports["json"])["coverage"]["gaps"]
    denied = {gap["type"] for gap in gaps if gap["state"] == "denied"}
    assert ("AWS::DynamoDB::Table" in denied, {kind.split("::")[1] for kind in denied}) == (True, {"DynamoDB"})
    assert types(tmp_path / "o" / "report.json")["AWS::SQS::Queue"] == 6


def test_a_floor_turns_a_gap_into_incomplete(tmp_path: Path, proxy: Proxy, env: Mapping[str, str]) -> None:
    proxy.marks = ("DynamoDB_20120810.",)
    ended = lockscan(*ASKED, "--fail-under", "1", env=env, cwd=tmp_path)
    assert ended.returncode == 3
    assert "under the floor of 100%" in ended.stderr
    assert "How locked in are we?" in ended.stdout


def test_throttling_makes_it_slower_and_no_less_complete(tmp_path: Path, proxy: Proxy, env: Mapping[str, str]) -> None:
    proxy.marks, proxy.refusal, proxy.times = ("AmazonSQS.", "DynamoDB_2012"), (400, "ThrottlingException"), 4
    ended = lockscan(*ASKED, "--output", tmp_path / "r.json", "--fail-under", "1", env=env, cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert len(proxy.refused) == 4
    assert types(tmp_path / "r.json") == {"AWS::SQS::Queue": 6, "AWS::DynamoDB::Table": 6}


def test_an_expired_session_is_told_in_one_line_with_the_way_out(
    tmp_path: Path, proxy: Proxy, env: Mapping[str, str]
) -> None:
    proxy.marks, proxy.refusal = ("GetCallerIdentity",), (403, "ExpiredToken")
    ended = lockscan(*ASKED, env=env, cwd=tmp_path)
    assert ended.returncode == 4
    assert "ExpiredToken" in told(ended.stderr)
    assert "aws sso login" in told(ended.stderr)


def test_a_session_that_expires_underway_reads_nothing_and_says_so(
    tmp_path: Path, proxy: Proxy, env: Mapping[str, str]
) -> None:
    proxy.marks, proxy.refusal = (
        ("AmazonSQS.", "DynamoDB_2012", "ResourceGroupsTagging"),
        (400, "ExpiredTokenException"),
    )
    ended = lockscan(*ASKED, env=env, cwd=tmp_path)
    assert ended.returncode == 4
    assert "ExpiredToken" in told(ended.stderr)


def test_a_region_that_is_not_enabled_is_told_and_lowers_no_coverage(tmp_path: Path, tenant: Mapping[str, str]) -> None:
    words = (*ASKED, "--region", "ap-east-1", "--fail-under", "1", "--output", tmp_path / "r.json")
    ended = lockscan(*words, env=tenant, cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    coverage = json.loads((tmp_path / "r.json").read_bytes())["coverage"]
    assert coverage["fraction"] == 1
    assert coverage["by_state"]["unavailable"] >= 2


def test_only_a_region_that_is_not_enabled_is_nothing_read(tmp_path: Path, tenant: Mapping[str, str]) -> None:
    ended = lockscan("scan", "aws", "--region", "ap-east-1", "--only", "sqs", env=tenant, cwd=tmp_path)
    assert ended.returncode == 4
    assert "the account has not enabled ap-east-1" in told(ended.stderr)
