"""What is committed is told with what it still costs, and nothing is guessed where the tenant keeps it to itself."""

from collections.abc import Callable
from typing import Any

import pytest

from lockscan.collection.interface import Request
from lockscan.connectors.azure import Azure
from lockscan.connectors.azure.commitments import PLAN, RESERVATION
from lockscan.demo.arm.estate import Tenant
from lockscan.demo.arm.server import Answer
from lockscan.model.scope import ScopeState

DENIED: Answer = (403, {"error": {"code": "AuthorizationFailed", "message": "No rights."}}, {})


@pytest.fixture
def server(servers: Any, council: Tenant, point_at: Callable[[Any], None]) -> Any:
    started = servers.start(council)
    point_at(started)
    return started


def committed(read_all: Any, **asked: Any) -> Any:
    return read_all(unit for unit in Azure(attempts=1).units(Request(**asked)) if unit.account == "tenant")


def facts(read: Any) -> dict[str, dict[str, Any]]:
    return {record.resource.name: dict(record.resource.facts) for record in read.records}


@pytest.mark.usefixtures("server")
def test_reservations_and_savings_plans_say_what_is_owed_and_until_when(read_all: Any) -> None:
    found = facts(committed(read_all))
    monthly = {"payment_option": "monthly", "committed_currency": "GBP"}
    assert found["finance-sql-three-years"].items() >= {
        **monthly, "committed_monthly": 2256.0, "start_date": 20250401, "end_date": 20280401, "instances": 12
    }.items()  # fmt: skip
    assert found["desktops-one-year"].items() >= {
        "payment_option": "all-upfront", "committed_upfront": 78840.0, "committed_monthly": 0, "end_date": 20270512
    }.items()  # fmt: skip
    assert found["compute-three-years"].items() >= {**monthly, "committed_monthly": 1350.5}.items()


def test_a_schedule_that_may_not_be_read_leaves_the_amount_unknown(server: Any, read_all: Any) -> None:
    server.spoil = lambda _method, path, *_: DENIED if "reservationorders/" in path.lower() else None
    found = facts(committed(read_all))["finance-sql-three-years"]
    assert found["payment_option"] == "monthly"
    assert not {"committed_monthly", "committed_upfront", "committed_currency"} & found.keys()


def test_commitments_that_may_not_be_read_are_a_gap_with_its_remedy(server: Any, read_all: Any) -> None:
    server.spoil = lambda _method, path, *_: DENIED if path.lower().endswith("/reservations") else None
    read = committed(read_all)
    assert read.scope(RESERVATION, "tenant").state is ScopeState.DENIED
    assert "Reservations Reader" in read.scope(RESERVATION, "tenant").remedy
    assert read.scope(PLAN, "tenant").state is ScopeState.OK


@pytest.mark.usefixtures("server")
def test_what_another_subscription_pays_is_not_this_ones(read_all: Any) -> None:
    assert facts(committed(read_all, subscriptions=("Wexbridge digital and data",))).keys() == {"compute-three-years"}
    assert facts(committed(read_all, only=("Microsoft.Sql",))) == {}
