"""The GitHub Action: sound by its linters, and its scripts do what they say."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ACTION = ROOT / ".github" / "actions" / "lockscan"
PLAN = ROOT / "fixtures" / "policies" / "adds-dynamodb.plan.json"
POLICY = ROOT / "fixtures" / "policies" / "lockscan.toml"
TOOLS = Path(sys.executable).parent

GH = """#!/bin/sh
# Stands in for GitHub: answers the listing from $LISTED, and writes down what it was asked.
printf '%s\\n' "$*" >> "$ASKED"
case "$*" in *--paginate*) printf '%s' "$LISTED" ;; esac
exit "${REFUSED:-0}"
"""


def run(*words: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*map(str, words)], capture_output=True, text=True, check=False, timeout=120, env={**os.environ, **env}
    )


def test_the_action_and_the_workflows_have_no_finding() -> None:
    ended = run(TOOLS / "zizmor", "--offline", "--no-progress", "--collect=all", ROOT / ".github")
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_the_action_fits_the_published_schema() -> None:
    ended = run(TOOLS / "check-jsonschema", "--builtin-schema", "vendor.github-actions", ACTION / "action.yml")
    assert ended.returncode == 0, ended.stdout


@pytest.mark.parametrize("script", sorted(ACTION.glob("*.sh")), ids=lambda path: path.name)
def test_scripts_are_whole_and_no_input_reaches_them_but_by_the_environment(script: Path) -> None:
    assert run("bash", "-n", script).returncode == 0
    assert "${{" not in script.read_text()


@pytest.fixture
def runner(tmp_path: Path) -> dict[str, str]:
    """Give a runner's environment with lockscan installed where the cache would have it."""
    tools = tmp_path / "lockscan-venv" / "bin"
    tools.mkdir(parents=True)
    (tools / "lockscan").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m lockscan "$@"\n')
    (tools / "lockscan").chmod(0o755)
    (tmp_path / "main.tf").write_text('# x\nresource "aws_dynamodb_table" "sessions" {\n}\n')
    return {
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
        "GITHUB_ACTION_PATH": str(ACTION),
        "PLAN": str(PLAN),
        "POLICY": str(POLICY),
        "BASELINE": "",
        "TERRAFORM": str(tmp_path),
    }


def test_a_plan_is_judged_once_and_its_status_kept(runner: dict[str, str], tmp_path: Path) -> None:
    assert run("bash", ACTION / "install.sh", **runner).returncode == 0
    ended = run("bash", ACTION / "judge.sh", **runner)
    assert ended.returncode == 0, ended.stderr
    outputs = dict(line.split("=", 1) for line in (tmp_path / "output").read_text().splitlines())
    assert (outputs["status"], outputs["told"]) == ("1", "true")
    assert (tmp_path / "summary").read_text().startswith("<!-- lockscan gate -->")
    (result,) = json.loads((Path(outputs["folder"]) / "gate.sarif").read_text())["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"].endswith("main.tf")
    assert place["region"]["startLine"] == 2


def test_a_wrong_policy_tells_nothing_and_keeps_its_status(runner: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "wrong.toml").write_text("[gate]\ncoverage = 9\n")
    assert run("bash", ACTION / "judge.sh", **runner | {"POLICY": str(tmp_path / "wrong.toml")}).returncode == 0
    assert "status=2" in (tmp_path / "output").read_text()
    assert "told=false" in (tmp_path / "output").read_text()


@pytest.mark.parametrize(("listed", "method"), [("", "--silent repos"), ("77\n78", "--method PATCH")])
def test_one_comment_is_kept_up_to_date(tmp_path: Path, listed: str, method: str) -> None:
    (tmp_path / "gh").write_text(GH)
    (tmp_path / "gh").chmod(0o755)
    (tmp_path / "gate.md").write_text("<!-- lockscan gate -->\n\n### no\n")
    given = {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "ASKED": str(tmp_path / "asked"),
        "LISTED": listed,
        "BODY": str(tmp_path / "gate.md"),
        "GITHUB_REPOSITORY": "council/infra",
        "PULL_REQUEST": "5",
    }
    assert run("bash", ACTION / "comment.sh", **given).returncode == 0
    _, written = (tmp_path / "asked").read_text().splitlines()
    assert method in written
    assert ("issues/comments/77" if listed else "issues/5/comments") in written
    refused = run("bash", ACTION / "comment.sh", **given | {"REFUSED": "1"})
    assert refused.returncode == 0
    assert "::warning" in refused.stdout
