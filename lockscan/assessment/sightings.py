"""One estate from many sources: what is declared and not there, there and not declared, and told in two ways."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from lockscan.model.estate import Estate
from lockscan.model.report import Finding
from lockscan.model.resource import Origin
from lockscan.model.scope import Scope
from lockscan.model.sightings import DECLARED, Disagreement, Sightings

SHOWN: Final = 200
"""Findings of one kind that are listed one by one; a last one says how many more there are."""

COMPLETED: Final = "Microsoft.Resources/resources"
"""Azure's whole list, asked only where no type is left out: then what it lacks is not there."""

ALL: Final = "*"


def sighting_findings(estate: Estate) -> Iterator[Finding]:
    """Give what several sources together tell; nothing where there was but one kind."""
    if estate.sightings is not None:
        yield from _disagreements(estate, estate.sightings)
        if estate.sightings.seen_in("live")[: estate.resources].any():
            yield from _drift(estate, estate.sightings)
            yield from _unpaired(estate, estate.sightings)
            yield from _undeclared(estate, estate.sightings)


def _disagreements(estate: Estate, sightings: Sightings) -> Iterator[Finding]:
    told = sightings.disagreements[:SHOWN]
    for one, identifier, origins in _described(estate, told):
        said = "; ".join(
            f"{fact} is " + ", ".join(f"{_worded(value)} by {source}" for source, value in sorted(by.items()))
            for fact, by in sorted(one.facts.items())
        )
        yield _finding(
            "conflicting-sources",
            identifier,
            origins,
            f"The sources differ: {said}; the first believed is {_believed(origins)}",
            "Bring the declaration up to date, or the resource",
            "medium",
        )
    yield from _rest("conflicting-sources", sightings.disagreeing - len(told), "on which the sources differ")


def _described(estate: Estate, told: Sequence[Disagreement]) -> Iterator[tuple[Disagreement, str, tuple[Origin, ...]]]:
    rows = [one.row for one in told]
    yield from zip(told, estate.rows.ids(rows), estate.rows.origins(rows), strict=True)


def _drift(estate: Estate, sightings: Sightings) -> Iterator[Finding]:
    """Only where the provider was asked, and answered in full, is absence known."""
    n = estate.resources
    declared = sightings.seen_in(*DECLARED) & ~sightings.seen_in("live", "export") & ~sightings.local
    answered = _Answered.of(estate, sightings.seen_in("live"))
    missing = [int(row) for row in np.flatnonzero(declared[:n]) if answered.lacks(estate, int(row))]
    shown = missing[:SHOWN]
    for identifier, origins in zip(estate.rows.ids(shown), estate.rows.origins(shown), strict=True):
        message = f"Declared by {_believed(origins)}, and not found live where its provider answered in full"
        remedy = "Remove it from the code, or find out who removed it"
        yield _finding("declared-not-live", identifier, origins, message, remedy, "medium")
    yield from _rest("declared-not-live", len(missing) - len(shown), "declared and not found live")


def _unpaired(estate: Estate, sightings: Sightings) -> Iterator[Finding]:
    """What has no id of the provider's might be there or not: never guessed, so said."""
    rows = [int(row) for row in np.flatnonzero((sightings.seen_in(*DECLARED) & sightings.local)[: estate.resources])]
    counts: Counter[str] = Counter()
    for start in range(0, len(rows), 20_000):
        for origins in estate.rows.origins(rows[start : start + 20_000]):
            counts.update({origin.location for origin in origins})
    for location, count in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:SHOWN]:
        yield Finding(
            id=f"declared-unpaired:{location}",
            rule="declared-unpaired",
            severity="low",
            resource="",
            origin=location,
            message=f"{count:,} declared here cannot be told from what is live, or are yet to be made:"
            " no id, stack tag or name of their own leaves no doubt; they are counted beside it",
            remedy="Scan the state, which holds the ids, instead of the template",
        )


