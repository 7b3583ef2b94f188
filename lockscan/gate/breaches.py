"""The resources that break a rule, and who answers for them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fnmatch import fnmatchcase

import numpy as np

from lockscan.gate.case import Case, Mask
from lockscan.gate.policy import Acceptance
from lockscan.model.verdict import Breach, Ruling

FILES = frozenset({"plan", "state", "template"})


@dataclass(frozen=True, slots=True)
class Acceptances:
    """The policy's accepted entries; remembers which of them anything needed."""

    entries: Sequence[Acceptance]
    as_of: date
    used: set[str] = field(default_factory=set)

    def of_resource(self, breach: Breach, rule: str, capability: str) -> Breach:
        """Give the breach as its entry leaves it; one that still holds goes before one that lapsed."""
        fitting = [
            entry for entry in self.entries if _names_resources(entry) and _fits(entry, breach, rule, capability)
        ]
        entry = self._best(fitting)
        return breach if entry is None else replace(breach, ruling=self._ruling(entry), accepted=entry.told)

    def of_rule(self, rule: str) -> tuple[Ruling, str]:
        """Give how a rule that no single resource breaks is accepted."""
        fitting = [entry for entry in self.entries if entry.rule == rule and not _names_resources(entry)]
        entry = self._best(fitting)
        return (Ruling.FAIL, "") if entry is None else (self._ruling(entry), entry.told)

    def _best(self, fitting: Sequence[Acceptance]) -> Acceptance | None:
        entry = max(fitting, key=lambda one: one.review, default=None)
        if entry is not None:
            self.used.add(entry.key)
        return entry

    def _ruling(self, entry: Acceptance) -> Ruling:
        return Ruling.ACCEPTED if self.as_of <= entry.review else Ruling.LAPSED


def breaches(case: Case, mask: Mask, rule: str, accepted: Acceptances, why: Callable[[int], str]) -> tuple[Breach, ...]:
    """Give the marked resources, each as an accepted entry leaves it."""
    rows = [int(row) for row in np.flatnonzero(mask)]
    report, estate = case.report, case.report.estate
    columns = zip(rows, estate.rows.ids(rows), estate.rows.names(rows), estate.rows.origins(rows), strict=True)
    found = []
    for row, identifier, name, origins in columns:
        seen = next((origin for origin in origins if origin.source in FILES), None)
        breach = Breach(
            id=identifier,
            name=name,
            type=estate.profiles[int(estate.profile[row])].type,
            application=report.application[row],
            why=why(row),
            location=seen.location if seen else "",
            line=seen.line if seen else None,
            address=(seen.address or "") if seen else "",
        )
        found.append(accepted.of_resource(breach, rule, report.scores.capability[row]))
    return tuple(found)


def _names_resources(entry: Acceptance) -> bool:
    return bool(entry.resource or entry.type or entry.application or entry.capability)


def _fits(entry: Acceptance, breach: Breach, rule: str, capability: str) -> bool:
    return (
        entry.rule in {"", rule}
        and entry.application in {"", breach.application}
        and entry.capability in {"", capability}
        and (not entry.type or fnmatchcase(breach.type.casefold(), entry.type.casefold()))
        and (not entry.resource or _called(entry.resource, breach))
    )


def _called(pattern: str, breach: Breach) -> bool:
    """Brackets stand for themselves: they are part of Terraform's addresses."""
    literal = pattern.casefold().replace("[", "[[]")
    return any(fnmatchcase(one.casefold(), literal) for one in (breach.id, breach.address, breach.name) if one)
