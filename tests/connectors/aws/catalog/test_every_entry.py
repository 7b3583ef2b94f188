"""Every entry of the catalog finds what its service lists: each thing once, in every region, with an identifier."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from lockscan.connectors.aws.entry import Entry
from lockscan.connectors.aws.loading import shipped_catalog
from lockscan.connectors.aws.tenant import Tenant
from lockscan.connectors.aws.units import units_of
from lockscan.model.scope import ScopeState
from tests.connectors.aws.catalog.answers import uses
from tests.connectors.aws.catalog.server import Server

CATALOG = shipped_catalog()


@pytest.fixture(scope="module")
def read(tenant: Tenant, read_all: Callable[..., Any]) -> Any:
    return read_all(units_of(tenant, CATALOG))


def planted(server: Server, entry: Entry, above: int) -> Counter[tuple[str, ...]]:
    """How many of an entry's things, and of each part below them, the server lists."""
    use = next(use for use in uses((entry,), server.models) if use.detail is None)
    count = above * use.rows
    found = Counter({entry.types: count})
    for child in entry.children:
        found += planted(server, child, count)
    return found


def test_every_question_is_answered(read: Any) -> None:
    assert [scope for scope in read.scopes if scope.state not in {ScopeState.OK, ScopeState.EMPTY}] == []


def test_nothing_is_found_twice_or_without_an_identifier(read: Any) -> None:
    ids = Counter(record.resource.id for record in read.records)
    assert ([found for found, count in ids.items() if count > 1], all(ids)) == ([], True)


def test_every_entry_finds_each_thing_in_every_region_and_nothing_else(
    read: Any, tenant: Tenant, server: Server
) -> None:
    expected: Counter[tuple[str, ...]] = Counter()
    for entry in CATALOG:
        expected += planted(server, entry, 1 if entry.everywhere else len(tenant.regions))
    counted = Counter(record.resource.type for record in read.records)
    found = {types: sum(counted.pop(kind, 0) for kind in types) for types in expected}
    assert {types: count for types, count in found.items() if count != expected[types]} == {}
    assert counted == {}
