"""Which types are judged: drawn by use, each by its own luck, so that a new rule changes no other's turn."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from random import Random

from lockscan.knowledge.naming import provider_of

USE = Path(__file__).parent / "use.csv"
"""How often each type occurs in public templates, plans and samples, under its authoritative name."""

PROVIDERS = ("aws", "azure", "google")
EACH = 20
SEED = 2026


def use() -> dict[str, int]:
    with USE.open(encoding="utf-8", newline="") as lines:
        return {row["type"]: int(row["count"]) for row in csv.DictReader(lines)}


def drawn(counts: Mapping[str, int], known: Iterable[str], each: int = EACH, seed: int = SEED) -> list[str]:
    """Draw so many of each provider without replacement, the chance in proportion to use."""
    wanted = set(known)
    chosen: list[str] = []
    for provider in PROVIDERS:
        candidates = [name for name in counts if name in wanted and provider_of(name) == provider]
        chosen += sorted(sorted(candidates, key=lambda name: _turn(name, counts[name], seed))[:each])
    return chosen


def _turn(name: str, count: int, seed: int) -> float:
    """An exponential waiting time: the more used, the sooner."""
    return Random(f"{seed} {name}").expovariate(count)  # noqa: S311 - a sample, not a secret
