"""What it means that one resource of a file uses another, and how that becomes a candidate."""

import re
from collections.abc import Iterable, Iterator

from lockscan.model.reference import Candidate, Confidence, IdentityClass
from lockscan.model.resource import TypeName
from lockscan.references import kind_for
from lockscan.vocabulary.kinds import Kind

SETTING = frozenset({Kind.REFERENCES, Kind.STORES_IN, Kind.WRITES_TO, Kind.INVOKES, Kind.ASSUMES})
"""What a place of mention says between equals; of a part it only says whose part it is."""

_POSITION = re.compile(r"\[\d+\]")


def kind_between(path: str, source_type: str, target_type: str) -> Kind:
    """A bucket's policy does not store in the bucket, nor does a role's act under the role: they are its settings."""
    kind = kind_for(path, source_type=source_type, target_type=target_type)
    is_part = len(source_type) > len(target_type) > 0 and source_type.lower().startswith(target_type.lower())
    return Kind.CONFIGURES if is_part and kind in SETTING else kind


def use(key: str, path: str, source_type: str, target_type: str, *, external: bool = False) -> Candidate:
    """Say that a resource of the file is used at a path."""
    return Candidate(
        key=key,
        match=IdentityClass.GLOBAL,
        kind=kind_between(path, source_type, target_type),
        evidence=path,
        target_type=TypeName(target_type) if target_type else None,
        external=external,
    )


def ordered_after(keys: Iterable[str], evidence: str) -> Iterator[Candidate]:
    """Built after these; nothing more."""
    for key in keys:
        yield Candidate(key=key, match=IdentityClass.GLOBAL, kind=Kind.ORDERED_AFTER, evidence=evidence, external=False)


def together(linked: Iterable[Candidate], mentioned: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Where the file says who is meant, a bare name in the same place is no second evidence."""
    sure = tuple(linked)
    said = {_unplaced(one.evidence) for one in sure}
    others = (one for one in mentioned if one.confidence is Confidence.HIGH or _unplaced(one.evidence) not in said)
    return tuple(dict.fromkeys((*sure, *others)))


def _unplaced(path: str) -> str:
    """Give the path without list positions."""
    return _POSITION.sub("", path) if "[" in path else path
