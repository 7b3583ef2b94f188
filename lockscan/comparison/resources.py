"""Which resources came, went or changed; short-lived ones only as counts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from lockscan.comparison.leanings import leanings_between
from lockscan.comparison.matching import elsewhere
from lockscan.model.difference import CountChange, ResourceChange
from lockscan.model.estate import Estate
from lockscan.model.profile import Profile
from lockscan.model.report import Report

SHORT_LIVED = ("lifecycle", "short-lived")
PASSING = frozenset({"lifecycle", "state"})
"""Facts that come and go without anybody changing the estate."""

Codes: TypeAlias = npt.NDArray[np.int64]
Signature: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    added: tuple[ResourceChange, ...]
    removed: tuple[ResourceChange, ...]
    changed: tuple[ResourceChange, ...]
    short_lived: tuple[CountChange, ...]


def changes_between(before: Report, after: Report, *, ignored: frozenset[str]) -> Changes:
    """Compare by id, or by address in a file that was moved; `ignored` are facts that one side could not collect."""
    old, new = _Side(before, ignored), _Side(after, ignored)
    old_rows, new_rows = old.lasting(), new.lasting()
    moved = elsewhere(old_rows.keys() - new_rows.keys(), new_rows.keys() - old_rows.keys())
    former = {
        row: old_rows[was]
        for identifier, row in new_rows.items()
        if (was := moved.get(identifier, identifier)) in old_rows
    }
    added = [row for row in new_rows.values() if row not in former]
    removed = sorted(set(old_rows.values()) - set(former.values()))
    leaning = leanings_between(before, after, {old_row: row for row, old_row in former.items()})
    touched = sorted({*_differing(old, new, former), *leaning})
    changed = [
        (row, fields)
        for row in touched
        if (fields := (*_fields(old.signature(former[row]), new.signature(row)), *leaning.get(row, ())))
    ]
    return Changes(
        added=tuple(new.described(added)),
        removed=tuple(old.described(removed)),
        changed=tuple(new.described([row for row, _ in changed], [fields for _, fields in changed])),
        short_lived=_counts(old.passing(), new.passing()),
    )


def _differing(old: "_Side", new: "_Side", former: Mapping[int, int]) -> list[int]:
    """Give the rows of the new side that are not what they were, compared as codes: most of a million are."""
    code: dict[Signature | str, int] = {}
    rows, olds = (np.fromiter(ends, dtype=np.int64, count=len(former)) for ends in (former.keys(), former.values()))
    differing = np.zeros(len(rows), dtype=np.bool_)
    for before, after in zip(old.codes(code), new.codes(code), strict=True):
        differing |= before[olds] != after[rows]
    return [int(row) for row in rows[differing]]


class _Side:
    """One report, read row by row."""

    def __init__(self, report: Report, ignored: frozenset[str]) -> None:
        self._report = report
        self._estate: Estate = report.estate
        self._facts = [_signature(profile, ignored | PASSING) for profile in self._estate.profiles]
        self._short = [SHORT_LIVED in profile.facts for profile in self._estate.profiles]

    def lasting(self) -> dict[str, int]:
        rows = [row for row in range(self._estate.resources) if not self._short[self._estate.profile[row]]]
        return dict(zip((self._key(i) for i in self._estate.rows.ids(rows)), rows, strict=True))

    def passing(self) -> Counter[tuple[str, str]]:
        rows = (row for row in range(self._estate.resources) if self._short[self._estate.profile[row]])
        return Counter((self._report.application[row], self._type(row)) for row in rows)

    def codes(self, code: dict[Signature | str, int]) -> Iterable[Codes]:
        """Give what a signature is made of as numbers, equal where the parts are; `code` is shared by both sides."""
        estate = self._estate
        told = [(("type", str(p.type)), *facts) for p, facts in zip(estate.profiles, self._facts, strict=True)]
        yield np.array([code.setdefault(one, len(code)) for one in told], dtype=np.int64)[estate.profile]
        for column in (estate.region, estate.application):
            yield np.array([code.setdefault(one, len(code)) for one in column.values], dtype=np.int64)[column.codes]

    def signature(self, row: int) -> Signature:
        estate = self._estate
        return (
            ("type", self._type(row)),
            ("region", estate.region[row]),
            ("application", estate.application[row]),
            *self._facts[estate.profile[row]],
        )

    def described(
        self, rows: list[int], fields: list[tuple[tuple[str, str, str], ...]] | None = None
    ) -> Iterable[ResourceChange]:
        report, estate = self._report, self._estate
        ids, names, origins = estate.rows.ids(rows), estate.rows.names(rows), estate.rows.origins(rows)
        for index, row in enumerate(rows):
            configuration = report.scores.role[row] == "configuration"
            seen = origins[index][0] if origins[index] else None
            yield ResourceChange(
                id=ids[index],
                name=names[index],
                type=self._type(row),
                application=report.application[row],
                capability=report.scores.capability[row],
                portability=None if configuration else float(report.scores.own[row]),
                low=None if configuration else float(report.scores.low[row]),
                cost=float(report.costs.p50[row]),
                origin=seen.location if seen else "",
                line=seen.line if seen else None,
                address=(seen.address or "") if seen else "",
                fields=fields[index] if fields else (),
            )

    def _type(self, row: int) -> str:
        return str(self._estate.profiles[self._estate.profile[row]].type)

    @staticmethod
    def _key(identifier: str) -> str:
        """ARM ids are the same in any case; others are not."""
        return identifier.casefold() if identifier.startswith("/") else identifier


def _signature(profile: Profile, ignored: frozenset[str]) -> Signature:
    return tuple((name, str(value)) for name, value in profile.facts if name not in ignored)


def _fields(before: Signature, after: Signature) -> tuple[tuple[str, str, str], ...]:
    """Tell what differs; a fact known on one side only is a change from or to `unknown`."""
    if before == after:
        return ()
    old, new = dict(before), dict(after)
    names = dict.fromkeys([*old, *new])
    return tuple(
        (name, old.get(name, "unknown"), new.get(name, "unknown")) for name in names if old.get(name) != new.get(name)
    )


def _counts(before: Counter[tuple[str, str]], after: Counter[tuple[str, str]]) -> tuple[CountChange, ...]:
    return tuple(
        CountChange(
            application=application, type=kind, before=before[application, kind], after=after[application, kind]
        )
        for application, kind in sorted({*before, *after})
        if before[application, kind] != after[application, kind]
    )
