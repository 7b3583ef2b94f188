"""Neutral facts from a provider's Terraform attributes, by the mapping in `rules/vocabulary/terraform-facts`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from lockscan.model.resource import Fact
from lockscan.vocabulary.data import read_yaml, rules_folder, yaml_files


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRule:
    """How one fact is read: a path into the attributes, then a scale, a pattern or a mapping; or always the same."""

    path: tuple[str, ...] = ()
    scale: float | None = None
    match: re.Pattern[str] | None = None
    map: Mapping[str, Fact] | None = None
    present: bool = False
    """Only whether there is something is asked."""

    default: Any = None
    """What the provider does where the attribute is left out."""

    value: Fact | None = None

    def __call__(self, values: Mapping[str, Any]) -> Fact | None:
        """Give None for what is absent or not understood; a fact is never guessed."""
        if self.value is not None:
            return self.value
        value = _at(values, self.path)
        if self.present:
            return None if value is _UNKNOWN else bool(value)
        if value is None or value is _UNKNOWN or value == "":
            value = self.default
        return self._translated(value) if isinstance(value, bool | int | float | str) else None

    def _translated(self, value: Fact) -> Fact | None:
        if self.match is not None:
            found = self.match.search(str(value))
            value = found[0] if found else ""
        if self.map is not None:
            return self.map.get(str(value).lower())
        return _number(value, self.scale) if self.scale is not None else value


_UNKNOWN = object()
"""The plan does not know the attribute yet."""


def _at(values: Any, path: tuple[str, ...]) -> Any:
    """Blocks are lists in Terraform: a step that is no number goes into the first of them."""
    for step in path:
        if isinstance(values, list):
            place = int(step) if step.isdecimal() else 0
            values = values[place] if place < len(values) else None
            if step.isdecimal():
                continue
        if not isinstance(values, dict):
            return values if values is _UNKNOWN else None
        values = values.get(step, _UNKNOWN)
    return values


def _number(value: Any, scale: float) -> float | None:
    try:
        return round(float(value) * scale, 9)
    except (TypeError, ValueError, OverflowError):
        return None


@cache
def fact_rules() -> Mapping[str, Mapping[str, FactRule]]:
    """Terraform type -> neutral fact -> how it is read."""
    rules: dict[str, dict[str, FactRule]] = {}
    for path in yaml_files(rules_folder() / "vocabulary" / "terraform-facts"):
        for type_, facts in read_yaml(path)["types"].items():
            rules[type_] = {fact: _rule(entry) for fact, entry in facts.items()}
    return rules


def _rule(entry: Any) -> FactRule:
    said = dict(entry) if isinstance(entry, dict) else {"path": entry}
    if "path" in said:
        said["path"] = tuple(str(said["path"]).split("."))
    if "match" in said:
        said["match"] = re.compile(said["match"])
    if "map" in said:
        said["map"] = {str(key).lower(): value for key, value in said["map"].items()}
    return FactRule(**said)


def neutral_facts(type_: str, values: Mapping[str, Any]) -> dict[str, Fact]:
    found = {fact: rule(values) for fact, rule in fact_rules().get(type_, {}).items()}
    return {fact: value for fact, value in found.items() if value is not None and value != ""}
