"""A fault on any call of any of the catalog's operations is told, and is never taken for an empty answer."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from lockscan.connectors.aws.entry import Entry
from lockscan.connectors.aws.loading import shipped_catalog
from lockscan.connectors.aws.tenant import Tenant
from lockscan.connectors.aws.units import units_of
from lockscan.model.scope import ScopeState
from tests.connectors.aws.catalog.answers import uses
from tests.connectors.aws.catalog.server import Behaviour, Key, Server, Spoilt

FAULTS = {
    "403": (Spoilt(status=403), ScopeState.DENIED),
    "500": (Spoilt(status=500), ScopeState.ERROR),
    "reset": (Spoilt(reset=True), ScopeState.ERROR),
    "half": (Spoilt(), ScopeState.ERROR),
}
CATALOG = shipped_catalog()


def called(entry: Entry) -> Key:
    return entry.list.operation.service, entry.list.operation.name


def below(entry: Entry) -> Iterator[Key]:
    """Every operation an entry asks after its list."""
    yield from ((detail.call.operation.service, detail.call.operation.name) for detail in entry.details)
    for child in entry.children:
        yield called(child)
        yield from below(child)


@pytest.mark.slow
@pytest.mark.parametrize("kind", FAULTS)
def test_a_list_that_fails_is_told_for_every_type(
    kind: str, tenant: Tenant, behaviour: Behaviour, read_all: Callable[..., Any]
) -> None:
    behaviour.how, state = FAULTS[kind]
    behaviour.which = frozenset(map(called, CATALOG))
    read = read_all(units_of(replace(tenant, regions=tenant.regions[:1]), CATALOG))
    assert read.records == ()
    assert [scope for scope in read.scopes if scope.state is not state or not scope.reason] == []
    assert behaviour.which <= set(behaviour.seen)


@pytest.mark.slow
@pytest.mark.parametrize("kind", FAULTS)
def test_a_second_question_that_fails_is_told_and_the_list_is_whole(
    kind: str, tenant: Tenant, behaviour: Behaviour, read_all: Callable[..., Any]
) -> None:
    behaviour.how, _ = FAULTS[kind]
    entries = [entry for entry in CATALOG if set(below(entry)) - {called(entry)}]
    lists = frozenset(map(called, entries))
    behaviour.which = frozenset(key for entry in entries for key in below(entry)) - lists
    read = read_all(units_of(replace(tenant, regions=tenant.regions[:1]), entries))
    told = {
        scope.type for scope in read.scopes if scope.state in {ScopeState.DENIED, ScopeState.ERROR, ScopeState.PARTIAL}
    }
    assert [entry.type for entry in entries if not _concerned(entry, behaviour) & told] == []


def _concerned(entry: Entry, behaviour: Behaviour) -> set[str]:
    """The types that a failure below this entry may be told for."""
    return {*entry.types, *(kind for child in entry.children for kind in _concerned(child, behaviour))}


@pytest.mark.slow
def test_a_page_token_that_comes_again_ends_every_list_that_pages(
    tenant: Tenant, server: Server, behaviour: Behaviour, read_all: Callable[..., Any]
) -> None:
    paged = [entry for entry in CATALOG if next(uses((entry,), server.models)).pages]
    behaviour.which, behaviour.circling = frozenset(map(called, paged)), True
    read = read_all(units_of(replace(tenant, regions=tenant.regions[:1]), paged))
    told = {scope.type for scope in read.scopes if scope.state is ScopeState.PARTIAL and scope.reason}
    assert len(paged) > 500
    assert [entry.type for entry in paged if entry.type not in told] == []
