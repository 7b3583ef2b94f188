"""Every text of a configuration with the path where it stands, JSON inside texts included."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lockscan.references.vocabulary import folded, shapes

DEEPEST: Final = 40
EMBEDDED: Final = 3
"""How often JSON may stand in a text of JSON."""

MOST: Final = 50_000
"""Values of one configuration that are looked at."""

LONGEST: Final = 1_000_000
"""Characters of a text beyond which it is not looked at."""

_NAMED: Final = ({"name", "value"}, {"key", "value"}, {"parameterkey", "parametervalue"})
_PLAIN = re.compile(r"[\w.:/@$-]{1,80}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands."""

    shown: str
    """The path as evidence: keys that do not look like keys are not shown."""

    key: str
    """The last key, folded."""

    folded: str
    """The whole path, folded, without list positions."""

    free: bool = False
    """Below a key where users write what they like."""

    def at(self, key: str) -> "Place":
        plain = folded(key)
        return Place(
            f"{self.shown}.{_safe(key)}" if self.shown else _safe(key),
            plain,
            f"{self.folded}.{plain}" if self.folded else plain,
            self.free or plain in shapes().free,
        )

    def nth(self, index: int) -> "Place":
        return Place(f"{self.shown}[{index}]", self.key, self.folded, self.free)


class Skipped:
    """Paths that are not to be read: dotted, `*` for any one key; list positions may be left out."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._patterns = [
            [folded(part) for part in pattern.split(".") if part not in {"*", "[]"}] for pattern in patterns
        ]

    def __contains__(self, place: Place) -> bool:
        return any(_within(place.folded.split("."), pattern) for pattern in self._patterns)


def _within(path: Sequence[str], pattern: Sequence[str]) -> bool:
    """Whether the pattern's keys stand in the path in their order, from its first to its last."""
    if not pattern or path[0] != pattern[0] or path[-1] != pattern[-1]:
        return False
    left = iter(path)
    return all(part in left for part in pattern)


ROOT: Final = Place("", "", "")


def texts(config: Any, skip: Sequence[str] = ()) -> Iterator[tuple[Place, str]]:
    """Give every text that may mention somebody; tags, descriptions and skipped paths are left out."""
    skipped = Skipped(skip)
    unread = shapes().unread
    todo: list[tuple[Place, Any, int]] = [(ROOT, config, 0)]
    seen = 0
    while todo and seen < MOST:
        place, value, embedded = todo.pop()
        seen += 1
        if isinstance(value, str):
            if embedded < EMBEDDED and (inner := _embedded(value)) is not None:
                todo.append((place, inner, embedded + 1))
            elif 0 < len(value) <= LONGEST:
                yield place, value
        elif isinstance(value, Mapping):
            below = [(place.at(str(key)), inner, embedded) for key, inner in _pairs(value)]
            if place.folded.count(".") < DEEPEST:
                todo += reversed([b for b in below if b[0].key not in unread and (not skip or b[0] not in skipped)])
        elif isinstance(value, list | tuple) and place.shown.count("[") < DEEPEST:
            todo += [(place.nth(index), value[index], embedded) for index in range(len(value) - 1, -1, -1)]


def _pairs(value: Mapping[Any, Any]) -> Iterator[tuple[Any, Any]]:
    """Give a mapping's pairs; one that is itself a named value (`Name: X, Value: Y`) as that one pair."""
    if len(value) == 2 and {folded(str(key)) for key in value} in _NAMED:  # noqa: PLR2004 - a pair
        name, inner = (
            next(v for k, v in value.items() if folded(str(k)).endswith(end) == truth) for end, truth in _ENDS
        )
        if isinstance(name, str):
            yield name, inner
            return
    yield from value.items()


_ENDS: Final = (("value", False), ("value", True))


def _embedded(text: str) -> Any:
    """Give the JSON a text holds, or None: policies and definitions come as texts."""
    if text[:1] not in {"{", "["} or len(text) > LONGEST:
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict | list) else None


def _safe(key: str) -> str:
    return key if _PLAIN.fullmatch(key) else "*"
