"""Why a type scores as it does: for a person in sentences, for a machine as one object."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from textwrap import fill
from typing import Any

from lockscan.errors import UsageError
from lockscan.knowledge import Knowledge
from lockscan.knowledge.documents import OURS
from lockscan.knowledge.model import Classification, Understanding
from lockscan.knowledge.naming import provider_of
from lockscan.model.profile import Profile
from lockscan.model.resource import TypeName
from lockscan.model.scores import FACETS
from lockscan.scoring import UnderstandingScore, understanding_scores
from lockscan.wording.clean import clean
from lockscan.wording.words import FACETS as FACET_WORDS

WIDTH = 80
NAMED = 8
MOVING = {
    "drop-in": "point it at the substitute; hardly any work",
    "rehost": "set it up anew and copy what it holds; code stays as it is",
    "replatform": "adapt packaging, configuration and some code",
    "refactor": "rewrite the parts of the code that speak to it",
    "rewrite": "build it anew",
}


@dataclass(frozen=True, slots=True)
class Explained:
    """A type with its default facts, understood and scored."""

    asked: str
    known: Classification
    scores: tuple[UnderstandingScore, ...]
    """One for each understanding that unknown facts leave possible; the first for the default facts."""

    @property
    def score(self) -> UnderstandingScore:
        return self.scores[0]

    @property
    def understanding(self) -> Understanding:
        return self.known.understandings[0]


def explained(knowledge: Knowledge, name: str, target: str) -> Explained:
    """Understand and score a type; what no rule knows is refused with the nearest names."""
    known = knowledge.classify(Profile(TypeName(name)))
    if not known.understandings:
        near = get_close_matches(name, list(knowledge.types()), n=3)
        hint = f"; did you mean {', '.join(near)}?" if near else "; `lockscan rules list types` lists what is known"
        raise UsageError(clean(f"no rule knows {name!r}{hint}"))
    provider = provider_of(known.canonical)
    scores = (understanding_scores(knowledge, understood, provider, target) for understood in known.understandings)
    return Explained(name, known, tuple(scores))


def as_json(knowledge: Knowledge, found: Explained) -> str:
    """Give the published object of `rules explain --format json`."""
    known, understanding, score = found.known, found.understanding, found.score
    return json.dumps(
        {
            "type": found.asked,
            "canonical": known.canonical,
            "level": known.level,
            "name": understanding.name,
            "rule": understanding.rule,
            "pack": understanding.pack,
            "capability": understanding.capability,
            "role": understanding.role,
            "effort_class": score.effort_class,
            "portability": round(score.own, 1),
            "facets": {facet: round(value, 4) for facet, value in zip(FACETS, score.facets, strict=True)},
            "interfaces": list(understanding.interfaces),
            "alternatives": [
                {
                    "offering": alternative.offering,
                    "supplier": alternative.supplier,
                    "country": alternative.country,
                    "interface": alternative.interface,
                    "fidelity": alternative.fidelity,
                }
                for alternative in score.alternatives
            ],
            "depends_on_facts": sorted(known.unknown_facts),
            "retires": understanding.retires.isoformat() if understanding.retires else None,
            "sources": _sources(knowledge, understanding),
        },
        indent=2,
        ensure_ascii=False,
    )


def in_prose(knowledge: Knowledge, found: Explained) -> Iterator[str]:
    """Tell it in plain English, 80 columns wide."""
    understanding = found.understanding
    capability = knowledge.capabilities[understanding.capability]
    yield clean(f"{understanding.name}  ({found.known.canonical})")
    yield _wrapped(f"{capability.name}: {capability.definition}. Its role in an estate: {understanding.role}.")
    if found.known.level == "service":
        yield _wrapped("No rule speaks for this very type; this is what its service says.")
    if understanding.pack != OURS:
        yield _wrapped(f"Decided by the rule pack {understanding.pack}.")
    yield ""
    yield from _holding(found)
    yield ""
    yield from _spoken(knowledge, understanding)
    yield from _elsewhere(knowledge, found.score)
    yield ""
    yield from _moving(knowledge, found)
    yield from _cheaper(knowledge, understanding)
    yield "Sources"
    for source in _sources(knowledge, understanding):
        yield clean(f"  {source['publisher']}, seen {source['seen']}  {source['url'] or 'our own judgement'}")


def _holding(found: Explained) -> Iterator[str]:
    score, every = found.score, [score.own for score in found.scores]
    yield f"Portability {score.own:.0f} of 100 (100 leaves freely), with its default facts"
    if round(min(every)) != round(max(every)):
        yield f"{min(every):.0f} to {max(every):.0f}, depending on what is not known here"
    for facet, value in sorted(zip(FACETS, score.facets, strict=True), key=lambda pair: pair[1]):
        if value < 1:
            yield f"  {value:4.0%}  {FACET_WORDS[facet]}"


def _spoken(knowledge: Knowledge, understanding: Understanding) -> Iterator[str]:
    if not understanding.interfaces:
        yield "Nothing speaks to it: it is a setting of something else."
        return
    yield "Spoken to through"
    for name, share in understanding.interfaces.items():
        interface = knowledge.interfaces[name]
        yield clean(f"  {share:4.0%}  {interface.name} ({interface.kind}, {interface.steward})")


def _elsewhere(knowledge: Knowledge, score: UnderstandingScore) -> Iterator[str]:
    if not score.alternatives:
        yield "Nobody else is known to offer it through the same interfaces."
        return
    yield "Also offered by"
    for alternative in score.alternatives[:NAMED]:
        offering, supplier = knowledge.offerings[alternative.offering], knowledge.suppliers[alternative.supplier]
        yield clean(f"  {alternative.fidelity:4.0%}  {offering.name} ({supplier.name}, {alternative.country})")
    if len(score.alternatives) > NAMED:
        yield f"        ... and {len(score.alternatives) - NAMED} more"


def _moving(knowledge: Knowledge, found: Explained) -> Iterator[str]:
    understanding, effort = found.understanding, found.score.effort_class
    capability = knowledge.capabilities[understanding.capability]
    yield _wrapped(f"Moving it means {effort}: {MOVING[effort]}.")
    if capability.export and understanding.data:
        yield _wrapped(f"Its data leaves as: {capability.export} ({knowledge.interfaces[understanding.data].name}).")
    if understanding.retires:
        then = f", replaced by {understanding.replacement}" if understanding.replacement else ""
        yield _wrapped(f"It retires on {understanding.retires}{then}.")
    if found.known.unknown_facts:
        yield _wrapped(f"The answer depends on {', '.join(sorted(found.known.unknown_facts))}:")
        for other, score in zip(found.known.understandings[1:], found.scores[1:], strict=True):
            yield clean(f"  {score.own:4.0f}  {other.name}")
    yield ""


def _cheaper(knowledge: Knowledge, understanding: Understanding) -> Iterator[str]:
    hedges = [
        hedge
        for hedge in knowledge.hedges.values()
        if understanding.capability in hedge.capabilities or set(understanding.interfaces) & set(hedge.interfaces)
    ]
    if hedges and understanding.interfaces:
        yield "What would make leaving cheaper"
        for hedge in hedges:
            days = f"{hedge.effort_days.p10:g} to {hedge.effort_days.p90:g} days"
            yield fill(clean(f"{hedge.action} ({days})"), WIDTH, initial_indent="  - ", subsequent_indent="    ")
        yield ""


def _sources(knowledge: Knowledge, understanding: Understanding) -> list[Mapping[str, Any]]:
    cited = dict.fromkeys((*understanding.sources, *knowledge.capabilities[understanding.capability].sources))
    return [
        {"url": source.url, "publisher": source.publisher, "seen": source.seen.isoformat()}
        for source in (knowledge.sources[identifier] for identifier in cited)
    ]


def _wrapped(text: str) -> str:
    return fill(clean(text), WIDTH)