def _undeclared(estate: Estate, sightings: Sightings) -> Iterator[Finding]:
    """Count by type what runs without any code, for providers of which code was given."""
    n = estate.resources
    declared = sightings.seen_in(*DECLARED)[:n]
    providers = {estate.provider[int(row)] for row in np.flatnonzero(declared)}
    counts: Counter[tuple[str, str]] = Counter()
    for row in np.flatnonzero(sightings.seen_in("live")[:n] & ~declared):
        if estate.provider[int(row)] in providers:
            counts[estate.provider[int(row)], _type(estate, int(row))] += 1
    for (provider, type_), count in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0])):
        yield Finding(
            id=f"live-not-declared:{provider}:{type_}",
            rule="live-not-declared",
            severity="low",
            resource=type_,
            origin="live",
            message=f"{count:,} found live, not in any code given",
            remedy="Give the code that makes them, or write them down as made by hand",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answered:
    """Of which questions the live answer is whole."""

    fine: frozenset[tuple[str, str, str, str]]
    failed: frozenset[tuple[str, str]]
    """Provider and account of which some answer is lacking."""

    types: frozenset[tuple[str, str, str]]
    regions: frozenset[tuple[str, str, str]] = field(default_factory=frozenset)
    """What was seen live at all, an account each: a wide question may have left out all others."""

    @classmethod
    def of(cls, estate: Estate, live: npt.NDArray[np.bool_]) -> "_Answered":
        types, regions = set(), set()
        for row in map(int, np.flatnonzero(live[: estate.resources])):
            where = (estate.provider[row], estate.account[row])
            types.add((*where, _type(estate, row).lower()))
            regions.add((*where, estate.region[row]))
        whole: defaultdict[tuple[str, str, str, str], bool] = defaultdict(lambda: True)
        for scope in estate.scopes:
            whole[_question(scope)] &= not scope.state.is_gap
        return cls(
            fine=frozenset(question for question, good in whole.items() if good),
            failed=frozenset((scope.provider, scope.account) for scope in estate.scopes if scope.state.is_gap),
            types=frozenset(types),
            regions=frozenset(regions),
        )

    def lacks(self, estate: Estate, row: int) -> bool:
        """Tell whether an answer was whole that would have held the resource."""
        provider, account, region = estate.provider[row], estate.account[row], estate.region[row]
        type_ = _type(estate, row).lower()
        if (provider, account, region, type_) in self.fine:
            return True
        wide = any((provider, account, where, ALL) in self.fine for where in (region, "global"))
        if not wide or (provider, account) in self.failed or (provider, account, region) not in self.regions:
            return False
        listed = (provider, account, "global", COMPLETED.lower()) in self.fine and type_.count("/") == 1
        return (provider, account, type_) in self.types or listed


def _question(scope: Scope) -> tuple[str, str, str, str]:
    return scope.provider, scope.account, scope.region, scope.type.lower()


def _type(estate: Estate, row: int) -> str:
    return estate.profiles[int(estate.profile[row])].type


def _believed(origins: Sequence[Origin]) -> str:
    return origins[0].source if origins else "an unknown source"


def _worded(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _finding(
    rule: str, identifier: str, origins: Sequence[Origin], message: str, remedy: str, severity: str
) -> Finding:
    return Finding(
        id=f"{rule}:{identifier}",
        rule=rule,
        severity=severity,
        resource=identifier,
        origin=", ".join(dict.fromkeys(_place(origin) for origin in origins)),
        message=message,
        remedy=remedy,
    )


def _place(origin: Origin) -> str:
    where = f"{origin.location}:{origin.line}" if origin.line else origin.location
    return f"{origin.source} {where}"


def _rest(rule: str, count: int, what: str) -> Iterator[Finding]:
    if count > 0:
        message = f"{count:,} more {what} are not listed; the snapshot's tables hold them"
        yield Finding(id=f"{rule}:more", rule=rule, severity="low", resource="", origin="", message=message)
