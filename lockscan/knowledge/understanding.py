"""From a type's rule and the known facts to every understanding they allow."""

from collections.abc import Mapping
from typing import Any

from lockscan.knowledge.documents import OURS
from lockscan.knowledge.index import Found
from lockscan.knowledge.matching import match
from lockscan.knowledge.model import Classification, ScoringRules, Understanding
from lockscan.knowledge.naming import provider_of, readable, slug
from lockscan.knowledge.nouns import day
from lockscan.model.resource import TypeName


def classification(type_: str, found: Found, facts: Mapping[str, str | bool], scoring: ScoringRules) -> Classification:
    """The settled understanding first, then those an unknown fact would choose."""
    if found.entry is None:
        return Classification(type=TypeName(type_), canonical=found.canonical, level=found.level)
    variants = found.entry.get("variants", ())
    result = match(variants, facts)
    chosen = (result.settled, *result.possible)
    return Classification(
        type=TypeName(type_),
        canonical=found.canonical,
        level=found.level,
        understandings=tuple(understanding(found, index, scoring) for index in chosen),
        unknown_facts=result.unknown,
    )


def understandings(found: Found, scoring: ScoringRules) -> tuple[Understanding, ...]:
    """Give every understanding a rule has, whatever the facts."""
    count = len(found.entry.get("variants", ())) if found.entry else 0
    return tuple(understanding(found, index, scoring) for index in (None, *range(count)))


def understanding(found: Found, variant: int | None, scoring: ScoringRules) -> Understanding:
    """Lay a variant over its entry; the entry itself where there is none."""
    base: Mapping[str, Any] = found.entry or {}
    value = base if variant is None else {**base, **base["variants"][variant]}
    subject = found.service or found.canonical
    rule = f"{slug(subject)}-default" if found.service else slug(subject)
    operations = value.get("operations", scoring.operations.get(provider_of(found.canonical), ()))
    return Understanding(
        rule=rule if variant is None else value["id"],
        name=value.get("name") or readable(found.canonical),
        capability=value["capability"],
        role=value["role"],
        interfaces=value.get("interfaces", {}),
        data=value.get("data", ""),
        runtime=value.get("runtime", ""),
        operations=tuple(operations),
        commercial=tuple(value.get("commercial", ())),
        sources=tuple(value.get("cite", ())),
        pack=value.get("pack", OURS),
        retires=day(value.get("retires")),
        replacement=value.get("replacement", ""),
        workload_share=value.get("workload_share"),
    )
