"""Whole units over HTTP: gaps are told, the rest is read."""

from collections.abc import Callable
from typing import Any

import pytest

from lockscan.collection.interface import Request
from lockscan.connectors.azure import Azure
from lockscan.demo.arm.server import Answer
from lockscan.errors import NothingRead, UsageError
from lockscan.model.scope import ScopeState

SUBSCRIPTION = "11111111-2222-3333-4444-555555555555"
OTHER = "11111111-2222-3333-4444-666666666666"
DENIED: Answer = (403, {"error": {"code": "AuthorizationFailed", "message": "No rights."}}, {})
EXPIRED: Answer = (401, {"error": {"code": "ExpiredAuthenticationToken", "message": "The access token expired."}}, {})


@pytest.fixture
def server(servers: Any, tenant: Any, point_at: Callable[[Any], None]) -> Any:
    started = servers.start(tenant(12, [SUBSCRIPTION, OTHER]), page=5)
    point_at(started)
    return started


def units(**asked: Any) -> Any:
    return list(Azure(attempts=2).units(Request(**asked)))


def of_subscription(body: Any, path: str, subscription: str) -> bool:
    return subscription in path or (isinstance(body, dict) and body["subscriptions"] == [subscription])


@pytest.mark.usefixtures("server")
def test_every_subscription_is_read(read_all: Any) -> None:
    read = read_all(units())
    assert {scope.state for scope in read.scopes} <= {ScopeState.OK, ScopeState.EMPTY}
    assert len({record.resource.id for record in read.records if record.resource.type == "Microsoft.Sql/servers"}) == 24


@pytest.mark.usefixtures("server")
def test_keys_of_units_are_the_same_in_every_run() -> None:
    assert [unit.key for unit in units()] == [unit.key for unit in units()]


def test_one_denied_subscription_is_a_gap_and_the_other_is_read(server: Any, read_all: Any) -> None:
    server.spoil = lambda _method, path, _query, body: DENIED if of_subscription(body, path, OTHER) else None
    read = read_all(units())
    assert read.scope("*", OTHER).state is ScopeState.DENIED
    assert read.scope("*", SUBSCRIPTION).state is ScopeState.OK
    assert read.scope("Microsoft.Resources/resources", OTHER).state is ScopeState.DENIED


def test_what_resource_graph_denies_the_list_still_tells(server: Any, read_all: Any) -> None:
    server.spoil = lambda method, *_: DENIED if method == "POST" else None
    read = read_all(units(subscriptions=(SUBSCRIPTION,)))
    assert read.scope("*").state is ScopeState.DENIED
    assert len(read.records) == 12
    assert all(record.resource.type == "Microsoft.Sql/servers" for record in read.records)


def test_a_list_that_is_denied_leaves_what_resource_graph_told(server: Any, read_all: Any) -> None:
    server.spoil = lambda method, path, *_: DENIED if path.endswith("/resources") and method == "GET" else None
    read = read_all(units(subscriptions=(SUBSCRIPTION,)))
    assert read.scope("*").state is ScopeState.OK
    assert read.scope("Microsoft.Resources/resources").state is ScopeState.DENIED


@pytest.fixture
def caches(servers: Any, tenant: Any, point_at: Callable[[Any], None]) -> Any:
    """A subscription with three caches that Resource Graph does not know."""
    started = servers.start(tenant(3))
    for row in started.tenant.resources:
        row.update(type="microsoft.cache/redis", id=row["id"].replace("Sql/servers", "Cache/redis"))
        row["properties"] = {"sku": {"name": "Premium", "family": "P"}, "redisVersion": "6.0"}
    started.tenant.unindexed, started.tenant.resources = started.tenant.resources, []
    point_at(started)
    return started


@pytest.mark.usefixtures("caches")
def test_what_only_the_list_knows_is_asked_for_by_itself(read_all: Any) -> None:
    read = read_all(units())
    assert [record.resource.facts.get("engine_version") for record in read.records[:3]] == ["6", "6", "6"]
    assert read.scope("Microsoft.Resources/resources").state is ScopeState.OK


def test_what_cannot_be_asked_for_stays_without_guessed_facts(caches: Any, read_all: Any) -> None:
    caches.spoil = lambda _method, path, *_: DENIED if "/redis/" in path.lower() else None
    read = read_all(units())
    assert read.scope("Microsoft.Resources/resources").state is ScopeState.PARTIAL
    assert [record.resource.facts.get("engine_version") for record in read.records[:3]] == [None, None, None]


