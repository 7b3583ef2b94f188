"""A rule proves itself: its examples must select it, its counter-examples must not."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lockscan.knowledge.matching import match
from lockscan.knowledge.tables import Entry


def example_problems(entry: Entry, variants: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Tell each example that its rule contradicts."""
    if not all(_asks(variant) for variant in variants):
        return
    for index, variant in enumerate(variants):
        for kind in ("match", "ignore"):
            for place, facts in enumerate(_listed(variant, kind)):
                if (match(variants, facts).settled == index) != (kind == "match"):
                    where = entry.where("variants", index, "examples", kind, place)
                    verb = "does not select" if kind == "match" else "selects"
                    yield f"{where}: {variant.get('id')}: the example {_told(facts)} {verb} it"


def _asks(variant: Mapping[str, Any]) -> bool:
    when = variant.get("when")
    return isinstance(when, dict) and all(isinstance(allowed, list) for allowed in when.values())


def _listed(variant: Mapping[str, Any], kind: str) -> list[dict[str, Any]]:
    examples = variant.get("examples")
    listed = examples.get(kind) if isinstance(examples, dict) else None
    return [facts for facts in listed if isinstance(facts, dict)] if isinstance(listed, list) else []


def _told(facts: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"{name}: {value}" for name, value in facts.items()) + "}"
