"""Every text of a configuration with the path where it stands, JSON inside texts included."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from lockscan.references.vocabulary import folded, shapes

DEEPEST: Final = 40
EMBEDDED: Final = 3
"""How often JSON may stand in a text of JSON."""

MOST: Final = 50_000
"""Values of one configuration that are looked at."""

LONGEST: Final = 1_000_000
"""Characters of a text beyond which it is not looked at."""

MOST_PLACES: Final = 100_000
"""Places that are remembered; resources of a kind have the same ones, but users' own keys would add up for ever."""

_NAMED: Final = ({"name", "value"}, {"key", "value"}, {"parameterkey", "parametervalue"})
_PLAIN = re.compile(r"[\w.:/@$-]{1,80}")
_SILENT: Final = frozenset({type(None), bool, int, float})
"""What cannot mention anybody."""


@dataclass(slots=True, eq=False)
class Place:
    """Where a value stands: a chain of keys up to the root, spelled out only when it is asked for, and then once."""

    above: "Place | None"
    name: str
    """The last key as written; `[3]` for a position in a list."""

    key: str
    """The last key that is no position, folded."""

    tree: "_Tree"
    depth: int = 0
    free: bool = False
    """Below a key where users write what they like."""

    unread: bool = False
    below: "dict[str | int, Place]" = field(default_factory=dict, repr=False)
    _shown: str | None = None
    _folded: str | None = None

    def at(self, name: str) -> "Place":
        known = self.below.get(name)
        if known is not None:
            return known
        key = folded(name)
        shape = shapes()
        free, unread = self.free or key in shape.free, key in shape.unread
        return self._keep(name, Place(self, name, key, self.tree, self.depth + 1, free, unread))

    def nth(self, index: int) -> "Place":
        known = self.below.get(index)
        if known is not None:
            return known
        return self._keep(index, Place(self, f"[{index}]", self.key, self.tree, self.depth + 1, self.free))

    @property
    def shown(self) -> str:
        """The path as evidence: keys that do not look like keys are not shown."""
        if self._shown is None:
            names = (place.name for place in self._chain())
            shown = "".join(name if name.startswith("[") else f".{_safe(name)}" for name in names)
            self._shown = shown.removeprefix(".")
        return self._shown

    @property
    def folded(self) -> str:
        """The whole path, folded, without list positions."""
        if self._folded is None:
            self._folded = ".".join(place.key for place in self._chain() if not place.name.startswith("["))
        return self._folded

    def _chain(self) -> "list[Place]":
        chain: list[Place] = []
        place = self
        while place.above is not None:
            chain.append(place)
            place = place.above
        return chain[::-1]

    def _keep(self, name: str | int, place: "Place") -> "Place":
        self.tree.places += 1
        return self.below.setdefault(name, place)


class _Tree:
    """Every place met so far."""

    def __init__(self) -> None:
        self.places = 0
        self.root = Place(None, "", "", self)


_GROWING: Final = [_Tree()]


def root() -> Place:
    """Give where every configuration begins."""
    if _GROWING[0].places > MOST_PLACES:
        _GROWING[0] = _Tree()
    return _GROWING[0].root


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


def texts(config: Any, skip: Sequence[str] = ()) -> Iterator[tuple[Place, str]]:
    """Give every text that may mention somebody; tags, descriptions and skipped paths are left out."""
    skipped = Skipped(skip)
    todo: list[tuple[Place, Any, int]] = [(root(), config, 0)]
    seen = 0
    while todo and seen < MOST:
        place, value, embedded = todo.pop()
        seen += 1
        if isinstance(value, str):
            if embedded < EMBEDDED and (inner := _embedded(value)) is not None:
                todo.append((place, inner, embedded + 1))
            elif 0 < len(value) <= LONGEST:
                yield place, value
        elif place.depth >= DEEPEST:
            continue
        elif isinstance(value, dict | Mapping):
            below = (
                (place.at(str(key)), inner, embedded) for key, inner in _pairs(value) if type(inner) not in _SILENT
            )
            todo += reversed([one for one in below if not one[0].unread and not (skip and one[0] in skipped)])
        elif isinstance(value, list | tuple):
            todo += [(place.nth(index), value[index], embedded) for index in range(len(value) - 1, -1, -1)]


def _pairs(value: Mapping[Any, Any]) -> Iterable[tuple[Any, Any]]:
    """Give a mapping's pairs; one that is itself a named value (`Name: X, Value: Y`) as that one pair."""
    if len(value) == 2 and {folded(str(key)) for key in value} in _NAMED:  # noqa: PLR2004 - a pair
        name, inner = sorted(value.items(), key=lambda pair: folded(str(pair[0])).endswith("value"))
        if isinstance(name[1], str):
            return ((name[1], inner[1]),)
    return value.items()


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
