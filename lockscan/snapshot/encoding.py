"""A record as the one line of JSON that is journalled; what must never reach the disk is left out here."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import md5
from itertools import islice
from typing import Any, Final, TypeAlias

from lockscan.model.record import Record
from lockscan.model.reference import Candidate, Confidence, IdentityClass
from lockscan.model.resource import Facts, Origin
from lockscan.references.identifiers import fold
from lockscan.vocabulary.facts import fact_definitions, scoring_facts
from lockscan.vocabulary.kinds import Kind
from lockscan.vocabulary.tags import fold as fold_tag
from lockscan.vocabulary.tags import tag_keys

Row: TypeAlias = dict[str, Any]

RANK: Final = {"live": 0, "export": 1, "state": 2, "plan": 3, "template": 4}
"""Which source is believed where several saw the same thing; the lowest wins."""

MANY: Final = 5_000
"""Facts, tags, identities or mentions of one resource beyond which the rest is left out as hostile."""

LONG: Final = 2_048
"""Characters beyond which a text is cut; an identifier that long is left out instead."""

SIZES: Final = ("size_gb", "vcpus", "memory_gb", "instances")

_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)


def encode(records: Iterable[Record], kept_tags: frozenset[str] = frozenset()) -> bytes:
    """Give the records as lines; `kept_tags` adds folded tag keys whose values the policy lets us keep."""
    return b"".join(line(_row(record, kept_tags), _candidates(record.candidates)) for record in records)


def line(row: Row, candidates: str = "") -> bytes:
    """Give a row as a line; `candidates` are written already."""
    # Half a surrogate pair is a legal character in JSON answers and an illegal one in files.
    return f'{_encoder.encode(row)[:-1]},"candidates":[{candidates}]}}\n'.encode("utf-8", "replace")


def text(value: object) -> str:
    return _encoder.encode(value)


def mark(key: str) -> str:
    """Give what stands for a key that might be a secret until it proves to be somebody's name; as `md5_number` does."""
    digest = md5(key.encode("utf-8", "replace"), usedforsecurity=False).digest()
    return str(int.from_bytes(digest, "little"))


def _row(record: Record, kept_tags: frozenset[str]) -> Row:
    resource = record.resource
    row = {
        "rank": min((RANK.get(origin.source, len(RANK)) for origin in resource.origins), default=len(RANK)),
        "key": fold(resource.id),
        "id": resource.id,
        "type": resource.type,
        "provider": resource.provider,
        "account": resource.account,
        "region": resource.region,
        "name": resource.name[:LONG],
        "grouping": resource.application or "",
        "parent": fold(resource.parent) if resource.parent else "",
        "tags": _tags(resource.tags, kept_tags),
        "facts": _facts(resource.facts),
        "origins": [_origin(origin) for origin in resource.origins],
        "differences": {},
        "identities": [
            {"kind": identity.kind, "key": identity.key}
            for identity in record.identities[:MANY]
            if len(identity.key) <= LONG
        ],
    }
    row |= derived(row)
    return row


def derived(row: Row) -> Row:
    """Give the columns that follow from a row's tags and facts."""
    facts: dict[str, Any] = row["facts"]
    return {
        "application": application_by_tag(row["tags"]) or row["grouping"],
        "profile": {name: facts[name] for name in scoring_facts() & facts.keys()},
        **{size: _number(facts.get(size)) for size in SIZES},
    }


def application_by_tag(tags: Mapping[str, str | None]) -> str:
    """Give the value of the first listed tag key that is present and not blank."""
    folded = {_folded(key): value.strip() for key, value in sorted(tags.items()) if value}
    return next((folded[key] for key in tag_keys().application if folded.get(key)), "")


@lru_cache(maxsize=16_384)
def _folded(key: str) -> str:
    return fold_tag(key)


def _tags(tags: Mapping[str, str | None], kept_tags: frozenset[str]) -> dict[str, str | None]:
    kept = tag_keys().kept | kept_tags
    return {
        key[:LONG]: value[:LONG] if value is not None and _folded(key) in kept else None
        for key, value in islice(tags.items(), MANY)
    }


def _facts(facts: Facts) -> dict[str, str | bool | int | float]:
    """Keep neutral facts of any sort, and of all others only booleans and finite numbers."""
    known = fact_definitions()
    return {
        name: value
        for name, value in islice(facts.items(), MANY)
        if (name in known if isinstance(value, str) else math.isfinite(value))
    }


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _origin(origin: Origin) -> Row:
    return {
        "source": origin.source,
        "location": origin.location,
        "line": origin.line,
        "address": origin.address,
    }


def _candidates(candidates: Sequence[Candidate]) -> str:
    return ",".join(_candidate(found) for found in candidates[:MANY] if len(found.key) <= LONG)


def _candidate(one: Candidate) -> str:
    external = one.external and one.match is not IdentityClass.NAME
    place = _place(one.evidence[:LONG], one.kind, one.match, one.confidence, one.target_type, external)
    if external or one.key.startswith("arn:"):
        return f'{place},"key":{_encoder.encode(one.key)},"mark":null}}'
    return f'{place},"key":"","mark":"{mark(one.key)}"}}'


@lru_cache(maxsize=65_536)
def _place(
    evidence: str, kind: Kind, match: IdentityClass, confidence: Confidence, target_type: str | None, external: bool
) -> str:
    """Give what the mentions in one place of a type have in common: nearly all but their keys."""
    said = {
        "evidence": evidence,
        "kind": kind,
        "match": match,
        "confidence": confidence,
        "target_type": target_type,
        "external": external,
    }
    return _encoder.encode(said)[:-1]
