"""How a neutral fact is read of an answer, a template's properties or a plan's attributes, by a published rule."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lockscan.vocabulary.facts import Fact

_NOT_WRITTEN = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRule:
    """How one fact is read: the first path that leads somewhere, then a scale, a pattern or a mapping."""

    paths: tuple[tuple[str, ...], ...] = ()
    scale: float | None = None
    match: re.Pattern[str] | None = None
    map: Mapping[str, Fact] | None = None
    present: bool = False
    """Only whether there is something is asked."""

    day: bool = False
    """A date, as the number yyyymmdd."""

    default: Fact | None = None
    """What the provider does where it is left out."""

    value: Fact | None = None
    """Always the same."""

    open: bool = False
    """What is not written may be set later, as in a plan: whether it is present is then unknown."""

    @property
    def needs_properties(self) -> bool:
        """Whether an answer without properties cannot tell it, not even by a default."""
        return any(path[0] == "properties" for path in self.paths)

    def tells_of(self, key: str) -> bool:
        """Whether the first place it is looked for lies below this property."""
        return bool(self.paths) and self.paths[0][:2] == ("properties", key)

    def __call__(self, values: Mapping[str, Any]) -> Fact | None:
        """Give None for what is absent or not understood; a fact is never guessed."""
        if self.value is not None:
            return self.value
        found = self._found(values)
        if self.present:
            return None if found is _NOT_WRITTEN else bool(found)
        if found is None or found is _NOT_WRITTEN or found == "":
            found = self.default
        return self._translated(found) if isinstance(found, bool | int | float | str) else None

    def _found(self, values: Mapping[str, Any]) -> Any:
        missing = _NOT_WRITTEN if self.open else None
        found = None
        for path in self.paths:
            found = _at(values, path, missing)
            if found is not missing and found is not None:
                break
        return found

    def _translated(self, value: Fact) -> Fact | None:
        if self.match is not None:
            matched = self.match.search(str(value))
            value = matched[0] if matched else ""
        if self.map is not None:
            return self.map.get(str(value).lower())
        if self.day:
            return _day(str(value))
        return _number(value, self.scale) if self.scale is not None else value


def fact_rule(entry: Any, *, open_: bool = False) -> FactRule:
    """Make a rule of how it is written: a dotted path alone, or a mapping with one or several."""
    said = dict(entry) if isinstance(entry, dict) else {"path": entry}
    written = said.pop("path", ())
    paths = written if isinstance(written, list | tuple) else [written]
    said["paths"] = tuple(tuple(str(path).split(".")) for path in paths)
    if "match" in said:
        said["match"] = re.compile(said["match"])
    if "map" in said:
        said["map"] = {str(key).lower(): value for key, value in said["map"].items()}
    return FactRule(**said, open=open_)


def _at(value: Any, path: tuple[str, ...], missing: object) -> Any:
    """Follow a path; a step that is no number goes into the first element of a list."""
    for step in path:
        # Asked first: the test for any mapping is slow, and nearly all are plain dictionaries.
        if type(value) is dict:
            value = value.get(step, missing)
            continue
        if isinstance(value, list):
            place = int(step) if step.isdecimal() else 0
            value = value[place] if place < len(value) else None
            if step.isdecimal():
                continue
        if not isinstance(value, Mapping):
            return missing if value is missing else None
        value = value.get(step, missing)
    return value


def _day(text: str) -> int | None:
    try:
        return int(f"{datetime.fromisoformat(text):%Y%m%d}")
    except ValueError:
        return None


def _number(value: Fact, scale: float) -> float | None:
    try:
        return round(float(value) * scale, 9)
    except (ValueError, OverflowError):
        return None
