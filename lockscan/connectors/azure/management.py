"""Which subscriptions stand below a management group, however deep: told by the subscriptions themselves."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors.azure.client import Arm
from lockscan.connectors.azure.graph import rows
from lockscan.errors import NothingRead, UsageError

AT_ONCE: Final = 500
"""Subscriptions of one question; Resource Graph takes a thousand."""

QUERY: Final = (
    "resourcecontainers"
    "\n| where type =~ 'microsoft.resources/subscriptions'"
    "\n| project id, name, type, subscriptionId, properties"
    "\n| order by id asc"
)


def below(arm: Arm, subscriptions: Sequence[str], groups: Iterable[str]) -> frozenset[str]:
    """Give those of these subscriptions that stand below one of the groups, named by id or by display name.

    Raises `UsageError` for a group that none of them stands below. Reading subscriptions is enough to know.
    """
    try:
        above = {
            str(row.get("subscriptionId")).lower(): _above(row)
            for start in range(0, len(subscriptions), AT_ONCE)
            for page in rows(arm, subscriptions[start : start + AT_ONCE], QUERY)
            for row in page.rows
        }
    except ScopeFailed as failed:
        raise NothingRead(f"azure: the management groups cannot be read: {failed.reason}") from failed
    wanted = {group: group.casefold() for group in groups}
    known = {name for names in above.values() for name in names}
    missing = [group for group, folded in wanted.items() if folded not in known]
    if missing:
        there = ", ".join(sorted(known)) or "none that can be seen"
        raise UsageError(f"azure: no subscription stands below the management group {', '.join(missing)} ({there})")
    return frozenset(one for one, names in above.items() if names & set(wanted.values()))


def _above(row: Mapping[str, Any]) -> frozenset[str]:
    """Give the ids and display names of the groups above a subscription, from the nearest to the root."""
    said = row.get("properties")
    chain = said.get("managementGroupAncestorsChain") if isinstance(said, Mapping) else None
    groups = [one for one in chain or () if isinstance(one, Mapping)]
    return frozenset(str(one[key]).casefold() for one in groups for key in ("name", "displayName") if one.get(key))
