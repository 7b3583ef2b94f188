"""Who a configuration mentions: identifiers by shape, bare names only where the key hints at a type."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

from lockscan.model.reference import Candidate, Confidence, IdentityClass
from lockscan.model.resource import TypeName
from lockscan.references.kinds import kind_and_confidence
from lockscan.references.shapes import Found, is_uuid, recognise
from lockscan.references.vocabulary import Hint, hints, shapes, shortest_name, stopped_names
from lockscan.references.walking import Place, texts
from lockscan.vocabulary.kinds import Kind

MOST: Final = 2_000
"""Candidates of one configuration."""

_NAME: Final = re.compile(r"[A-Za-z0-9_/][A-Za-z0-9_./+=,@-]{0,254}")
_ID_KEY: Final = re.compile(r"(?:id|ids|uuid|guid|arn|identifier|key|keyid|link)$")
_TOKEN: Final = re.compile(r"(?=\D*\d)[A-Za-z0-9][A-Za-z0-9_.:-]{4,63}")
_ACCOUNT: Final = re.compile(r"\d{1,12}")


def mentions(
    config: Any,
    *,
    provider: str,
    account: str,
    region: str,
    resource_type: str,
    skip: Sequence[str] = (),
) -> tuple[Candidate, ...]:
    """Give the candidates of a configuration; of its values only recognised identifiers get out."""
    _ = provider, account, region  # resolution scopes candidates by their holder; shapes need no scope
    found: dict[Candidate, None] = {}
    for place, text in texts(config, skip):
        for candidate in _candidates(place, text, resource_type):
            found.setdefault(candidate)
            if len(found) == MOST:
                return tuple(found)
    return tuple(found)


def _candidates(place: Place, text: str, source_type: str) -> Iterator[Candidate]:
    shaped = False
    for found in recognise(text):
        shaped = True
        yield _candidate(found, place, source_type)
    if shaped or "\n" in text:
        return
    text = text.strip()
    yield from (_candidate(found, place, source_type) for found in _tokens(place, text))
    yield from _names(place, text, source_type)


def _candidate(found: Found, place: Place, source_type: str) -> Candidate:
    kind, confidence = kind_and_confidence(place.folded, source_type, found.type)
    if found.pattern:
        kind, confidence = Kind.MAY_ACCESS, Confidence.LOW
    return Candidate(
        key=found.key,
        match=found.match,
        kind=kind,
        evidence=place.shown,
        confidence=confidence or (Confidence.MEDIUM if kind is Kind.MAY_ACCESS else Confidence.HIGH),
        target_type=TypeName(found.type) if found.type else None,
        external=found.external,
    )


def _tokens(place: Place, text: str) -> Iterator[Found]:
    """Give an opaque id without a telling prefix, under a key that says it is one."""
    if place.free or not _ID_KEY.search(place.key) or _ACCOUNT.fullmatch(text) or shapes().secret.search(place.key):
        return
    token = text.rpartition("/")[2]
    if is_uuid(token) or _TOKEN.fullmatch(token):
        yield Found(token, IdentityClass.SCOPED, external=False)


def _names(place: Place, text: str, source_type: str) -> Iterator[Candidate]:
    if len(text) < shortest_name() or not _NAME.fullmatch(text) or text.lower() in stopped_names():
        return
    for hint in _hints(place.key, source_type, place.free):
        for target in hint.types:
            kind, _ = kind_and_confidence(place.folded, source_type, target)
            wide = hint.key.format(name=text) if hint.key else ""
            yield Candidate(
                key=wide or text,
                match=IdentityClass.GLOBAL if wide else IdentityClass.NAME,
                kind=kind,
                evidence=place.shown,
                confidence=Confidence.MEDIUM,
                target_type=TypeName(target),
                external=False,
            )


@lru_cache(maxsize=65_536)
def _hints(key: str, source_type: str, free: bool) -> tuple[Hint, ...]:
    own, environment = hints()
    if shapes().secret.search(key) and not key.endswith(("name", "id", "arn", "key")):
        return ()
    source = source_type.lower()
    return tuple(
        hint for hint in (*own, *(environment if free else ())) if hint.keys.match(key) and hint.source.search(source)
    )
