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
    """Where a value stands: a chain of keys up to the root, spelled out only when it is asked for."""

    above: "Place | None"
    name: str
    """The last key as written; `[3]` for a position in a list."""

    key: str
    """The last key that is no position, folded."""

    depth: int = 0
    free: bool = False
    """Below a key where users write what they like."""

    def at(self, name: str) -> "Place":
        key = folded(name)
        return Place(self, name, key, self.depth + 1, self.free or key in shapes().free)

    def nth(self, index: int) -> "Place":
        return Place(self, f"[{index}]", self.key, self.depth + 1, self.free)

    @property
    def shown(self) -> str:
        """The path as evidence: keys that do not look like keys are not shown."""
        shown = ""
        for place in self._chain():
            shown += place.name if place.name.startswith("[") else f".{_safe(place.name)}"
        return shown.removeprefix(".")

    @property
    def folded(self) -> str:
        """The whole path, folded, without list positions."""
        return ".".join(place.key for place in self._chain() if not place.name.startswith("["))

    def _chain(self) -> "list[Place]":
        chain: list[Place] = []
        place = self
        while place.above is not None:
            chain.append(place)
            place = place.above
        return chain[::-1]


class Skipped:
    """Paths that are not to be read: dotted, `*` for any one key; list positions may be left out."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._patterns = [
            [folded(part) for part in pattern.split(".") if part not in {"*", "[]"}] for pattern in patterns
        ]
        self._last = frozenset(pattern[-1] for pattern in self._patterns if pattern)

    def __contains__(self, place: Place) -> bool:
        return place.key in self._last and any(_within(place.folded.split("."), pattern) for pattern in self._patterns)


def _within(path: Sequence[str], pattern: Sequence[str]) -> bool:
    """Whether the pattern's keys stand in the path in their order, from its first to its last."""
    if not pattern or path[0] != pattern[0] or path[-1] != pattern[-1]:
        return False
    left = iter(path)
    return all(part in left for part in pattern)


ROOT: Final = Place(None, "", "")


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
            if place.depth < DEEPEST:
                todo += reversed([b for b in below if b[0].key not in unread and b[0] not in skipped])
        elif isinstance(value, list | tuple) and place.depth < DEEPEST:
            todo += [(place.nth(index), value[index], embedded) for index in range(len(value) - 1, -1, -1)]


def _pairs(value: Mapping[Any, Any]) -> Iterator[tuple[Any, Any]]:
    """Give a mapping's pairs; one that is itself a named value (`Name: X, Value: Y`) as that one pair."""
    if len(value) == 2 and {folded(str(key)) for key in value} in _NAMED:  # noqa: PLR2004 - a pair
        name, inner = sorted(value.items(), key=lambda pair: folded(str(pair[0])).endswith("value"))
        if isinstance(name[1], str):
            yield name[1], inner[1]
            return
    yield from value.items()


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
