"""Mutate every Terraform fixture many times: each must end in resources or in one line, and in bounded time."""

import json
import random
import sys
import tempfile
from copy import deepcopy
from pathlib import Path
from time import process_time
from typing import Any

from lockscan.collection.interface import Request, ScopeFailed
from lockscan.connectors.terraform import CONNECTOR

FIXTURES = Path(__file__).parents[2] / "fixtures" / "terraform"
SLOW = 5.0
ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, 2**70, 1e308, "", "x", [], {}, [[]], [None], {"": None}, [1, "a", {}]),
    *("arn:", "arn:aws:::::", "/subscriptions/", "module.", "each.value", "var.x", "a[0", 'x["', "data.", "\x00"),
)


def mutated(value: Any, rng: random.Random) -> Any:
    """Replace, drop, double or move a few places of a document."""
    document = deepcopy(value)
    for _ in range(rng.randint(1, 6)):
        holder, key = _place(document, rng)
        if holder is None:
            return deepcopy(rng.choice(ODD))
        match rng.randrange(5):
            case 0 | 1:
                holder[key] = deepcopy(rng.choice(ODD))
            case 2:
                del holder[key]
            case 3:
                other, at = _place(document, rng)
                if other is not None:
                    holder[key] = deepcopy(other[at])
            case _ if isinstance(holder, list):
                holder.append(deepcopy(holder[key]))
            case _:
                holder[rng.choice(("type", "values", "module", "resources", "each", "id"))] = deepcopy(holder[key])
    return document


def _place(document: Any, rng: random.Random) -> tuple[Any, Any]:
    holder, key, at = None, None, document
    while isinstance(at, dict | list) and at and rng.random() < 0.85:
        holder, key = at, rng.choice(list(at)) if isinstance(at, dict) else rng.randrange(len(at))
        at = holder[key]
    return holder, key


def scrambled(text: bytes, rng: random.Random) -> bytes:
    """Cut, flip and repeat bytes."""
    content = bytearray(text)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(content) + 1)
        match rng.randrange(3):
            case 0:
                del content[at:]
                content = content or bytearray(b"{")
            case 1:
                content[at : at + 1] = bytes([rng.randrange(256)])
            case _:
                content[at:at] = content[max(0, at - rng.randint(1, 200)) : at]
    return bytes(content)


def run(target: Path, *, rounds: int, seed: float) -> int:
    """Give how many resources came out of all rounds; raises what no file may raise."""
    rng = random.Random(seed)  # noqa: S311 - repeatable, nothing secret
    originals = [path.read_bytes() for path in sorted(FIXTURES.iterdir())]
    documents = [json.loads(text) for text in originals]
    count = 0
    for _ in range(rounds):
        which = rng.randrange(len(originals))
        if rng.random() < 0.75:
            content = json.dumps(mutated(documents[which], rng)).encode()
        else:
            content = scrambled(originals[which], rng)
        target.write_bytes(content)
        started = process_time()
        count += _read(target, content)
        if process_time() - started > SLOW:
            raise AssertionError(f"took {process_time() - started:.1f} s: {target}")
    return count


def _read(path: Path, content: bytes) -> int:
    ours = CONNECTOR.recognises(path, content[:65_536])
    count = said = 0
    try:
        for unit in CONNECTOR.units(Request(path=path)):
            for page in unit.read(None):
                repr(page).encode()  # what cannot be encoded cannot be kept
                count += len(page.records)
                said += len(page.scopes)
        if ours and not count and not said:
            raise AssertionError(f"nothing came of it, and nothing was said: {path}")
    except ScopeFailed as error:
        if "\n" in error.reason or str(path) not in error.reason:
            raise AssertionError(f"not one clear line: {error.reason!r}") from error
    return count


if __name__ == "__main__":
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        print(f"{run(Path(folder) / 'mutated.json', rounds=rounds, seed=rounds):,} resources from {rounds:,} inputs")  # noqa: T201
