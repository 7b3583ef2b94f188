"""The same content and day give the same bytes, whoever read it, when, and in which order."""

import json
import random
import re
from pathlib import Path

from tests.functional.conftest import Scanned, scan
from tests.functional.running import DAY, EVERY_FORMAT, FIXTURES, FORMATS, lockscan

LINE = re.compile(rb'"line": ?\d+|tfstate:\d+|"digest": ?"[0-9a-f]{64}"')
"""Where a thing stands in its file; the snapshot's digest knows it too."""


def test_two_scans_of_one_tenant_give_the_same_reports(
    tmp_path: Path, scanned: Scanned, tenant: dict[str, str]
) -> None:
    again = scan(tmp_path, tenant)
    assert again.reports() == scanned.reports()
    assert len(again.reports()) == len(FORMATS)


def report(folder: Path, state: dict[str, object]) -> dict[str, bytes]:
    folder.mkdir()
    (folder / "site.tfstate").write_text(json.dumps(state, indent=1))
    words = ("scan", "site.tfstate", *DAY, *EVERY_FORMAT, "--resources", "--output", "o")
    ended = lockscan(*words, cwd=folder)
    assert ended.returncode == 0, ended.stderr
    return {path.name: LINE.sub(b"", path.read_bytes()) for path in (folder / "o").iterdir()}


def test_the_order_in_a_file_changes_nothing_but_line_numbers(tmp_path: Path) -> None:
    state = json.loads((FIXTURES / "website.tfstate").read_bytes())
    shuffled = random.Random(7).sample(state["resources"], len(state["resources"]))  # noqa: S311 - an order
    assert shuffled != state["resources"]
    first = report(tmp_path / "a", state)
    second = report(tmp_path / "b", {**state, "resources": shuffled})
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
