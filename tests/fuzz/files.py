"""Mutate every fixture of every file reader many times: each must end in resources or one line, in bounded time."""

import csv
import io
import json
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Any

from lockscan.collection.interface import Connector, Request, ScopeFailed
from lockscan.connectors import CONNECTORS
from lockscan.vocabulary.documents import BrokenYaml, yaml_documents
from tests.fuzz.terraform import mutated, scrambled

FIXTURES = Path(__file__).parents[2] / "fixtures"
SLOW = 5.0
READERS = ("cloudformation", "arm", "awsconfig", "resourcegraph", "cloudasset", "kubernetes", "inventory")


def run(folder: Path, reader: str, *, rounds: int, seed: float) -> int:
    """Give how many resources came out of all rounds; raises what no file may raise."""
    rng = random.Random(seed)  # noqa: S311 - repeatable, nothing secret
    folders = (FIXTURES / reader, FIXTURES / "readings" / reader)
    originals = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    texts = [path.read_bytes() for path in originals]
    shapes = [list(documents(text)) for text in texts]
    count = 0
    for _ in range(rounds):
        which = rng.randrange(len(originals))
        content = _mutation(texts[which], shapes[which], rng)
        target = folder / f"mutated{originals[which].suffix}"
        target.write_bytes(content)
        started = process_time()
        count += read(CONNECTORS[reader], target, content)
        if process_time() - started > SLOW:
            raise AssertionError(f"took {process_time() - started:.1f} s: {target}")
    return count


def read(connector: Connector, path: Path, content: bytes) -> int:
    """Read a file to its end, however it ends."""
    ours = connector.recognises(path, content[:65_536])
    count = said = 0
    try:
        for unit in connector.units(Request(path=path)):
            for page in unit.read(None):
                repr(page).encode()  # what cannot be encoded cannot be kept
                count += len(page.records)
                said += len(page.scopes)
        if ours and not count and not said:
            raise AssertionError(f"nothing came of it, and nothing was said: {path}")
    except ScopeFailed as error:
        if "\n" in error.reason or str(path.parent) not in error.reason:
            raise AssertionError(f"not one clear line: {error.reason!r}") from error
    return count


def documents(text: bytes) -> Iterator[Any]:
    """Give what a text holds, so that it can be mutated as a document and not only as bytes."""
    written = text.decode("utf-8-sig")
    try:
        yield json.loads(written)
    except ValueError:
        try:
            yield from yaml_documents(written, lambda tag, value: {tag if tag == "Ref" else f"Fn::{tag}": value})
        except BrokenYaml:
            return


def _mutation(text: bytes, documents: list[Any], rng: random.Random) -> bytes:
    shaped = [one for one in documents if isinstance(one, dict | list)]
    if not shaped and rng.random() < 0.5:
        return _shuffled(text.decode("utf-8-sig"), rng).encode("utf-8", "surrogatepass")
    if not shaped or rng.random() < 0.25:
        return scrambled(text, rng)
    changed = [mutated(one, rng) for one in shaped]
    if len(changed) > 1 or rng.random() < 0.3:
        # JSON is YAML, so this is a stream of YAML documents too.
        return "\n---\n".join(json.dumps(one, indent=1) for one in changed).join(("---\n", "\n")).encode()
    return json.dumps(changed[0], indent=rng.choice([None, 2])).encode()


def _shuffled(text: str, rng: random.Random) -> str:
    """Swap, drop and fill cells of a table."""
    rows = [row for row in csv.reader(io.StringIO(text)) if row] or [[""]]
    for _ in range(rng.randint(1, 6)):
        row = rng.choice(rows)
        at = rng.randrange(len(row)) if row else 0
        row[at : at + rng.randint(0, 1)] = [rng.choice(["", "=1+1", "x,y", '"', "1e999", "-1", "NaN", "\n", "{", "[]"])]
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue()


if __name__ == "__main__":
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as scratch:
        for name in sys.argv[2:] or READERS:
            found = run(Path(scratch), name, rounds=total, seed=total)
            print(f"{name}: {found:,} resources from {total:,} inputs")  # noqa: T201
