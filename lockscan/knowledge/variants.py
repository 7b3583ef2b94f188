"""Whether a variant asks only for facts that exist, and allows only values they can have."""

from collections.abc import Iterator, Mapping
from typing import Any

from lockscan.knowledge.tables import Entry
from lockscan.vocabulary.facts import fact_definitions


def variant_problems(entry: Entry, index: int, variant: Mapping[str, Any]) -> Iterator[str]:
    """Tell what is wrong with the facts a variant and its examples name."""
    when = variant.get("when")
    for fact, allowed in when.items() if isinstance(when, dict) else ():
        for value in allowed if isinstance(allowed, list) else [allowed]:
            problem = fact_problem(fact, value)
            if problem:
                yield f"{entry.where('variants', index, 'when')}: when: {problem}"
    examples = variant.get("examples")
    for kind in ("match", "ignore"):
        listed = examples.get(kind) if isinstance(examples, dict) else None
        for place, facts in enumerate(listed if isinstance(listed, list) else ()):
            for fact, value in facts.items() if isinstance(facts, dict) else ():
                problem = fact_problem(fact, value)
                if problem:
                    yield f"{entry.where('variants', index, 'examples', kind, place)}: examples: {problem}"


def fact_problem(name: str, value: object) -> str:
    """Say why a fact cannot be asked for with this value; empty where it can."""
    fact = fact_definitions().get(name)
    if fact is None:
        return f"there is no fact {name!r} in vocabulary/facts.yaml"
    if fact.kind == "number":
        return f"{name} is a number; rules ask for enumerations and booleans"
    if fact.kind == "boolean" and not isinstance(value, bool):
        return f"{name} is true or false, not {value!r}"
    if fact.kind == "enumeration" and not isinstance(value, str):
        return f'{name} is text: write "{str(value).lower()}" in quotes'
    return ""
