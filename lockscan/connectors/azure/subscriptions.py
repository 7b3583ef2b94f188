"""Which subscriptions there are: the only question before the units are known."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from lockscan.collection.interface import Request, ScopeFailed
from lockscan.connectors.azure.client import Arm
from lockscan.connectors.azure.failures import SignInFailed
from lockscan.connectors.azure.management import below
from lockscan.errors import NothingRead, UsageError

API: Final = "2022-12-01"
READABLE: Final = frozenset({"enabled", "warned", "pastdue", ""})
_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    id: str
    name: str
    state: str = ""
    tenant: str = ""

    @property
    def is_readable(self) -> bool:
        """Whether Azure answers for it: one that is disabled keeps its resources and tells nobody."""
        return self.state.lower() in READABLE


def chosen(arm: Arm, request: Request) -> tuple[Subscription, ...]:
    """Give the subscriptions asked for, by id, name or management group; all that can be seen where none is named.

    Raises `NothingRead` where nobody is signed in or nothing can be seen.
    """
    try:
        every = _every(arm)
    except ScopeFailed as failed:
        raise NothingRead(_unreachable(failed)) from failed
    if not every:
        raise NothingRead("azure: the sign-in works but sees no subscription: grant it Reader, or name its tenant")
    named = set(_named(every, request.subscriptions))
    if request.management_groups:
        grouped = below(arm, [one.id for one in every], request.management_groups)
        named |= {one for one in every if one.id in grouped}
    left_out = set(_named(every, request.excluded_subscriptions))
    wanted = named if request.subscriptions or request.management_groups else set(every)
    if not wanted - left_out:
        raise UsageError("azure: every subscription that was asked for is left out again")
    return tuple(one for one in every if one in wanted - left_out)


def _named(every: tuple[Subscription, ...], names: Iterable[str]) -> Iterator[Subscription]:
    """Give the subscriptions of these ids or names; raises `UsageError` for all at once that nothing bears."""
    asked = {name: [one for one in every if name.lower() in {one.id, one.name.lower()}] for name in names}
    missing = [name for name, ones in asked.items() if not ones]
    if missing:
        known = ", ".join(one.name for one in every)
        raise UsageError(f"azure: no subscription {', '.join(missing)} can be seen (there are: {known})")
    for ones in asked.values():
        yield from ones


def _every(arm: Arm) -> tuple[Subscription, ...]:
    rows = (row for page in arm.pages("/subscriptions", **{"api-version": API}) for row in page)
    found = {
        identifier: Subscription(
            id=identifier,
            name=str(row.get("displayName") or identifier),
            state=str(row.get("state") or ""),
            tenant=str(row.get("tenantId") or "").lower(),
        )
        for row in rows
        if _ID.fullmatch(identifier := str(row.get("subscriptionId") or "").lower())
    }
    return tuple(sorted(found.values(), key=lambda one: one.id))


def _unreachable(failed: ScopeFailed) -> str:
    if isinstance(failed, SignInFailed):
        return (
            f"azure: {failed.reason}: sign in (`az login`), or run where a managed identity or a federated workload"
            " does it, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and the secret or certificate of an app registration"
        )
    return f"azure: {failed.reason}: {failed.remedy or 'check the sign-in and LOCKSCAN_AZURE_ENDPOINT'}"
