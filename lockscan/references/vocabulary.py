"""The published tables of shapes, hints and paths, compiled once."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from lockscan.model.reference import Confidence
from lockscan.vocabulary.data import read_yaml, rules_folder
from lockscan.vocabulary.kinds import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Opaque:
    type: str
    external: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A host (and path) that belongs to one resource."""

    match: re.Pattern[str]
    key: str
    """What it stands for, `{1}` for the match's first group; empty where the host is the name."""

    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """A key below which a bare name means a thing of these types."""

    keys: re.Pattern[str]
    types: tuple[str, ...]
    source: re.Pattern[str]
    key: str
    """What a name stands for that is unique everywhere; empty where it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathRule:
    kind: Kind
    path: re.Pattern[str]
    source: re.Pattern[str]
    target: re.Pattern[str]
    confidence: Confidence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    opaque: Mapping[str, Opaque]
    arn: Mapping[str, tuple[tuple[str, str], ...]]
    whole: Mapping[str, re.Pattern[str]]
    parts: frozenset[str]
    not_resources: re.Pattern[str]
    addresses: tuple[Host, ...]
    """Schemes that mean one service, wherever in a text they stand."""

    hosts: tuple[Host, ...]
    unread: frozenset[str]
    secret: re.Pattern[str]
    free: frozenset[str]


@cache
def shapes() -> Shapes:
    """Give `rules/vocabulary/identifiers.yaml`."""
    entry = _read("identifiers")
    return Shapes(
        opaque={prefix: Opaque(**given) for prefix, given in entry["opaque"].items()},
        arn={service: tuple((start, name) for start, name in rows) for service, rows in entry["arn"].items()},
        whole={service: _any(patterns) for service, patterns in entry["whole"].items()},
        parts=frozenset(entry["parts"]),
        not_resources=_any(entry["not_resources"]),
        addresses=_hosts(entry["addresses"]),
        hosts=_hosts(entry["hosts"]),
        unread=frozenset(entry["unread"]),
        secret=_any(entry["secret"]),
        free=frozenset(entry["free"]),
    )


def _hosts(rows: Iterable[Mapping[str, str]]) -> tuple[Host, ...]:
    return tuple(Host(match=re.compile(row["match"]), key=row.get("key", ""), type=row["type"]) for row in rows)


@cache
def hints() -> tuple[tuple[Hint, ...], tuple[Hint, ...]]:
    """Give the hints for a provider's own keys, and those for the keys users choose in an environment."""
    entry = _read("names")
    own = tuple(_hint(row, f"(?:{row['keys']})$") for row in entry["hints"])
    return own, tuple(_hint(row, f".*(?:{row['ends']})$") for row in entry["environment"])


@cache
def shortest_name() -> int:
    """Give the length below which a bare name is no evidence."""
    return int(_read("names")["shortest"])


@cache
def widest_pattern() -> int:
    """Give how many resources one wildcard is taken to reach at most."""
    return int(_read("identifiers")["widest"])


@cache
def stopped_names() -> frozenset[str]:
    """Give the names that mean nothing because everybody uses them, in lower case."""
    return frozenset(str(word).lower() for word in _read("names")["stopped"])


@cache
def path_rules() -> tuple[PathRule, ...]:
    """Give `rules/vocabulary/reference_paths.yaml`, in its order."""
    return tuple(
        PathRule(
            kind=Kind(row["kind"]),
            path=re.compile(row.get("path", "")),
            source=re.compile(row.get("source", "")),
            target=re.compile(row.get("target", "")),
            confidence=Confidence(row["confidence"]) if "confidence" in row else None,
        )
        for row in _read("reference_paths")["kinds"]
    )


@lru_cache(maxsize=65_536)
def folded(key: str) -> str:
    """Give `KmsKeyId`, `kms_key_id` and `kms-key-id` one spelling."""
    return key.lower().replace("_", "").replace("-", "")


@lru_cache(maxsize=65_536)
def is_secret(key: str) -> bool:
    """Whether a folded key makes its value a secret."""
    return shapes().secret.search(key) is not None


def _hint(row: Mapping[str, Any], keys: str) -> Hint:
    return Hint(
        keys=re.compile(keys),
        types=tuple(row["types"]),
        source=re.compile(row.get("source", "")),
        key=row.get("key", ""),
    )


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


@cache
def _read(name: str) -> dict[str, Any]:
    entry: dict[str, Any] = read_yaml(rules_folder() / "vocabulary" / f"{name}.yaml")
    return entry
