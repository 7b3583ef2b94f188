"""What `lockscan graph` tells: views of one snapshot's graph as lines of text, and as values for JSON."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lockscan.graph import DependencyGraph
from lockscan.knowledge import Knowledge
from lockscan.model.estate import Column, Estate
from lockscan.model.report import Chain
from lockscan.model.scores import EFFORT_CLASSES, Scores
from lockscan.scoring import explain, score, score_profiles
from lockscan.snapshot import Snapshot
from lockscan.wording import words
from lockscan.wording.clean import clean

LISTED = 40
"""Resources a terminal lists; the JSON lists all."""

TYPES = 3
"""Types a terminal names of each wave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A snapshot as a graph, scored."""

    knowledge: Knowledge
    estate: Estate
    scores: Scores
    graph: DependencyGraph
    application: Column

    @classmethod
    def of(cls, snapshot: Path, packs: Sequence[Path], applications: Path | None, target: str = "any") -> "View":
        knowledge = Knowledge.load(tuple(packs))
        estate = Snapshot.open(snapshot).estate(applications)
        scores = score(estate, score_profiles(knowledge, estate.profiles, target=target))
        graph = DependencyGraph.of(estate, knowledge.couplings)
        application = graph.memberships(estate, scores.role)
        return cls(knowledge=knowledge, estate=estate, scores=scores, graph=graph, application=application)

    def named(self, rows: Sequence[int]) -> list[dict[str, Any]]:
        """Give what a row is called, for a list."""
        return [
            {
                "id": identifier,
                "name": name,
                "type": self.estate.profiles[int(self.estate.profile[row])].type,
                "application": self.application[row],
            }
            for row, identifier, name in zip(
                rows, self.estate.rows.ids(rows), self.estate.rows.names(rows), strict=True
            )
        ]


def why(view: View, row: int) -> dict[str, Any]:
    """Tell what holds a resource."""
    scores = view.scores
    contagion = view.graph.contagion(1 - scores.own / 100)
    (chain,) = explain(view.estate, scores, contagion, view.application, [row])
    effort = int(scores.effort[row])
    return {
        **view.named([row])[0],
        "capability": scores.capability[row],
        "effort_class": EFFORT_CLASSES[effort] if effort >= 0 else "unknown",
        "portability": {
            "own": round(float(scores.own[row]), 1),
            "low": round(float(scores.low[row]), 1),
            "high": round(float(scores.high[row]), 1),
            "inherited": round(100 * (1 - chain.inherited), 1),
        },
        "chain": _links(chain),
        "depends_on": view.named(view.graph.dependencies(row)),
    }


def why_lines(found: dict[str, Any]) -> Iterator[str]:
    figures = found["portability"]
    span = f" ({figures['low']:.0f} to {figures['high']:.0f})" if figures["low"] != figures["high"] else ""
    yield f"{_title(found)}: portability {figures['own']:.0f} of 100{span}, {found['effort_class']}"
    links = found["chain"]
    if len(links) == 1:
        yield "Nothing it depends on holds it more than it holds itself."
    else:
        yield f"Held down to {figures['inherited']:.0f} by what it depends on:"
        for link in links[1:]:
            yield f"  {link['kind']} (x{link['coupling']:g}) {_title(link)}, portability {link['portability']:.0f}"
            if link["evidence"]:
                yield f"      seen at {clean(link['evidence'])}"
    yield f"Depends directly on {len(found['depends_on'])}:" if found["depends_on"] else "Depends on nothing."
    yield from _listed(found["depends_on"])


def blast_radius(view: View, row: int, *, hard_only: bool) -> dict[str, Any]:
    """Tell what falls with a resource."""
    dependents = view.named(view.graph.blast_radius(row, hard_only=hard_only))
    counts = Counter(dependent["application"] for dependent in dependents)
    return {
        **view.named([row])[0],
        "hard_only": hard_only,
        "dependents": dependents,
        "applications": dict(sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))),
    }


def blast_radius_lines(found: dict[str, Any]) -> Iterator[str]:
    dependents, verb = found["dependents"], "cannot do without it" if found["hard_only"] else "would feel its loss"
    yield f"{_title(found)}: {len(dependents)} {verb}"
    for application, count in found["applications"].items():
        yield f"  {clean(application)}: {count}"
    yield from _listed(dependents)


def waves(view: View) -> list[dict[str, Any]]:
    """Give the order in which the estate can move."""
    placement = view.graph.placement()
    wave = placement.wave[: view.estate.resources]
    return [
        {
            "wave": number,
            "move_groups": len(np.unique(placement.group[rows])),
            "resources": view.named(rows.tolist()),
        }
        for number in range(int(wave.max(initial=-1)) + 1)
        for rows in [np.flatnonzero(wave == number)]
    ]


def waves_lines(found: list[dict[str, Any]]) -> Iterator[str]:
    for wave in found:
        resources = wave["resources"]
        types = Counter(resource["type"] for resource in resources).most_common()
        applications = {resource["application"] for resource in resources}
        yield (
            f"Wave {wave['wave'] + 1}: {words.plural(len(resources), 'resource')} in "
            f"{words.plural(wave['move_groups'], 'move group')} of {words.plural(len(applications), 'application')}"
        )
        yield from (f"  {clean(name)} ({count:,})" for name, count in types[:TYPES])
        if len(types) > TYPES:
            yield f"  and {words.plural(len(types) - TYPES, 'other type')}; --format json lists all"
    if not found:
        yield "The snapshot holds nothing that could move."


def _links(chain: Chain) -> list[dict[str, Any]]:
    return [
        {
            "id": link.id,
            "name": link.name,
            "type": link.type,
            "application": link.application,
            "kind": link.kind,
            "evidence": link.evidence,
            "coupling": link.coupling,
            "portability": round(100 * (1 - link.lock_in), 1),
        }
        for link in chain.links
    ]


def _listed(found: Sequence[dict[str, Any]]) -> Iterator[str]:
    for one in found[:LISTED]:
        yield f"  {_title(one)} [{clean(one['application'])}]"
    if len(found) > LISTED:
        yield f"  and {len(found) - LISTED} more; --format json lists all"


def _title(found: dict[str, Any]) -> str:
    return clean(f"{found['name'] or found['id']} ({found['type']})")
