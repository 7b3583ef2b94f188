"""A subscription cut into units: what is deployed, what it stands in, and who may use it."""

from collections.abc import Callable, Iterator

from lockscan.collection.interface import Request, ScopeFailed, Unit
from lockscan.connectors.azure import queries
from lockscan.connectors.azure.client import Arm
from lockscan.connectors.azure.reading import (
    METERED,
    read_assignments,
    read_containers,
    read_resources,
    read_sizes,
)
from lockscan.connectors.azure.subscriptions import Subscription
from lockscan.model.record import Page
from lockscan.model.scope import ScopeState

GROUPS = "Microsoft.Resources/resourceGroups"
ASSIGNMENTS = "Microsoft.Authorization/roleAssignments"

Read = Callable[[str | None], Iterator[Page]]


def units_of(arm: Arm, subscription: Subscription, request: Request) -> Iterator[Unit]:
    """Give every unit of a subscription; of one that is disabled the first only, to be told and not asked."""
    if not subscription.is_readable:
        yield _unit(subscription, "*", "resources", _told(subscription))
        return
    query = queries.resources(request)
    regions = queries.azure_regions(request)
    narrowed = bool(request.only or request.skip)
    yield _unit(
        subscription,
        "*",
        "resources",
        lambda token: read_resources(arm, subscription, query, regions, token, whole=not narrowed),
    )
    measured = queries.stores(request)
    yield _unit(subscription, METERED, "sizes", lambda token: read_sizes(arm, subscription, measured, token))
    if not narrowed:
        yield _unit(subscription, GROUPS, "containers", lambda token: read_containers(arm, subscription, token))
        yield _unit(subscription, ASSIGNMENTS, "assignments", lambda token: read_assignments(arm, subscription, token))


def _unit(subscription: Subscription, kind: str, name: str, read: Read) -> Unit:
    return Unit(
        key=f"azure/{subscription.id}/{name}",
        provider="azure",
        account=subscription.id,
        region="global",
        type=kind,
        read=read,
    )


def _told(subscription: Subscription) -> Read:
    def read(_token: str | None) -> Iterator[Page]:
        raise ScopeFailed(
            ScopeState.SKIPPED,
            f"the subscription {subscription.name} is {subscription.state.lower()}: Azure tells nothing of it",
            "enable it, or leave it out with --subscription",
        )

    return read
