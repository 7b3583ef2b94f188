"""Who a configuration mentions: identifiers by shape, bare names only where the key hints at a type."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

from lockscan.model.reference import Candidate, Confidence, IdentityClass
from lockscan.model.resource import TypeName
from lockscan.references.kinds import kind_and_confidence
from lockscan.references.shapes import Found, is_uuid, recognised
from lockscan.references.vocabulary import Hint, hints, is_secret, shortest_name, stopped_names
from lockscan.references.walking import Place, texts
from lockscan.vocabulary.kinds import Kind

MOST: Final = 2_000
"""Candidates of one configuration."""

SHORTEST: Final = 5
"""Characters of the shortest id."""

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
    found: dict[tuple[object, ...], Candidate] = {}
    shortest = min(shortest_name(), SHORTEST)
    for place, text in texts(config, skip):
        if len(text) < shortest:
            continue
        for candidate in _candidates(place, text, resource_type):
            found.setdefault(_mark(candidate), candidate)
            if len(found) == MOST:
                return tuple(found.values())
    return tuple(found.values())


def _mark(one: Candidate) -> tuple[object, ...]:
    """Give what tells candidates apart; their own hash asks every enumeration for its name first."""
    return one.key, one.evidence, id(one.match), id(one.kind), id(one.confidence), one.target_type, one.external


def _candidates(place: Place, text: str, source_type: str) -> Iterable[Candidate]:
    if shaped := recognised(text):
        return [_candidate(found, place, source_type) for found in shaped]
    identifies, named = _says(place.key, source_type, place.free)
    if not (identifies or named) or "\n" in text:
        return ()
    text = text.strip()
    tokens = [_candidate(found, place, source_type) for found in _tokens(text)] if identifies else []
    return [*tokens, *_names(place, text, source_type, named)] if named else tokens


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


@lru_cache(maxsize=65_536)
def _says(key: str, source_type: str, free: bool) -> tuple[bool, tuple[Hint, ...]]:
    """Tell what a key says of a text below it: that it is an id, and of which types it may be a name."""
    identifies = not free and _ID_KEY.search(key) is not None and not is_secret(key)
    return identifies, _hints(key, source_type, free)


def _tokens(text: str) -> Iterator[Found]:
    """Give an opaque id without a telling prefix."""
    if _ACCOUNT.fullmatch(text):
        return
    token = text.rpartition("/")[2]
    if is_uuid(token) or _TOKEN.fullmatch(token):
        yield Found(token, IdentityClass.SCOPED, external=False)


def _names(place: Place, text: str, source_type: str, named: Sequence[Hint]) -> Iterator[Candidate]:
    if len(text) < shortest_name() or not _NAME.fullmatch(text) or text.lower() in stopped_names():
        return
    for hint in named:
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


def _hints(key: str, source_type: str, free: bool) -> tuple[Hint, ...]:
    own, environment = hints()
    if is_secret(key) and not key.endswith(("name", "id", "arn", "key")):
        return ()
    source = source_type.lower()
    return tuple(
        hint for hint in (*own, *(environment if free else ())) if hint.keys.match(key) and hint.source.search(source)
    )
