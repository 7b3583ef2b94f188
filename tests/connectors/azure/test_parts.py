"""What stands below resources is read list by list, and a list that fails is told and costs the others nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from lockscan.collection.interface import Request
from lockscan.connectors.azure import Azure
from lockscan.connectors.azure import parts as listing
from lockscan.demo.arm.server import Answer
from lockscan.model.scope import ScopeState

BASE = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.ServiceBus/namespaces"
QUEUES = "Microsoft.ServiceBus/namespaces/queues"
TOPICS = "Microsoft.ServiceBus/namespaces/topics"
LISTENERS = f"{TOPICS}/subscriptions"
DENIED: Answer = (403, {"error": {"code": "AuthorizationFailed", "message": "No rights."}}, {})
BASIC: Answer = (
    400,
    {"error": {"code": "MessagingGatewayBadRequest", "message": "Topics are not supported."}},
    {},
)
THROTTLED: Answer = (429, {"error": {"code": "TooManyRequests", "message": "Slow down."}}, {"Retry-After": "400"})


@pytest.fixture
def server(servers: Any, tenant: Any, point_at: Callable[[Any], None]) -> Any:
    """Two namespaces, with two queues each, and a topic with a listener in the first."""
    started = servers.start(tenant(2), page=1)
    for name, row in zip("ab", started.tenant.resources, strict=True):
        row.update(id=f"{BASE}/{name}", name=name, type="microsoft.servicebus/namespaces", sku={"name": "Premium"})
        queues = [
            {"id": f"{BASE}/{name}/queues/q{n}", "name": f"q{n}", "properties": {"requiresSession": n == 1}}
            for n in (1, 2)
        ]
        started.tenant.parts[f"{BASE}/{name}/queues".lower()] = queues
    started.tenant.parts[f"{BASE}/a/topics".lower()] = [{"id": f"{BASE}/a/topics/t", "name": "t", "properties": {}}]
    started.tenant.parts[f"{BASE}/a/topics/t/subscriptions".lower()] = [{"name": "s", "properties": {}}]
    point_at(started)
    return started


@pytest.fixture
def read(read_all: Any) -> Callable[..., Any]:
    def reading(**asked: Any) -> Any:
        units = Azure(attempts=1).units(Request(**asked))
        return read_all(unit for unit in units if unit.key.endswith("/parts"))

    return reading


def names(read: Any, kind: str) -> list[str]:
    return sorted(record.resource.id.removeprefix(BASE) for record in read.records if record.resource.type == kind)


def refusing(end: str, answer: Answer) -> Callable[..., Answer | None]:
    return lambda _method, path, *_: answer if path.endswith(end) else None


@pytest.mark.usefixtures("server")
def test_parts_of_parts_are_read_whatever_azure_leaves_out_of_them(read: Any) -> None:
    found = read()
    assert names(found, QUEUES) == ["/a/queues/q1", "/a/queues/q2", "/b/queues/q1", "/b/queues/q2"]
    assert names(found, LISTENERS) == ["/a/topics/t/subscriptions/s"]
    (queue, *_) = [record.resource for record in found.records if record.resource.id.endswith("a/queues/q1")]
    assert queue.facts["fifo"] is True
    assert (queue.region, queue.parent) == ("uksouth", f"{BASE}/a")


def test_a_list_that_is_denied_everywhere_is_denied_and_the_others_are_read(server: Any, read: Any) -> None:
    server.spoil = refusing("/queues", DENIED)
    found = read()
    assert max(scope.state is ScopeState.DENIED for scope in found.scopes if scope.type == QUEUES)
    assert names(found, TOPICS) == ["/a/topics/t"]


def test_a_list_that_is_denied_at_one_whole_is_told(server: Any, read: Any) -> None:
    server.spoil = refusing("/b/queues", DENIED)
    found = read()
    assert {scope.state for scope in found.scopes if scope.type == QUEUES} == {ScopeState.OK, ScopeState.DENIED}
    assert len(names(found, QUEUES)) == 2


def test_what_an_edition_does_not_offer_is_empty_and_no_failure(server: Any, read: Any) -> None:
    server.spoil = refusing("/topics", BASIC)
    assert {scope.state for scope in read().scopes if scope.type == TOPICS} == {ScopeState.EMPTY}


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (THROTTLED, ScopeState.THROTTLED),
        ((200, b'{"value": [', {}), ScopeState.ERROR),
        ((200, {"value": None}, {}), ScopeState.ERROR),
        ((200, {"value": [], "nextLink": "https://elsewhere.example/x"}, {}), ScopeState.PARTIAL),
    ],
)
def test_every_way_a_list_can_fail_ends_in_its_own_line(
    server: Any, read: Any, answer: Answer, state: ScopeState
) -> None:
    server.spoil = refusing("/a/queues", answer)
    found = read()
    assert state in {scope.state for scope in found.scopes if scope.type == QUEUES}
    assert names(found, QUEUES) == ["/b/queues/q1", "/b/queues/q2"]


def test_a_name_that_no_address_can_hold_is_told_and_not_asked(server: Any, read: Any) -> None:
    server.tenant.resources[0]["id"] = f"{BASE}/a%2fb"
    found = read()
    assert any("no address can hold" in scope.reason for scope in found.scopes if scope.type == QUEUES)
    assert not any("%2f" in asked.path for asked in server.seen)


def test_lists_have_an_end_and_it_is_told(server: Any, read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST", 1)
    assert ScopeState.CAPPED in {scope.state for scope in read().scopes}
    assert len({asked.path.partition("?")[0] for asked in server.seen if "/namespaces/" in asked.path}) == 1


def test_versions_that_are_refused_are_asked_for_once(server: Any, read: Any) -> None:
    server.spoil = refusing("/providers", DENIED)
    found = read()
    assert {scope.state for scope in found.scopes if scope.type == QUEUES} == {ScopeState.DENIED}
    assert sum(asked.path.partition("?")[0].endswith("/providers") for asked in server.seen) == 1


@pytest.mark.usefixtures("server")
def test_services_and_regions_narrow_parts_too(read: Any) -> None:
    assert names(read(only=("servicebus",)), QUEUES) != []
    assert names(read(skip=(QUEUES,)), QUEUES) == []
    assert names(read(skip=(QUEUES,)), TOPICS) != []
    assert names(read(regions=("ukwest",)), QUEUES) == []
