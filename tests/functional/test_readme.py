"""Every command of the README's tours runs as it stands there, on the demo's own tenants and files."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lockscan.demo.tenant import aws_tenant, azure_tenant, estate_folder
from tests.functional.running import LONGEST

ROOT = Path(__file__).parents[2]
TOUR = re.compile(r"<!-- tour: (?P<reader>\w+) -->\n```console\n(?P<commands>.*?)```", re.DOTALL)


def tours() -> dict[str, list[str]]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return {match["reader"]: re.findall(r"^\$ (.*)$", match["commands"], re.MULTILINE) for match in TOUR.finditer(text)}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the files a reader would have."""
    folder = tmp_path_factory.mktemp("desk")
    demo = estate_folder()
    for name, wanted in (("focus-aws.csv.gz", "focus.csv.gz"), ("contracts.csv", "contracts.csv"),
                         ("supplier-spend.csv", "payments.csv"), ("lockscan.toml", "lockscan.toml")):  # fmt: skip
        shutil.copy(demo / name, folder / wanted)
    shutil.copytree(demo / "last-year", folder / "last-year")
    shutil.copy(ROOT / "fixtures" / "policies" / "adds-dynamodb.plan.json", folder / "plan.json")
    return folder


def test_every_command_of_every_tour_runs_word_for_word(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")  # the emulator fails for good at what it does not know
    lockscan = str(Path(sys.executable).with_name("lockscan"))
    every = tours()
    assert list(every) == ["cto", "pipeline", "reviewer"]
    with aws_tenant(), azure_tenant():
        for command in (command for commands in every.values() for command in commands):
            program, *words = command.split()
            assert program == "lockscan"
            ended = subprocess.run(
                [lockscan, *words], cwd=desk, capture_output=True, text=True, check=False, timeout=LONGEST
            )
            assert ended.returncode == 0, f"{command}\n{ended.stderr[-2000:]}"
    assert (desk / "report.html").stat().st_size > 50_000
