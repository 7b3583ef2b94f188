"""Neutral facts: the attributes of a resource that rules and costs may look at."""

from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from lockscan.vocabulary.data import read_yaml, rules_folder

Fact: TypeAlias = str | bool | int | float


@dataclass(frozen=True, slots=True, kw_only=True)
class FactDefinition:
    id: str
    kind: str
    """`enumeration`, `boolean` or `number`."""

    meaning: str
    unit: str = ""


@cache
def fact_definitions() -> dict[str, FactDefinition]:
    """Every neutral fact by id, from `rules/vocabulary/facts.yaml`."""
    entries: list[dict[str, Any]] = read_yaml(rules_folder() / "vocabulary" / "facts.yaml")["facts"]
    return {entry["id"]: FactDefinition(**entry) for entry in entries}


@cache
def scoring_facts() -> frozenset[str]:
    """Facts that make up a profile: every one that is not a number."""
    return frozenset(fact.id for fact in fact_definitions().values() if fact.kind != "number")
