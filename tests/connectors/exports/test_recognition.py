"""Every file is claimed by the reader it was written for, and by no other."""

from pathlib import Path

import pytest

from lockscan.connectors import CONNECTORS
from tests.connectors.reading import FIXTURES

READERS = (
    "terraform",
    "cloudformation",
    "arm",
    "awsconfig",
    "resourcegraph",
    "cloudasset",
    "kubernetes",
    "inventory",
    "hcl",
)
FILES = [(reader, path) for reader in READERS for path in sorted((FIXTURES / reader).rglob("*")) if path.is_file()]
OTHERS = [
    path
    for folder in FIXTURES.iterdir()
    if folder.name not in {*READERS, "readings"}
    for path in sorted(folder.rglob("*"))
    if path.is_file()
]


def claimed(path: Path) -> set[str]:
    head = path.read_bytes()[:65_536]
    return {name for name in READERS if CONNECTORS[name].recognises(path, head)}


@pytest.mark.parametrize(("reader", "path"), FILES, ids=lambda one: one.name if isinstance(one, Path) else one)
def test_a_file_is_claimed_by_its_reader_alone(reader: str, path: Path) -> None:
    assert claimed(path) == {reader}


def test_other_files_are_claimed_by_nobody() -> None:
    assert not [path for path in OTHERS if claimed(path) - {"terraform"}]
