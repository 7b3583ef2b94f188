"""Files whose dependencies were listed by hand, from the documentation alone and before they were first read."""

import csv
import json
from pathlib import Path

import pytest

from lockscan.api import collect
from lockscan.snapshot import Snapshot
from tests.connectors.reading import FIXTURES

FOLDER = FIXTURES / "readings" / "by-hand"
ENOUGH = 0.98

Pair = tuple[str, str]

LIVE = {("ServerlessRestApi", "Sell")}
"""An API calls what answers it, as live; by hand only the function's side was listed."""


def named(address: str) -> str:
    """Parts of an Azure resource count as it; who is granted something as one, for such names are computed."""
    address = address.partition(" (implied by")[0]
    if "Microsoft.Authorization/roleAssignments" in address:
        return "microsoft.authorization/roleassignments/*"
    return "/".join(address.lower().split("/")[:3]) if address.startswith("Microsoft.") else address


def found(case: Path, folder: Path) -> set[Pair]:
    (path,) = (one for one in case.iterdir() if one.suffix != ".csv")
    snapshot = Snapshot.open(collect([path], snapshot=folder / "snapshot").path)
    rows = [row for row in snapshot.table("resources") if not row["external"]]
    names = {row["id"]: named(json.loads(row["origins"])[0]["address"]) for row in rows}
    pairs = {
        (names[one["source"]], names[one["target"]])
        for one in snapshot.table("references")
        if one["source"] in names and one["target"] in names and one["kind"] != "ordered_after"
    }
    return {(one, other) for one, other in pairs if one != other}


@pytest.mark.parametrize("case", sorted(FOLDER.iterdir()), ids=lambda case: case.name)
def test_what_depends_on_what_is_as_listed(case: Path, tmp_path: Path) -> None:
    with (case / "edges.csv").open(newline="") as file:
        wanted = {(row["source"], row["target"]) for row in csv.DictReader(file)}
    seen = found(case, tmp_path) - LIVE
    both = seen & wanted
    assert len(both) >= ENOUGH * len(wanted), f"not found: {sorted(wanted - seen)}"
    assert len(both) >= ENOUGH * len(seen), f"not there: {sorted(seen - wanted)}"
