"""How properties as their provider documents them are read: neutral facts, and the ARN of what names itself."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from lockscan.vocabulary.data import read_yaml, rules_folder
from lockscan.vocabulary.facts import Fact, fact_definitions
from lockscan.vocabulary.reading import FactRule, fact_rule

_SWITCH = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def cloudformation_facts(type_: str, properties: Mapping[str, Any]) -> dict[str, Fact]:
    """Give what is known of a resource by its properties; a fact is never guessed."""
    return _facts("cloudformation-facts", type_, properties)


def cloudasset_facts(type_: str, data: Mapping[str, Any]) -> dict[str, Fact]:
    """Give what is known of a Google resource by its data in an asset inventory."""
    return _facts("cloudasset-facts", type_, data)


def _facts(file: str, type_: str, properties: Mapping[str, Any]) -> dict[str, Fact]:
    found = {fact: _kept(fact, rule(properties)) for fact, rule in _rules(file).get(type_, {}).items()}
    return {fact: value for fact, value in found.items() if value is not None and value != ""}


@cache
def own_arns() -> Mapping[str, str]:
    """Type -> how its ARN is made of its properties, the account and the region."""
    said: dict[str, str] = _said("cloudformation-facts")["ids"]
    return said


def _kept(fact: str, value: Fact | None) -> Fact | None:
    """Give a value in the fact's own kind: templates write switches and numbers as texts, too."""
    if value is None:
        return None
    match fact_definitions()[fact].kind:
        case "boolean":
            return value if isinstance(value, bool) else _SWITCH.get(str(value).lower())
        case "number":
            return _number(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _number(value: Fact) -> Fact | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return value
    try:
        return float(value) if "." in value else int(value)
    except ValueError:
        return None


@cache
def _rules(file: str) -> Mapping[str, Mapping[str, FactRule]]:
    types = _said(file)["types"]
    return {type_: {fact: fact_rule(entry) for fact, entry in facts.items()} for type_, facts in types.items()}


@cache
def _said(file: str) -> dict[str, Any]:
    said: dict[str, Any] = read_yaml(rules_folder() / "vocabulary" / f"{file}.yaml")
    return said
