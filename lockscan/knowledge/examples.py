"""A rule proves itself: its examples must select it, its counter-examples must not."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lockscan.knowledge.matching import match
from lockscan.knowledge.tables import Entry


def example_problems(entry: Entry, variants: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Tell each example that its rule contradicts."""
    if not all(_shaped(variant) for variant in variants):
        return
    for index, variant in enumerate(variants):
        for kind in ("match", "ignore"):
            for place, facts in enumerate(variant["examples"][kind]):
                if (match(variants, facts).settled == index) != (kind == "match"):
                    where = entry.where("variants", index, "examples", kind, place)
                    verb = "does not select" if kind == "match" else "selects"
                    yield f"{where}: {variant.get('id')}: the example {_told(facts)} {verb} it"


def _shaped(variant: Mapping[str, Any]) -> bool:
    when, examples = variant.get("when"), variant.get("examples")
    return (
        isinstance(when, dict)
        and all(isinstance(allowed, list) for allowed in when.values())
        and isinstance(examples, dict)
        and all(isinstance(examples.get(kind), list) for kind in ("match", "ignore"))
        and all(isinstance(facts, dict) for kind in ("match", "ignore") for facts in examples[kind])
    )


def _told(facts: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"{name}: {value}" for name, value in facts.items()) + "}"
