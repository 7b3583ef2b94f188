"""One unit read: Resource Graph's rows first, then what only Resource Manager lists."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors.azure import queries, shaping
from lockscan.connectors.azure.client import Arm
from lockscan.connectors.azure.details import Details
from lockscan.connectors.azure.failures import SignInFailed
from lockscan.connectors.azure.graph import ahead, rows
from lockscan.connectors.azure.metrics import Meter
from lockscan.connectors.azure.parts import Lister
from lockscan.connectors.azure.subscriptions import Subscription
from lockscan.connectors.azure.versions import Versions
from lockscan.model.record import Page, Record
from lockscan.model.scope import Scope, ScopeState
from lockscan.references import fold

LIST_API: Final = "2021-04-01"
LISTED_AHEAD: Final = 50
"""Pages of that list held in memory while Resource Graph is read."""

LISTED: Final = "Microsoft.Resources/resources"
"""What the ledger calls Resource Manager's own list, by which Resource Graph's is completed."""

METERED: Final = "Microsoft.Insights/metrics"
PARTS: Final = "Microsoft.Resources/resources/parts"
TABLES: Final = "Microsoft.ResourceGraph/tables"

Row: TypeAlias = dict[str, Any]


@dataclass(slots=True)
class _Completed:
    """What was read and from where, so that the second list adds only what the first lacks."""

    seen: set[int]
    regions: frozenset[str]

    def is_new(self, row: Row) -> bool:
        mark = hash(fold(str(row.get("id") or "")))
        if mark in self.seen or not self._wanted(row):
            return False
        self.seen.add(mark)
        return True

    def _wanted(self, row: Row) -> bool:
        return not self.regions or shaping.region_of(row.get("location")) in self.regions


def read_resources(
    arm: Arm,
    subscription: Subscription,
    query: str,
    regions: Iterable[str],
    token: str | None,
    versions: Versions | None = None,
) -> Iterator[Page]:
    """Give page after page, completed from the list where versions are given to ask it by.

    Raises `ScopeFailed` where Resource Graph ends early or incomplete.
    """
    completed = _Completed(set(), frozenset({*regions, "global"}) if regions else frozenset[str]())
    with ExitStack() as stack:
        # Both lists are asked at once: the second is quick to read and would only wait for its turn.
        listed = stack.enter_context(ahead(_list(arm, subscription), LISTED_AHEAD)) if versions else None
        failed: ScopeFailed | None = None
        try:
            for page in stack.enter_context(ahead(rows(arm, [subscription.id], query, token))):
                fresh = [row for row in page.rows if completed.is_new(row)]
                yield Page(records=tuple(_shaped(fresh, shaping.records)), token=page.token)
        except SignInFailed:
            raise
        except ScopeFailed as failure:
            failed = failure
        if listed is not None and versions is not None:
            yield from _completing(Details(arm, versions), subscription, listed, completed)
        if failed is not None:
            raise failed


def read_containers(arm: Arm, subscription: Subscription, token: str | None) -> Iterator[Page]:
    """Give the subscription and its resource groups."""
    for page in rows(arm, [subscription.id], queries.containers(), token):
        yield Page(records=tuple(_shaped(page.rows, shaping.containers)), token=page.token)


def read_assignments(arm: Arm, subscription: Subscription, token: str | None) -> Iterator[Page]:
    """Give who may do what, for those that are not inherited from above the subscription."""
    for page in rows(arm, [subscription.id], queries.assignments(), token):
        yield Page(records=tuple(_shaped(page.rows, shaping.assignments)), token=page.token)


def read_sizes(arm: Arm, subscription: Subscription, query: str, token: str | None) -> Iterator[Page]:
    """Give how much each store holds; with what is read of it elsewhere it becomes one resource."""
    meter = Meter(arm)
    measured = 0
    for page in rows(arm, [subscription.id], query, token):
        sizes = meter.sizes(page.rows)
        measured += len(sizes)
        found = (shaping.measured(row, sizes[row["id"]]) for row in page.rows if row.get("id") in sizes)
        told = (_scope(subscription, METERED, ScopeState.OK, len(sizes)),) if sizes else ()
        yield Page(records=tuple(record for records in found for record in records), scopes=told, token=page.token)
    failed = meter.failed
    if failed is not None:
        raise ScopeFailed(ScopeState.PARTIAL if measured else failed.state, failed.reason, failed.remedy)


def read_tables(arm: Arm, subscription: Subscription, query: str, token: str | None) -> Iterator[Page]:
    """Give what the other tables hold."""
    for page in rows(arm, [subscription.id], query, token):
        yield Page(records=tuple(_shaped(page.rows, shaping.tabled)), token=page.token)


def read_parts(arm: Arm, subscription: Subscription, query: str, token: str | None, lister: Lister) -> Iterator[Page]:
    """Give what stands below resources, page after page of the wholes; each type's failures in a line of their own."""
    for page in rows(arm, [subscription.id], query, token):
        found = lister.below(page.rows)
        told = (
            _scope(subscription, kind, answered.state, answered.records, answered.failed)
            for kind, answered in sorted(found.by_type.items())
        )
        yield Page(records=tuple(found.records), scopes=tuple(told), token=page.token)


def _shaped(found: Iterable[Row], shape: Callable[[Row], Iterator[Record]]) -> Iterator[Record]:
    for row in found:
        yield from shape(row)


def _list(arm: Arm, subscription: Subscription) -> Iterator[list[Row]]:
    return arm.pages(f"/subscriptions/{subscription.id}/resources", **{"api-version": LIST_API, "$top": 1000})


def _completing(
    details: Details, subscription: Subscription, listed: Iterator[list[Row]], completed: _Completed
) -> Iterator[Page]:
    """Add what Resource Graph has not; the list's own failure is told in its own line of the ledger."""
    added = 0
    try:
        for page in listed:
            found = tuple(_shaped(details.completed(row for row in page if completed.is_new(row)), shaping.listed))
            added += len(found)
            yield Page(records=found)
    except ScopeFailed as failed:
        yield Page(scopes=(_scope(subscription, LISTED, failed.state, added, failed),))
        return
    usual = ScopeState.OK if completed.seen else ScopeState.EMPTY
    yield Page(
        scopes=(_scope(subscription, LISTED, ScopeState.PARTIAL if details.failed else usual, added, details.failed),)
    )


def _scope(
    subscription: Subscription, kind: str, state: ScopeState, resources: int, failed: ScopeFailed | None = None
) -> Scope:
    return Scope(
        provider="azure",
        account=subscription.id,
        region="global",
        type=kind,
        state=state,
        resources=resources,
        reason=failed.reason if failed else "",
        remedy=failed.remedy if failed else "",
    )
