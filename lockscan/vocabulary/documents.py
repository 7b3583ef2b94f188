"""YAML that others wrote, as plain values: its own tags, the line of every mapping, and no text that swells."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

import yaml

from lockscan.vocabulary.depth import DEEPEST

LARGEST: Final = 8_000_000
"""Values of one text, those that stand behind aliases counted as often as they are meant."""

_WORDS: Final = {"": None, "~": None, "null": None, "true": True, "false": False}
"""No more of them: `yes`, `on` and `no` are names as often as switches."""

_WHOLE: Final = re.compile(r"[-+]?(?:0|[1-9][0-9_]{0,17})")
_EXPONENT: Final = r"[eE][-+]?[0-9]{1,3}"
_BROKEN: Final = re.compile(rf"[-+]?(?:[0-9]*\.[0-9]+(?:{_EXPONENT})?|[1-9][0-9]*{_EXPONENT})")

_TYPED: Final = frozenset(f"tag:yaml.org,2002:{name}" for name in ("int", "float", "bool", "null"))


class BrokenYaml(Exception):
    """The text is no YAML, or more than a reader may be asked to hold."""

    def __init__(self, line: int, problem: str) -> None:
        self.line = line
        self.problem = problem
        super().__init__(problem)


class Table(dict[str, Any]):
    """A mapping that knows the line of the key it stands under, or of its own first line in a list."""

    __slots__ = ("line",)

    line: int


Tagged = Callable[[str, Any], Any]
"""Gives the value that a tag of the format's own makes of what it stands before; the tag without `!`."""


def untagged(tag: str, value: Any) -> Any:  # noqa: ARG001 - the form every reader of tags has
    """Leave the value as it is."""
    return value


def yaml_documents(text: str, tagged: Tagged = untagged, doubled: list[str] | None = None) -> Iterator[Any]:
    """Give every document of a text; raises `BrokenYaml` where it breaks.

    `doubled` is filled with the keys that stand twice in one mapping, of which the last counts.
    """
    composer = _Composer(tagged, [] if doubled is None else doubled)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.DocumentEndEvent):
                yield composer.ended()
            else:
                composer.take(event)
    except yaml.MarkedYAMLError as error:
        raise BrokenYaml(error.problem_mark.line + 1 if error.problem_mark else 1, str(error.problem)) from None
    except (yaml.YAMLError, UnicodeError) as error:
        raise BrokenYaml(1, " ".join(str(error).split())) from None


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


@dataclass(slots=True)
class _Open:
    """A collection that has begun."""

    value: Any
    tag: str | None
    anchor: str | None
    line: int
    before: int
    """How many values there were when it began."""

    key: Any = None
    keyed: bool = False
    merged: frozenset[str] = frozenset()
    """Keys that came by `<<`: writing one of them again is what they are for."""


@dataclass(slots=True)
class _Composer:
    """Builds values straight from the parser's events: nothing recurses, and what aliases stand for is counted."""

    tagged: Tagged
    doubled: list[str]
    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, tuple[Any, int]] = field(default_factory=dict)
    count: int = 0
    root: Any = None

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            value = event.value if self._expects_key() else _scalar(event)
            self._put(value, event.tag, event.anchor, event, self.count)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._open(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            done = self.stack.pop()
            self._put(done.value, done.tag, done.anchor, event, done.before)

    def ended(self) -> Any:
        """Give the document, and begin anew; how much the text holds is counted on."""
        root, self.root = self.root, None
        self.anchors.clear()
        return root

    def _expects_key(self) -> bool:
        """Whether the next value is a key: it stays as written, `on` and `2012` too."""
        return bool(self.stack) and isinstance(self.stack[-1].value, dict) and not self.stack[-1].keyed

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        line = _line(event)
        if len(self.stack) >= DEEPEST:
            raise BrokenYaml(line, f"nested deeper than {DEEPEST} levels")
        value: Any = []
        if isinstance(event, yaml.MappingStartEvent):
            value = Table()
            value.line = self.stack[-1].line if self.stack and self.stack[-1].keyed else line
        self.stack.append(_Open(value, event.tag, event.anchor, line, self.count))

    def _alias(self, event: yaml.AliasEvent) -> None:
        if event.anchor not in self.anchors:
            raise BrokenYaml(_line(event), f"the alias {event.anchor!r} stands for nothing")
        value, size = self.anchors[event.anchor]
        self.count += size
        self._put(value, None, None, event, self.count)

    def _put(self, value: Any, tag: str | None, anchor: str | None, event: yaml.Event, before: int) -> None:
        self.count += 1
        line = _line(event)
        if self.count > LARGEST:
            raise BrokenYaml(line, f"more than {LARGEST:,} values, aliases counted as often as they are meant")
        if tag and tag.startswith("!") and len(tag) > 1:
            value = self._tag(tag[1:], value, line)
        if anchor:
            self.anchors[anchor] = value, self.count - before
        if not self.stack:
            self.root = value
            return
        above = self.stack[-1]
        if isinstance(above.value, list):
            above.value.append(value)
        elif above.keyed:
            self._enter(above, value)
        else:
            if isinstance(value, dict | list):
                raise BrokenYaml(line, "a list or mapping cannot be a key")
            above.key, above.keyed, above.line = str(value), True, line

    def _enter(self, above: _Open, value: Any) -> None:
        if above.key == "<<":
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, dict):
                    added = {key: inner for key, inner in one.items() if key not in above.value}
                    above.value.update(added)
                    above.merged |= added.keys()
        else:
            if above.key in above.value and above.key not in above.merged:
                self.doubled.append(above.key)
            above.value[above.key] = value
            if above.merged:
                above.merged -= {above.key}
        above.keyed = False

    def _tag(self, tag: str, value: Any, line: int) -> Any:
        made = self.tagged(tag, value)
        if isinstance(made, dict) and not isinstance(made, Table):
            made = Table(made)
            made.line = line
        return made


def _scalar(event: yaml.ScalarEvent) -> Any:
    return _plain(event.value) if event.implicit[0] or event.tag in _TYPED else event.value


@lru_cache(maxsize=16_384)
def _plain(text: str) -> Any:
    """Give what a bare word means; with an account's leading zero or a version's last one it stays a text."""
    lowered = text.lower()
    if lowered in _WORDS:
        return _WORDS[lowered]
    if _WHOLE.fullmatch(text):
        return int(text.replace("_", ""))
    return float(text) if _BROKEN.fullmatch(text) and not (text.endswith("0") and "." in text) else text
