"""What could not be read, grouped by the one thing that would mend it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from lockscan.model.scope import Scope
from lockscan.wording import words

SHOWN: Final = 8
"""Causes that are told; the report lists every question."""

NAMED: Final = 6
"""Actions, regions or types that are named; of more, the rest is counted."""

_VARYING: Final = re.compile(r"arn:\S+|\b[a-z0-9-]+:[A-Z]\w+")
"""What differs between remedies that are one: the action to allow, the role to open."""


def mending(gaps: Iterable[Scope]) -> Iterator[str]:
    """Give a line a cause with what mends it, the one that mends most first."""
    causes: dict[tuple[str, str], list[Scope]] = {}
    for gap in gaps:
        causes.setdefault((gap.state.value, _VARYING.sub("*", gap.remedy or gap.reason)), []).append(gap)
    ordered = sorted(causes.items(), key=lambda cause: (-len(cause[1]), cause[0]))
    for (state, _), ones in ordered[:SHOWN]:
        yield f"{words.STATES[state]}, {_where(ones)}: {_remedy(ones)}"
    if len(ordered) > SHOWN:
        yield f"and {len(ordered) - SHOWN} more causes"


def _where(gaps: Sequence[Scope]) -> str:
    number = "1 question" if len(gaps) == 1 else f"{len(gaps):,} questions"
    types = sorted({gap.type for gap in gaps} - {"*"})
    regions = sorted({gap.region for gap in gaps} - {"global", ""})
    accounts = sorted({gap.account for gap in gaps} - {""})
    parts = [_named(types, "types"), _named(regions, "regions")]
    if len(accounts) > 1 or not any(parts):
        parts.append(_named(accounts, "accounts"))
    where = " in ".join(filter(None, parts))
    return f"{number} ({where})" if where else number


def _remedy(gaps: Sequence[Scope]) -> str:
    """Give what mends them all; the reason where nobody knows what would."""
    first = gaps[0].remedy or gaps[0].reason
    varying = sorted({word for gap in gaps for word in _VARYING.findall(gap.remedy or gap.reason)})
    if len(varying) < 2:  # noqa: PLR2004 - nothing to join
        return first
    return _VARYING.sub(_enumerated(varying), first, count=1)


def _named(names: Sequence[str], many: str) -> str:
    return ", ".join(names) if len(names) <= NAMED // 2 else f"{len(names)} {many}"


def _enumerated(names: Sequence[str]) -> str:
    shown = ", ".join(names[:NAMED])
    return f"{shown} and {len(names) - NAMED} more" if len(names) > NAMED else shown
