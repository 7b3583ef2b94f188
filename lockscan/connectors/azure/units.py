"""A subscription cut into units: what is deployed, what it stands in, and who may use it."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from lockscan.collection.interface import Request, ScopeFailed, Unit
from lockscan.connectors.azure import commitments, entra, queries
from lockscan.connectors.azure.client import Arm, Directory
from lockscan.connectors.azure.parts import Lister
from lockscan.connectors.azure.reading import (
    METERED,
    PARTS,
    TABLES,
    read_assignments,
    read_containers,
    read_parts,
    read_resources,
    read_sizes,
    read_tables,
)
from lockscan.connectors.azure.subscriptions import Subscription
from lockscan.connectors.azure.versions import Versions
from lockscan.model.record import Page
from lockscan.model.scope import ScopeState

GROUPS = "Microsoft.Resources/resourceGroups"
ASSIGNMENTS = "Microsoft.Authorization/roleAssignments"

Read = Callable[[str | None], Iterator[Page]]


def units_of(arm: Arm, subscription: Subscription, request: Request) -> Iterator[Unit]:
    """Give every unit of a subscription; of one that is disabled the first only, to be told and not asked."""
    unit = partial(_unit, subscription, subscription.id if arm.is_divisible else "")
    if not subscription.is_readable:
        yield unit("*", "resources", _told(subscription))
        return
    versions = Versions(arm, subscription.id)
    yield unit("*", "resources", _resources(arm, subscription, request, versions))
    measured = queries.stores(request)
    yield unit(METERED, "sizes", lambda token: read_sizes(arm, subscription, measured, token))
    for number, table in enumerate(queries.tables(request), 1):
        yield unit(TABLES, f"tables-{number}", _table(arm, subscription, table))
    wholes, lister = queries.wholes(request), Lister(arm, versions, queries.wanted(request))
    yield unit(PARTS, "parts", lambda token: read_parts(arm, subscription, wholes, token, lister))
    if not _narrowed(request):
        yield unit(GROUPS, "containers", lambda token: read_containers(arm, subscription, token))
        yield unit(ASSIGNMENTS, "assignments", lambda token: read_assignments(arm, subscription, token))


def units_of_tenant(arm: Arm, subscriptions: Sequence[Subscription], request: Request) -> Iterator[Unit]:
    """Give the units of what belongs to no single subscription."""
    billed_to = frozenset(one.id for one in subscriptions) if _chosen(request) else frozenset[str]()
    for kind in commitments.KINDS:
        if queries.wanted(request)(kind.type):
            yield _unit_of_tenant(kind.type, partial(_committed, arm, kind, billed_to))


def units_of_directory(directory: Directory, subscriptions: Sequence[Subscription], request: Request) -> Iterator[Unit]:
    """Give the units of what the directory holds: of whole tenants, or where it is asked for by name."""
    if _chosen(request) and not request.entra:
        return
    tenants = {one.tenant for one in subscriptions}
    tenant = tenants.pop() if len(tenants) == 1 else ""
    for kind in entra.KINDS:
        if queries.wanted(request)(kind.type):
            read = partial(_of_directory, directory, kind, "" if request.entra else tenant or "home")
            yield _unit_of_tenant(kind.type, read)


def _chosen(request: Request) -> bool:
    return bool(request.subscriptions or request.management_groups or request.excluded_subscriptions)


def _unit_of_tenant(kind: str, read: Read) -> Unit:
    return Unit(
        key=f"azure/tenant/{kind}",
        provider="azure",
        account=commitments.TENANT,
        region="global",
        type=kind,
        read=read,
    )


def _of_directory(directory: Directory, kind: entra.Objects, counted: str, _token: str | None) -> Iterator[Page]:
    return kind.counted(directory, counted) if counted else kind.listed(directory)


def _committed(
    arm: Arm, kind: commitments.Commitments, billed_to: frozenset[str], _token: str | None
) -> Iterator[Page]:
    return kind.read(arm, billed_to)


def _narrowed(request: Request) -> bool:
    return bool(request.only or request.skip)


def _resources(arm: Arm, subscription: Subscription, request: Request, versions: Versions) -> Read:
    query, regions = queries.resources(request), queries.azure_regions(request)
    listed = None if _narrowed(request) else versions
    return lambda token: read_resources(arm, subscription, query, regions, token, listed)


def _table(arm: Arm, subscription: Subscription, query: str) -> Read:
    return lambda token: read_tables(arm, subscription, query, token)


def _unit(subscription: Subscription, apart: str, kind: str, name: str, read: Read) -> Unit:
    return Unit(
        key=f"azure/{subscription.id}/{name}",
        provider="azure",
        account=subscription.id,
        region="global",
        type=kind,
        read=read,
        apart=apart,
    )


def _told(subscription: Subscription) -> Read:
    def read(_token: str | None) -> Iterator[Page]:
        raise ScopeFailed(
            ScopeState.SKIPPED,
            f"the subscription {subscription.name} is {subscription.state.lower()}: Azure tells nothing of it",
            "enable it, or leave it out with --subscription",
        )

    return read
