"""What a pipeline and a reviewer see: lines, files and exit statuses of `diff` and `gate`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parents[2] / "fixtures"
PLAN = FIXTURES / "policies" / "adds-dynamodb.plan.json"
POLICY = FIXTURES / "policies" / "lockscan.toml"
BROKEN_PLAN = FIXTURES / "terraform" / "changes.plan.json"
"""It puts changes off to a later plan: a gap."""

DAY = "2026-11-22"
Ended = subprocess.CompletedProcess[str]
ACCEPTED = """
[[gate.accept]]
resource = "aws_dynamodb_table.sessions"
owner = "Head of Platform"
reason = "retired with the booking system"
review = 2026-11-22
"""


def lockscan(*words: str | Path) -> Ended:
    command = [sys.executable, "-m", "lockscan", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env=dict(os.environ))


def gate(*words: str | Path, day: str = DAY, policy: Path = POLICY) -> Ended:
    return lockscan("gate", *words, "--policy", policy, "--as-of", day)


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "lockscan.toml"
    path.write_text(POLICY.read_text() + ACCEPTED)
    return path


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("estate") / "snapshot"
    assert lockscan("scan", PLAN, "--snapshot", folder).returncode == 0
    return folder


def test_a_change_that_adds_a_proprietary_database_fails_with_one_readable_line() -> None:
    ended = gate(PLAN, "--against-change")
    assert ended.returncode == 1, ended.stderr
    (told,) = [line for line in ended.stdout.splitlines() if line.strip().startswith("FAIL")]
    assert "aws_dynamodb_table.sessions (AWS::DynamoDB::Table)" in told
    assert "to mend it: use PostgreSQL" in ended.stdout


def test_the_same_change_passes_while_it_is_accepted_and_fails_the_day_after(policy: Path) -> None:
    on_the_day = gate(PLAN, "--against-change", policy=policy)
    assert on_the_day.returncode == 0, on_the_day.stdout
    assert "accepted by Head of Platform until 2026-11-22" in on_the_day.stdout
    day_after = gate(PLAN, "--against-change", policy=policy, day="2026-11-23")
    assert day_after.returncode == 1
    assert "LAPSED" in day_after.stdout


def test_gaps_win_over_a_no(tmp_path: Path) -> None:
    policy = tmp_path / "lockscan.toml"
    policy.write_text('[gate]\n[[gate.deny]]\ntype = "AWS::*"\n')
    ended = gate(BROKEN_PLAN, policy=policy)
    assert ended.returncode == 3
    assert "FAIL" in ended.stdout
    assert "too little to say yes" in ended.stdout


def test_an_uploader_that_takes_a_no_for_a_crash_can_be_spared_it(tmp_path: Path) -> None:
    output = tmp_path / "lockscan.sarif"
    ended = gate(PLAN, "--against-change", "--format", "sarif", "--output", output, "--exit-zero")
    assert ended.returncode == 0
    assert json.loads(output.read_text())["runs"][0]["invocations"][0]["exitCode"] == 1


def test_a_report_of_before_is_a_baseline_as_well_as_a_snapshot_is(snapshot: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    assert lockscan("assess", snapshot, "--as-of", DAY, "--format", "json", "--output", report).returncode == 0
    policy = tmp_path / "lockscan.toml"
    policy.write_text('[gate]\n[[gate.limit]]\nmeasure = "exit-cost"\nrises-at-most = "1%"\n')
    for baseline in (report, snapshot):
        ended = gate(snapshot, "--baseline", baseline, policy=policy)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        assert "(+0.0%)" in ended.stdout
    assert gate(snapshot, policy=policy).returncode == 3


def test_a_plan_is_held_against_a_committed_report(snapshot: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    assert lockscan("assess", snapshot, "--as-of", DAY, "--format", "json", "--output", report).returncode == 0
    policy = tmp_path / "lockscan.toml"
    policy.write_text('[gate]\n[[gate.limit]]\nmeasure = "exit-cost"\nrises-at-most = "0.1%"\n')
    assert gate(PLAN, "--against-change", "--baseline", report, policy=policy).returncode == 1


@pytest.mark.parametrize("content", ["{", "[]", '{"schema": "lockscan.report/v2"}', '{"schema": "lockscan.report/v1"}'])
def test_a_baseline_that_is_none_is_wrong_use(snapshot: Path, tmp_path: Path, content: str) -> None:
    path = tmp_path / "report.json"
    path.write_text(content)
    ended = gate(snapshot, "--baseline", path)
    assert ended.returncode == 2
    assert "report.json" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_wrong_policy_is_told_before_anything_is_read(tmp_path: Path) -> None:
    policy = tmp_path / "lockscan.toml"
    policy.write_text("[gate]\ncoverage = 9\ncolour = 1\n")
    ended = gate("no-such-plan.json", policy=policy)
    assert ended.returncode == 2
    assert "2 to mend" in ended.stderr


def test_several_formats_go_into_a_folder(tmp_path: Path) -> None:
    formats = ("--format", "markdown", "--format", "junit", "--format", "json", "--format", "sarif")
    assert gate(PLAN, "--against-change", *formats, "--output", tmp_path / "out").returncode == 1
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"gate.md", "gate.junit.xml", "gate.json", "gate.sarif"}


def test_a_snapshot_against_itself_says_nothing_changed(snapshot: Path) -> None:
    ended = lockscan("diff", snapshot, snapshot, "--as-of", DAY)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("Nothing changed")
    assert len(ended.stdout.splitlines()) == 1


def test_a_plan_against_the_estate_it_changes_tells_what_it_adds(snapshot: Path) -> None:
    alone = lockscan("diff", PLAN, "--as-of", DAY)
    assert alone.returncode == 0, alone.stderr
    assert "New (1)" in alone.stdout
    assert "aws_dynamodb_table.sessions" in alone.stdout
    ended = lockscan("diff", snapshot, PLAN, "--as-of", DAY, "--format", "json")
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["schema"] == "lockscan.difference/v1"


def test_what_has_no_before_is_wrong_use(snapshot: Path) -> None:
    ended = lockscan("diff", snapshot)
    assert ended.returncode == 2
    assert "older snapshot" in ended.stderr
