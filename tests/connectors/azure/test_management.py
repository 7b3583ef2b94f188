"""A management group stands for every subscription below it, and what is left out stays out."""

from collections.abc import Callable
from typing import Any

import pytest

from lockscan.collection.interface import Request
from lockscan.connectors.azure import Azure
from lockscan.demo.arm.server import Answer
from lockscan.errors import NothingRead, UsageError

SUBSCRIPTION = "11111111-2222-3333-4444-555555555555"
OTHER = "11111111-2222-3333-4444-666666666666"
DENIED: Answer = (403, {"error": {"code": "AuthorizationFailed", "message": "No rights."}}, {})


@pytest.fixture
def server(servers: Any, tenant: Any, point_at: Callable[[Any], None]) -> Any:
    started = servers.start(tenant(1, [SUBSCRIPTION, OTHER]))
    root = {"name": "7b0f4c1e", "displayName": "Tenant Root Group"}
    platform = {"name": "mg-platform", "displayName": "Platform"}
    first, second = started.tenant.subscriptions
    first["managementGroupAncestorsChain"] = [{"name": "mg-hub", "displayName": "Hub"}, platform, root]
    second["managementGroupAncestorsChain"] = [root]
    point_at(started)
    return started


def accounts(**asked: Any) -> set[str]:
    return {unit.account for unit in Azure(attempts=1).units(Request(**asked)) if unit.account != "tenant"}


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"management_groups": ("mg-platform",)}, {SUBSCRIPTION}),
        ({"management_groups": ("PLATFORM",)}, {SUBSCRIPTION}),
        ({"management_groups": ("Tenant root group",)}, {SUBSCRIPTION, OTHER}),
        ({"management_groups": ("hub",), "subscriptions": ("sub 1",)}, {SUBSCRIPTION, OTHER}),
        ({"excluded_subscriptions": ("sub 0",)}, {OTHER}),
        ({"management_groups": ("7b0f4c1e",), "excluded_subscriptions": (OTHER,)}, {SUBSCRIPTION}),
    ],
)
def test_groups_are_named_by_id_or_name_and_nested(asked: dict[str, Any], found: set[str]) -> None:
    assert accounts(**asked) == found


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"management_groups": ("nowhere", "hub")}, r"management group nowhere .*mg-platform"),
        ({"excluded_subscriptions": ("nowhere",)}, r"no subscription nowhere"),
        ({"subscriptions": (OTHER,), "excluded_subscriptions": ("sub 1",)}, r"left out again"),
    ],
)
def test_what_selects_nothing_is_a_mistake_and_no_empty_estate(asked: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        accounts(**asked)


def test_groups_that_cannot_be_read_are_no_empty_estate(server: Any) -> None:
    server.spoil = lambda method, *_: DENIED if method == "POST" else None
    with pytest.raises(NothingRead, match="management groups cannot be read"):
        accounts(management_groups=("hub",))
