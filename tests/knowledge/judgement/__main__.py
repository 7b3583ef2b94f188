"""Blind judgement of the rules: `sample` prints types for a person, `compare JUDGED.csv` lays the answers beside ours.

JUDGED.csv has the columns type, role, effort_class, portability and alternatives (separated by semicolons), given by
somebody who has seen neither the rules nor a score.
"""

import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lockscan.knowledge import Knowledge
from lockscan.knowledge.naming import provider_of
from lockscan.model.profile import Profile
from lockscan.model.resource import TypeName
from lockscan.model.scores import EFFORT_CLASSES
from lockscan.scoring import UnderstandingScore, understanding_scores
from tests.knowledge.judgement.agreement import quadratic_kappa, rank_correlation
from tests.knowledge.judgement.sampling import drawn, use

SETTING = "configuration"
FAR = 20
"""Points of portability from which a disagreement is listed."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One type as a person and as the rules see it."""

    judged: dict[str, str]
    role: str
    score: UnderstandingScore

    @property
    def theirs(self) -> float:
        """A setting is given no figure: it holds nobody, as ours says with 100."""
        return float(self.judged["portability"] or 100)

    @property
    def classes(self) -> tuple[int, int]:
        wanted = self.judged["effort_class"].strip().casefold()
        ours = EFFORT_CLASSES[0] if self.role == SETTING else self.score.effort_class
        return EFFORT_CLASSES.index(wanted), EFFORT_CLASSES.index(ours)


def pairs(knowledge: Knowledge, path: Path) -> list[Pair]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    found = []
    for row in rows:
        known = knowledge.classify(Profile(TypeName(row["type"]))).understandings[0]
        score = understanding_scores(knowledge, known, provider_of(row["type"]))
        found.append(Pair(row, known.role, score))
    return found


def told(knowledge: Knowledge, every: Sequence[Pair]) -> Iterator[str]:
    """Tell how far both agree, over all and without settings, and where they do not."""
    for name, some in (("all", every), ("without settings", [one for one in every if one.role != SETTING])):
        classes = [one.classes for one in some]
        kappa = quadratic_kappa([c for c, _ in classes], [c for _, c in classes], len(EFFORT_CLASSES))
        ranks = rank_correlation([one.theirs for one in some], [one.score.own for one in some])
        roles = sum(one.role == one.judged["role"].strip().casefold() for one in some)
        yield f"{name}: {len(some)} types, kappa {kappa:.2f}, rank correlation {ranks:.2f}, same role {roles}"
    yield from _choices(knowledge, every)
    for one in sorted(every, key=lambda one: -abs(one.theirs - one.score.own)):
        their, our = one.classes
        if abs(one.theirs - one.score.own) >= FAR or abs(their - our) > 1 or one.role != one.judged["role"].strip():
            yield (
                f"  {one.judged['type']}: {one.judged['role']} {EFFORT_CLASSES[their]} {one.theirs:.0f},"
                f" ours {one.role} {EFFORT_CLASSES[our]} {one.score.own:.0f}"
            )


def _choices(knowledge: Knowledge, every: Sequence[Pair]) -> Iterator[str]:
    """Say how many of the alternatives a person names stand among ours."""
    named = ours = 0
    for one in every:
        known = " ".join(
            f"{knowledge.offerings[a.offering].name} {knowledge.suppliers[a.supplier].name}"
            for a in one.score.alternatives
        ).casefold()
        wanted = [name.strip().casefold() for name in one.judged["alternatives"].split(";") if name.strip()]
        named += len(wanted)
        ours += sum(name in known for name in wanted)
    yield f"alternatives: {ours} of the {named} named stand among ours by that very name"


def main(arguments: Sequence[str]) -> int:
    knowledge = Knowledge.load()
    match arguments:
        case ["sample"]:
            lines: Iterator[str] = iter(drawn(use(), knowledge.types()))
        case ["compare", path]:
            lines = told(knowledge, pairs(knowledge, Path(path)))
        case _:
            sys.stderr.write(f"{__doc__}\n")
            return 2
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
