"""Why a type or a resource scores as it does: understood, scored, and as one object for machines."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from lockscan.errors import UsageError
from lockscan.knowledge import Knowledge
from lockscan.knowledge.model import Classification, Understanding
from lockscan.knowledge.naming import provider_of
from lockscan.model.profile import Profile
from lockscan.model.report import Source
from lockscan.model.resource import TypeName
from lockscan.model.scores import FACETS
from lockscan.scoring import UnderstandingScore, understanding_scores
from lockscan.wording.clean import clean


@dataclass(frozen=True, slots=True)
class Explained:
    """A profile, understood and scored."""

    asked: str
    known: Classification
    scores: tuple[UnderstandingScore, ...]
    """One for each understanding that unknown facts leave possible; the first stands unless one says otherwise."""

    @property
    def score(self) -> UnderstandingScore:
        return self.scores[0]

    @property
    def understanding(self) -> Understanding:
        return self.known.understandings[0]


def explained(knowledge: Knowledge, name: str, target: str) -> Explained:
    """Understand and score a type with its default facts; what no rule knows is refused with the nearest names."""
    found = understood(knowledge, name, Profile(TypeName(name)), target)
    if not found.scores:
        near = get_close_matches(name, list(knowledge.types()), n=3)
        hint = f"; did you mean {', '.join(near)}?" if near else "; `lockscan rules list types` lists what is known"
        raise UsageError(clean(f"no rule knows {name!r}{hint}; a resource is looked up with --snapshot DIR"))
    return found


def understood(knowledge: Knowledge, asked: str, profile: Profile, target: str) -> Explained:
    """Understand and score a profile; of a type that no rule knows there is nothing to score."""
    known = knowledge.classify(profile)
    provider = provider_of(known.canonical)
    scores = (understanding_scores(knowledge, one, provider, target) for one in known.understandings)
    return Explained(asked, known, tuple(scores))


def as_object(knowledge: Knowledge, found: Explained) -> dict[str, Any]:
    """Give the published object of `rules explain --format json`."""
    known, understanding, score = found.known, found.understanding, found.score
    days = days_of(knowledge, found)
    return {
        "type": found.asked,
        "canonical": known.canonical,
        "level": known.level,
        "name": understanding.name,
        "rule": understanding.rule,
        "pack": understanding.pack,
        "capability": understanding.capability,
        "role": understanding.role,
        "effort_class": score.effort_class,
        "days": dict(zip(("p10", "p50", "p90"), days, strict=True)) if days else None,
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
        "sources": sources_of(knowledge, found),
    }


def days_of(knowledge: Knowledge, found: Explained) -> tuple[float, float, float] | None:
    """Give the hands-on days for the first of its kind in an application; None where it moves with its parent."""
    if not found.understanding.interfaces:
        return None
    band = knowledge.effort[found.score.effort_class].band
    share = found.understanding.workload_share or knowledge.capabilities[found.understanding.capability].workload_share
    return band.p10 * share, band.p50 * share, band.p90 * share


def sources_of(knowledge: Knowledge, found: Explained) -> list[Mapping[str, Any]]:
    """Give what the answer stands on: the sources of the rule, its capability and whoever takes its place."""
    understanding = found.understanding
    cited = dict.fromkeys((*understanding.sources, *knowledge.capabilities[understanding.capability].sources))
    best: dict[str, Source] = {identifier: knowledge.sources[identifier] for identifier in cited}
    for alternative in found.score.alternatives:
        for identifier in knowledge.offerings[alternative.offering].sources:
            source = knowledge.sources[identifier]
            if not source.judgement:
                best.setdefault(identifier, source)
    return [{"url": one.url, "publisher": one.publisher, "seen": one.seen.isoformat()} for one in best.values()]
