"""Whatever Azure answers to the questions that are not of one resource, each ends in rows or in a line of its own."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from lockscan.collection.interface import Request
from lockscan.connectors.azure import Azure
from lockscan.connectors.azure.commitments import PLAN, RESERVATION
from lockscan.connectors.azure.reading import TABLES
from lockscan.demo.arm.estate import read_tenant
from lockscan.demo.arm.server import Answer, ArmServer
from lockscan.demo.tenant import estate_folder
from lockscan.model.scope import ScopeState

ELSEWHERE = {"value": [], "nextLink": "https://elsewhere.example/providers/Microsoft.Capacity/reservations"}
FAULTS: list[tuple[Answer, ScopeState]] = [
    ((403, {"error": {"code": "AuthorizationFailed", "message": "No rights."}}, {}), ScopeState.DENIED),
    ((401, {"error": {"code": "ExpiredAuthenticationToken", "message": "Expired."}}, {}), ScopeState.ERROR),
    ((404, {"error": {"code": "InvalidResourceType", "message": "No such type."}}, {}), ScopeState.UNAVAILABLE),
    ((429, {"error": {"code": "TooManyRequests", "message": "Slower."}}, {}), ScopeState.THROTTLED),
    ((500, b"<html>broken</html>", {}), ScopeState.ERROR),
    ((200, b'{"value": [', {}), ScopeState.ERROR),
    ((200, b"", {}), ScopeState.ERROR),
    ((200, [], {}), ScopeState.ERROR),
    ((200, {"value": None}, {}), ScopeState.ERROR),
]
ODD: list[Any] = [None, 7, "text", [], {}, {"id": None}, {"id": "/providers/x", "properties": "text"}, {"id": ["a"]}]
ODD_PROPERTIES = [
    "text",
    [],
    {"billingScopeId": 1},
    {"commitment": []},
    {"commitment": {"grain": "Hourly", "amount": "x"}},
]


@pytest.fixture
def server(servers: Any, point_at: Callable[[Any], None]) -> Any:
    started = servers.start(read_tenant(estate_folder() / "azure"))
    point_at(started)
    return started


def of_tables(body: Any) -> bool:
    return isinstance(body, dict) and body.get("query", "").startswith("recoveryservicesresources")


def read(read_all: Any, wanted: Callable[[Any], bool]) -> Any:
    return read_all(unit for unit in Azure(attempts=1).units(Request()) if wanted(unit))


@pytest.mark.parametrize(("answer", "state"), [*FAULTS, ((200, ELSEWHERE, {}), ScopeState.PARTIAL)])
@pytest.mark.parametrize(("kind", "path"), [(RESERVATION, "/reservations"), (PLAN, "/savingsplans")])
def test_a_list_of_commitments_that_fails_ends_in_its_own_line(
    server: Any, read_all: Any, kind: str, path: str, answer: Answer, state: ScopeState
) -> None:
    server.spoil = lambda _method, asked, *_: answer if asked.lower().endswith(path) else None
    found = read(read_all, lambda unit: unit.type in {RESERVATION, PLAN})
    assert found.scope(kind, "tenant").state is state
    (other,) = {RESERVATION, PLAN} - {kind}
    assert found.scope(other, "tenant").state is ScopeState.OK


@pytest.mark.parametrize("answer", [fault for fault, _ in FAULTS])
def test_an_order_that_fails_leaves_its_reservation_without_an_amount(
    server: Any, read_all: Any, answer: Answer
) -> None:
    server.spoil = lambda _method, path, *_: answer if "/reservationorders/" in path.lower() else None
    found = read(read_all, lambda unit: unit.type == RESERVATION)
    assert len(found.records) == 2
    assert not any("committed_upfront" in record.resource.facts for record in found.records)


@pytest.mark.parametrize("odd", ODD, ids=json.dumps)
def test_a_commitment_of_no_known_form_hides_no_other(server: Any, read_all: Any, odd: Any) -> None:
    rows = server.tenant.parts["/providers/microsoft.capacity/reservations"]
    rows[:0] = [odd, *({"id": f"/providers/{n}", "properties": said} for n, said in enumerate(ODD_PROPERTIES))]
    found = read(read_all, lambda unit: unit.type == RESERVATION)
    assert {"finance-sql-three-years", "desktops-one-year"} <= {record.resource.name for record in found.records}


@pytest.mark.parametrize(("answer", "state"), FAULTS)
def test_a_table_that_fails_is_a_gap_and_the_others_are_read(
    server: Any, read_all: Any, answer: Answer, state: ScopeState
) -> None:
    server.spoil = lambda _method, _path, _query, body: answer if of_tables(body) else None
    found = read(read_all, lambda unit: unit.type == TABLES)
    states = [scope.state for scope in found.scopes if scope.type == TABLES]
    assert states.count(state) >= 2, "one for each of the two subscriptions"
    assert {ScopeState.OK, ScopeState.EMPTY} & set(states)


@pytest.mark.parametrize("odd", ODD, ids=json.dumps)
def test_a_row_of_no_known_form_hides_no_other_of_its_table(server: Any, read_all: Any, odd: Any) -> None:
    whole = len(read(read_all, lambda unit: unit.type == TABLES).records)

    def spoil(method: str, path: str, query: Any, body: Any) -> Answer | None:
        if not of_tables(body):
            return None
        status, said, headers = ArmServer.answer(server, method, path, query, body)
        return status, {**said, "data": [odd, *said["data"]]}, headers

    server.spoil = spoil
    assert len(read(read_all, lambda unit: unit.type == TABLES).records) >= whole > 0
