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
from tests.connectors.aws.catalog.server import Behaviour, Server

CATALOG = shipped_catalog()


def planted(server: Server, entry: Entry, above: int = 1) -> dict[tuple[str, ...], int]:
    """How many of an entry's things, and of each part below them, the server lists."""
    use = next(use for use in uses((entry,), server.models) if use.detail is None)
    count = above * use.rows
    found = {entry.types: count}
    for child in entry.children:
        found.update(planted(server, child, count))
    return found


@pytest.mark.parametrize("entry", CATALOG, ids=[f"{entry.type}{'-global' * entry.everywhere}" for entry in CATALOG])
def test_an_entry_finds_each_thing_once_in_every_region(
    entry: Entry, tenant: Tenant, server: Server, behaviour: Behaviour, read_all: Callable[..., Any]
) -> None:
    read = read_all(units_of(tenant, [entry]))
    assert [scope for scope in read.scopes if scope.state not in {ScopeState.OK, ScopeState.EMPTY}] == []
    places = 1 if entry.everywhere else len(tenant.regions)
    ids = [record.resource.id for record in read.records]
    twice = [found for found, count in Counter(ids).items() if count > 1]
    assert (twice, all(ids)) == ([], True)
    counted = Counter(record.resource.type for record in read.records)
    for types, count in planted(server, entry).items():
        assert sum(counted.pop(kind, 0) for kind in types) == count * places, types
    assert counted == {}
    assert behaviour.seen
