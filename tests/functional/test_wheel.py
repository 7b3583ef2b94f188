"""What is installed is whole: rules and the demo estate are in the wheel, and no checkout is needed."""

import importlib.util
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.functional.running import DAY, LONGEST, PLAN, ROOT

BUILDS = importlib.util.find_spec("hatchling") is not None


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel in it; the dependencies are those that are here already."""
    if not BUILDS:
        pytest.skip("hatchling is not installed: THE WHEEL IS NOT TESTED")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=LONGEST)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "env")
    (packages,) = (folder / "env").glob("lib/python*/site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    return folder / "env" / "bin" / "python"


def run(python: Path, cwd: Path, *words: str) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    ended = subprocess.run(
        [python, "-m", "lockscan", *words],
        capture_output=True,
        check=False,
        encoding="utf-8",
        cwd=cwd,
        env=clean,
        timeout=LONGEST,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_it_runs_far_from_any_checkout(installed: Path, tmp_path: Path) -> None:
    where = "import lockscan, lockscan.demo.tenant as d; from lockscan.vocabulary.data import rules_folder as r"
    code = f"{where}; print(lockscan.__file__, r(), d.estate_folder())"
    shown = subprocess.run(
        [installed, "-I", "-c", code], capture_output=True, check=True, encoding="utf-8", timeout=LONGEST
    )
    packages = {str(path) for path in installed.parents[1].glob("lib/python*/site-packages/lockscan")}
    assert {path.partition("/lockscan/")[0] + "/lockscan" for path in shown.stdout.split()} == packages
    assert "nothing to mend" in run(installed, tmp_path, "rules", "check")
    assert "How locked in are we?" in run(installed, tmp_path, "scan", str(PLAN), *DAY)
    assert "aws " in run(installed, tmp_path, "sources")
