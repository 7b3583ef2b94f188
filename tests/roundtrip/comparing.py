"""Two readings of one estate held against each other: resources, hard references, scores; nothing else is looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lockscan import api
from lockscan.knowledge import Knowledge
from lockscan.model.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    scores: dict[str, tuple[str, float, float, float]]
    """Resource id in lower case -> its type, and its own score with both ends."""

    hard: set[tuple[str, str, str]]
    """Source, kind, target."""

    types: Mapping[str, str]

    def renamed(self, names: Mapping[str, str]) -> "Reading":
        """Give the same with resources under other ids."""
        return Reading(
            scores={names.get(id_, id_): said for id_, said in self.scores.items()},
            hard={(names.get(a, a), kind, names.get(b, b)) for a, kind, b in self.hard},
            types={names.get(id_, id_): type_ for id_, type_ in self.types.items()},
        )

    def joined(self, other: "Reading") -> "Reading":
        """Give two halves of one estate as one."""
        return Reading(
            scores={**self.scores, **other.scores}, hard=self.hard | other.hard, types={**self.types, **other.types}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerated:
    """A difference that is expected, and why; one that no longer shows is to be struck out."""

    types: tuple[str, ...]
    """Of a resource, or of a reference's source."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    resources: dict[str, str]
    """Id -> type, of what only one of them has."""

    hard: dict[tuple[str, str, str], str]
    """Reference -> its source's type, of what only one of them has."""

    scores: dict[str, str]
    """Id -> type, of what both have and judge differently."""


def read(sources: Sequence[str | Path], snapshot: Path, **options: object) -> Reading:
    collected = api.collect(sources, snapshot=snapshot, **options)  # type: ignore[arg-type]
    return reading_of(api.assess(collected.path, as_of=date(2026, 11, 22)))


def reading_of(report: Report) -> Reading:
    estate, scores = report.estate, report.scores
    ids = [one.lower() for one in estate.rows.ids(range(len(estate)))]
    hard = {coupling.kind.value for coupling in Knowledge.load().couplings.values() if coupling.hard}
    types = {ids[row]: estate.profiles[int(estate.profile[row])].type for row in range(len(estate))}
    edges = estate.edges
    return Reading(
        scores={
            ids[row]: (
                types[ids[row]],
                round(float(scores.own[row]), 4),
                round(float(scores.low[row]), 4),
                round(float(scores.high[row]), 4),
            )
            for row in range(estate.resources)
        },
        hard={
            (ids[int(edges.source[n])], edges.kind[n], ids[int(edges.target[n])])
            for n in range(len(edges))
            if edges.kind[n] in hard
        },
        types=types,
    )


def differences(one: Reading, other: Reading) -> Differences:
    types = {**one.types, **other.types}
    return Differences(
        resources={id_: types[id_] for id_ in one.scores.keys() ^ other.scores.keys()},
        hard={edge: types[edge[0]] for edge in one.hard ^ other.hard},
        scores={
            id_: types[id_] for id_ in one.scores.keys() & other.scores.keys() if one.scores[id_] != other.scores[id_]
        },
    )


def unexplained(found: dict[str, str], tolerated: Sequence[Tolerated]) -> dict[str, str]:
    """Give what no tolerated difference covers."""
    covered = {type_.lower() for one in tolerated for type_ in one.types}
    return {key: type_ for key, type_ in found.items() if type_.lower() not in covered}


def unneeded(found: Sequence[str], tolerated: Sequence[Tolerated]) -> list[str]:
    """Give the types that are tolerated and do not differ any more."""
    seen = {type_.lower() for type_ in found}
    return [type_ for one in tolerated for type_ in one.types if type_.lower() not in seen]
