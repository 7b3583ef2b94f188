"""What breaks in one resource, or beside all of them, costs no other: held against the same file without it."""

import json
import random
import sys
import tempfile
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from lockscan.collection.interface import Connector, Request, ScopeFailed
from lockscan.connectors import CONNECTORS
from tests.fuzz.files import FIXTURES, READERS, documents
from tests.fuzz.terraform import ODD, mutated

HOLDERS = frozenset(
    {"resources", "Resources", "items", "configurationItems", "Results", "assets", "results", "data", "value"}
    | {"modules", "child_modules", "instances", "resource_changes"}
)
"""Keys below which resources stand side by side."""

UNRELATED = ("Outputs", "outputs", "Metadata", "metadata", "Description", "x-unknown", "facets", "nextLink")
"""Keys at the root that tell nothing of what resources there are."""


def run(folder: Path, reader: str, *, rounds: int, seed: float) -> int:
    """Give how many broken files were read; raises where one lost what it does not hold."""
    rng = random.Random(seed)  # noqa: S311 - repeatable, nothing secret
    originals = list(_originals(reader))
    count = 0
    while count < rounds:
        path, whole = rng.choice(originals)
        without, broken = _pair(whole, rng)
        expected = _read(CONNECTORS[reader], folder, path.name, without)
        if not expected:
            count += 1
            continue
        lost = expected - (_read(CONNECTORS[reader], folder, path.name, broken) or set())
        if lost:
            raise AssertionError(f"{folder / path.name} of {path} lost {sorted(lost)[:3]}")
        count += 1
    return count


def _originals(reader: str) -> Iterator[tuple[Path, Any]]:
    for folder in (FIXTURES / reader, FIXTURES / "readings" / reader):
        for path in sorted(folder.rglob("*")):
            found = [one for one in documents(path.read_bytes()) if one] if path.is_file() else []
            if len(found) == 1 and isinstance(found[0], dict | list):
                yield path, found[0]


def _pair(whole: Any, rng: random.Random) -> tuple[Any, Any]:
    """Give a document without one entry, and with that entry broken; or as it is, and with an unrelated key broken."""
    slots = list(_slots(whole, ()))
    if isinstance(whole, dict) and (not slots or rng.random() < 0.2):
        return whole, {**whole, rng.choice(UNRELATED): deepcopy(rng.choice(ODD))}
    where = rng.choice(slots)
    without, broken = deepcopy(whole), deepcopy(whole)
    holder = _at(broken, where[:-1])
    holder[where[-1]] = mutated(holder[where[-1]], rng)
    del _at(without, where[:-1])[where[-1]]
    return without, broken


def _slots(one: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """Give the place of every entry that stands beside others like it."""
    entries = list(one.items()) if isinstance(one, dict) else list(enumerate(one)) if isinstance(one, list) else []
    if (path and path[-1] in HOLDERS) or (not path and isinstance(one, list)):
        yield from ((*path, key) for key, _ in entries)
    for key, inner in entries:
        yield from _slots(inner, (*path, key))


def _at(one: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        one = one[step]
    return one


def _read(connector: Connector, folder: Path, name: str, document: Any) -> set[str]:
    """Give the addresses of everything read, and nothing where the file is refused."""
    path = folder / name
    path.write_text(json.dumps(document, indent=1))
    if not connector.recognises(path, path.read_bytes()[:65_536]):
        return set()
    (unit,) = connector.units(Request(path=path))
    try:
        records = [record for page in unit.read(None) for record in page.records]
    except ScopeFailed:
        return set()
    return {str(one.resource.origins[0].address or one.resource.id) for one in records}


if __name__ == "__main__":
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as scratch:
        for named in sys.argv[2:] or (*READERS[:-1], "terraform"):
            print(f"{named}: {run(Path(scratch), named, rounds=total, seed=total):,} broken files")  # noqa: T201
