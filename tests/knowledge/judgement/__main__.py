"""Blind judgement of the rules: `sample` prints types for a person, `compare JUDGED.csv` lays the answers beside ours.

JUDGED.csv has the columns type, role, effort_class, portability and alternatives (separated by semicolons), given by
somebody who has seen neither the rules nor a score; it may have capability, holds_data and interface (`open`, `own` or
`none`, then a colon and which) too. Rules were mended after each of the three samples, so only the agreement of the day
tells how good they were. The third: 120 types drawn by use without those of the other two. On 2026-11-22, before a rule
was mended, Cohen's kappa was 0.87 for role, 0.84 for capability, 0.88 for held data, 0.76 for the interface's openness
and 0.66 for the band (0.57 without settings); the quadratic one of effort 0.65 (0.34 without settings). Its judge knew
the words of rules/capabilities.yaml and the measure of roles there.
"""

import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lockscan.knowledge import Knowledge
from lockscan.knowledge.model import Understanding
from lockscan.knowledge.naming import provider_of
from lockscan.model.profile import Profile
from lockscan.model.resource import TypeName
from lockscan.model.scores import EFFORT_CLASSES
from lockscan.scoring import UnderstandingScore, understanding_scores
from tests.knowledge.judgement.agreement import name_kappa, quadratic_kappa, rank_correlation
from tests.knowledge.judgement.sampling import drawn, use

SETTING = "configuration"
BANDS = ((75, "high"), (50, "middle"), (0, "low"))
OWN_KIND = "proprietary"
FAR = 20
"""Points of portability from which a disagreement is listed."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One type as a person and as the rules see it."""

    judged: dict[str, str]
    known: Understanding
    kind: str
    """How open the interface is through which it is used most; empty where it has none."""

    score: UnderstandingScore

    @property
    def role(self) -> str:
        return self.known.role

    @property
    def ours(self) -> float:
        return 100 if self.role == SETTING else self.score.own

    @property
    def names(self) -> dict[str, tuple[str, str]]:
        """Give what is judged by name, theirs and ours; only what the file has a column for."""
        interface = ("own" if self.kind == OWN_KIND else "open") if self.kind else "none"
        held = "yes" if self.known.data else "no"
        told = {
            "role": (self.judged["role"].strip().casefold(), self.role),
            "band": (_band(self.theirs), _band(self.ours)),
        }
        for column, our in (("capability", self.known.capability), ("holds_data", held), ("interface", interface)):
            if column in self.judged:
                told[column] = (self.judged[column].partition(":")[0], our)
        return told

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
        most = max(known.interfaces, key=lambda name: known.interfaces[name], default="")
        kind = knowledge.interfaces[most].kind if most else ""
        found.append(Pair(row, known, kind, score))
    return found


def _band(portability: float) -> str:
    return next(name for least, name in BANDS if portability >= least)


def told(knowledge: Knowledge, every: Sequence[Pair]) -> Iterator[str]:
    """Tell how far both agree, over all and without settings, and where they do not."""
    for name, some in (("all", every), ("without settings", [one for one in every if one.role != SETTING])):
        classes = [one.classes for one in some]
        kappa = quadratic_kappa([c for c, _ in classes], [c for _, c in classes], len(EFFORT_CLASSES))
        ranks = rank_correlation([one.theirs for one in some], [one.score.own for one in some])
        roles = sum(one.role == one.judged["role"].strip().casefold() for one in some)
        yield f"{name}: {len(some)} types, kappa {kappa:.2f}, rank correlation {ranks:.2f}, same role {roles}"
    for name in every[0].names:
        both = [one.names[name] for one in every]
        same = sum(a == b for a, b in both)
        yield f"{name}: {same} of {len(both)} the same, kappa {name_kappa(both):.2f}"
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
