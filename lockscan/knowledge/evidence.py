"""How well the rules are founded: which have no source, which rest on judgement, which sources are old."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from lockscan.knowledge.knowledge import Knowledge

FRESH = timedelta(days=550)
"""A source seen longer ago should be read again."""


class Sourced(Protocol):
    @property
    def sources(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    rules: int
    unsourced: tuple[str, ...]
    """Rules that name neither a source nor that they are judgement, as `section/id`."""

    judged: int
    """Rules that rest on judgement alone."""

    stale: tuple[str, ...]
    """Ids of sources that were last seen too long ago."""

    @property
    def unsourced_share(self) -> float:
        return len(self.unsourced) / self.rules if self.rules else 0.0


def evidence(knowledge: Knowledge, as_of: date) -> Evidence:
    """Look every rule's sources over, as of a day."""
    cited = list(_cited(knowledge))
    judged = {key for key, source in knowledge.sources.items() if source.judgement}
    return Evidence(
        rules=len(cited),
        unsourced=tuple(name for name, sources in cited if not sources),
        judged=sum(bool(sources) and judged.issuperset(sources) for _, sources in cited),
        stale=tuple(sorted(key for key, source in knowledge.sources.items() if as_of - source.seen > FRESH)),
    )


def _cited(knowledge: Knowledge) -> Iterator[tuple[str, tuple[str, ...]]]:
    sections: dict[str, Mapping[str, Sourced]] = {
        "capabilities": knowledge.capabilities,
        "interfaces": knowledge.interfaces,
        "offerings": knowledge.offerings,
        "suppliers": knowledge.suppliers,
        "hedges": knowledge.hedges,
        "ties": knowledge.scoring.commercial,
    }
    for section, entries in sections.items():
        for identifier, entry in entries.items():
            yield f"{section}/{identifier}", entry.sources
    for known in knowledge.rules():
        yield f"types/{known.rule}", known.sources