def test_sizes_that_may_not_be_read_are_a_gap_and_asked_for_once(
    servers: Any, tenant: Any, point_at: Any, read_all: Any
) -> None:
    started = servers.start(tenant(12), page=5)
    for row in started.tenant.resources:
        row["type"], row["id"] = (
            "microsoft.storage/storageaccounts",
            row["id"].replace("Sql/servers", "Storage/storageAccounts"),
        )
    point_at(started)
    started.spoil = lambda _method, path, *_: DENIED if path.endswith("metrics") else None
    read = read_all(units())
    assert read.scope("Microsoft.Insights/metrics").state is ScopeState.DENIED
    assert read.scope("*").state is ScopeState.OK
    assert not any("size_gb" in record.resource.facts for record in read.records)
    assert sum("metrics" in asked.path for asked in started.seen) == 5


def test_a_token_that_expires_on_the_way_keeps_what_was_read(server: Any, read_all: Any) -> None:
    answers = iter([None, None])
    server.spoil = lambda method, *_: next(answers, EXPIRED) if method == "POST" else None
    (unit, *_) = units(subscriptions=(SUBSCRIPTION,))
    read = read_all([unit])
    assert len(read.records) == 10
    assert "sign in again" in read.scope("*").remedy


def test_a_token_that_has_expired_is_told_in_one_line(server: Any) -> None:
    server.spoil = lambda *_: EXPIRED
    with pytest.raises(NothingRead, match=r"ExpiredAuthenticationToken.*az login") as raised:
        units()
    assert "\n" not in str(raised.value)


def test_a_sign_in_that_sees_nothing_is_not_an_empty_estate(servers: Any, tenant: Any, point_at: Any) -> None:
    point_at(servers.start(tenant(0, [])))
    with pytest.raises(NothingRead, match="no subscription"):
        units()


def test_a_disabled_subscription_is_told_and_not_asked(server: Any, read_all: Any) -> None:
    server.tenant.subscriptions[1]["state"] = "Disabled"
    read = read_all(units())
    assert read.scope("*", OTHER).state is ScopeState.SKIPPED
    assert not any(OTHER in asked.path for asked in server.seen)


@pytest.mark.usefixtures("server")
def test_subscriptions_are_chosen_by_id_or_name() -> None:
    assert {unit.account for unit in units(subscriptions=("SUB 1",))} == {OTHER, "tenant"}
    assert {unit.account for unit in units(subscriptions=(SUBSCRIPTION.upper(), "sub 1"))} >= {SUBSCRIPTION, OTHER}
    with pytest.raises(UsageError, match=r"no subscription nowhere .*sub 0, sub 1"):
        units(subscriptions=("nowhere",))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"regions": ("uksouth",)}, 12),
        ({"regions": ("ukwest",)}, 0),
        ({"regions": ("eu-west-2",)}, 12),
        ({"only": ("sql",)}, 12),
        ({"only": ("Microsoft.Sql/servers",)}, 12),
        ({"only": ("Microsoft.Web",)}, 0),
        ({"skip": ("microsoft.sql",)}, 0),
    ],
)
@pytest.mark.usefixtures("server")
def test_regions_and_services_narrow_what_is_read(read_all: Any, asked: Any, found: int) -> None:
    read = read_all(units(subscriptions=(SUBSCRIPTION,), **asked))
    assert sum(record.resource.type == "Microsoft.Sql/servers" for record in read.records) == found


@pytest.mark.parametrize("name", ["sql' or 1==1 //", "a|b", "", "Ω"])
@pytest.mark.usefixtures("server")
def test_a_service_that_is_none_gets_into_no_query(name: str) -> None:
    with pytest.raises(UsageError):
        units(only=(name,))


def test_calls_are_reads_and_few(server: Any, read_all: Any) -> None:
    read_all(units())
    assert {asked.method for asked in server.seen} == {"GET", "POST"}
    assert {asked.path.split("?")[0] for asked in server.seen if asked.method == "POST"} == {
        "/providers/Microsoft.ResourceGraph/resources"
    }
    assert {asked.authorization for asked in server.seen} == {None}
