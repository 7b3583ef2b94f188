"""The wire: one host, reads only, patient, and plain about what went wrong."""

import os
import time
from collections.abc import Callable
from typing import Any

import pytest
from azure.core.pipeline.policies import SansIOHTTPPolicy
from azure.core.rest import HttpRequest

from lockscan.collection.interface import Request, ScopeFailed
from lockscan.connectors.azure import Azure
from lockscan.connectors.azure.client import Arm, NotAllowed
from lockscan.connectors.azure.clouds import Anonymous, Cloud
from lockscan.connectors.azure.failures import SignInFailed
from lockscan.model.scope import ScopeState

SUBSCRIPTION = "11111111-2222-3333-4444-555555555555"
LIST = f"/subscriptions/{SUBSCRIPTION}/resources"
VERSION = {"api-version": "2021-04-01"}


@pytest.fixture
def server(servers: Any, tenant: Any) -> Any:
    return servers.start(tenant(25), page=10)


def everything(arm: Arm) -> list[dict[str, Any]]:
    return [row for page in arm.pages(LIST, **VERSION) for row in page]


def failed(arm: Arm) -> ScopeFailed:
    with pytest.raises(ScopeFailed) as raised:
        everything(arm)
    return raised.value


def test_pages_are_read_to_their_end_and_signed(server: Any, arm_at: Callable[..., Arm]) -> None:
    assert len({row["id"] for row in everything(arm_at(server))}) == 25
    assert len(server.seen) == 3
    assert {asked.authorization for asked in server.seen} == {"Bearer planted-bearer-token"}


def test_a_next_page_on_another_host_gets_neither_request_nor_token(
    server: Any, servers: Any, tenant: Any, arm_at: Callable[..., Arm]
) -> None:
    foreign = servers.start(tenant(1))
    server.spoil = lambda *_: (200, {"value": [{"id": "a"}], "nextLink": f"{foreign.url}{LIST}?api-version=x"}, {})
    failure = failed(arm_at(server))
    assert failure.state is ScopeState.PARTIAL
    assert "another host" in failure.reason
    assert foreign.seen == []


@pytest.mark.parametrize("path", ["/subscriptions/../secrets", "/keys?x=1", "//evil.example/subscriptions", ""])
def test_a_next_page_that_is_no_list_of_ours_is_not_followed(
    server: Any, arm_at: Callable[..., Arm], path: str
) -> None:
    server.spoil = lambda *_: (200, {"value": [], "nextLink": f"{server.url}{path}" if path else 7}, {})
    assert failed(arm_at(server)).state is ScopeState.PARTIAL
    assert len(server.seen) == 1


def test_a_redirect_is_not_followed(server: Any, servers: Any, tenant: Any, arm_at: Callable[..., Arm]) -> None:
    foreign = servers.start(tenant(1))
    server.spoil = lambda *_: (302, {}, {"Location": f"{foreign.url}{LIST}"})
    assert failed(arm_at(server)).state is ScopeState.ERROR
    assert foreign.seen == []


def test_the_same_next_page_twice_ends_the_list(server: Any, arm_at: Callable[..., Arm]) -> None:
    link = f"{server.url}{LIST}?api-version=1"
    server.spoil = lambda *_: (200, {"value": [], "nextLink": link}, {})
    assert failed(arm_at(server)).state is ScopeState.PARTIAL
    assert len(server.seen) == 2


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", f"/subscriptions/{SUBSCRIPTION}/resourcegroups/new"),
        ("DELETE", f"/subscriptions/{SUBSCRIPTION}/resourcegroups/rg"),
        ("POST", f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Storage/register"),
        (
            "POST",
            f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/a/listKeys",
        ),
        (
            "POST",
            f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Web/sites/a/config/appsettings/list",
        ),
        ("GET", f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/v/secrets/s"),
        (
            "GET",
            f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Automation/automationAccounts/a/variables/v",
        ),
        ("POST", LIST),
        ("PATCH", "/providers/Microsoft.ResourceGraph/resources"),
        ("GET", f"/subscriptions/{SUBSCRIPTION}/resources/../providers/x"),
    ],
)
def test_what_is_not_a_known_read_is_stopped_before_it_is_sent(
    server: Any, arm_at: Callable[..., Arm], method: str, path: str
) -> None:
    with pytest.raises(NotAllowed):
        arm_at(server)._ask(HttpRequest(method, path), "test")
    assert server.seen == []


def test_another_host_is_stopped_even_for_a_known_read(server: Any, servers: Any, tenant: Any, arm_at: Any) -> None:
    foreign = servers.start(tenant(1))
    with pytest.raises(NotAllowed):
        arm_at(server)._ask(HttpRequest("GET", f"{foreign.url}{LIST}"), "test")
    assert foreign.seen == []


def test_a_refusal_with_a_delay_is_waited_out(server: Any, arm_at: Callable[..., Arm]) -> None:
    refusals = iter([(429, {"error": {"code": "TooManyRequests", "message": "Slow down."}}, {"Retry-After": "1"})])
    server.spoil = lambda *_: next(refusals, None)
    begun = time.monotonic()
    assert len(everything(arm_at(server))) == 25
    assert time.monotonic() - begun >= 1


def test_a_refusal_that_does_not_end_is_told_as_throttling(server: Any, arm_at: Callable[..., Arm]) -> None:
    server.spoil = lambda *_: (429, {"error": {"code": "TooManyRequests", "message": "Slow down."}}, {})
    failure = failed(arm_at(server, attempts=2))
    assert failure.state is ScopeState.THROTTLED
    assert len(server.seen) == 2


def test_a_delay_of_hours_is_not_waited_out(server: Any, arm_at: Callable[..., Arm]) -> None:
    server.spoil = lambda *_: (429, {}, {"Retry-After": "7200"})
    assert failed(arm_at(server)).state is ScopeState.THROTTLED
    assert len(server.seen) == 1


def test_an_expired_token_says_how_to_sign_in_again(server: Any, arm_at: Callable[..., Arm]) -> None:
    said = {"error": {"code": "ExpiredAuthenticationToken", "message": "The access token expired. It was old."}}
    server.spoil = lambda *_: (401, said, {})
    failure = failed(arm_at(server))
    assert isinstance(failure, SignInFailed)
    assert "ExpiredAuthenticationToken" in failure.reason
    assert "az login" in failure.remedy


def test_a_denial_names_what_would_mend_it(server: Any, arm_at: Callable[..., Arm]) -> None:
    server.spoil = lambda *_: (403, {"error": {"code": "AuthorizationFailed", "message": "No."}}, {})
    failure = failed(arm_at(server))
    assert failure.state is ScopeState.DENIED
    assert "lockscan permissions azure" in failure.remedy


@pytest.mark.parametrize(
    "body", [b"", b"{", b'{"value": [', b"<html>", b"[]", b'{"values": []}', b'{"value": {}}', b"\xff"]
)
def test_an_answer_that_cannot_be_read_is_no_empty_list(server: Any, arm_at: Callable[..., Arm], body: bytes) -> None:
    server.spoil = lambda *_: (200, body, {})
    assert failed(arm_at(server)).state is ScopeState.ERROR


def test_an_answer_cut_short_is_an_error(server: Any, arm_at: Callable[..., Arm]) -> None:
    server.spoil = lambda *_: (200, b'{"value": []}', {"Content-Length": "500", "Connection": "close"})
    assert failed(arm_at(server, attempts=1)).state is ScopeState.ERROR


def test_nobody_answering_is_told_with_the_address(server: Any, arm_at: Callable[..., Arm]) -> None:
    arm = arm_at(server, attempts=1)
    arm._client()._config.base_url = "http://127.0.0.1:9"
    arm._gate._endpoint = "http://127.0.0.1:9"
    assert "127.0.0.1" in failed(arm).reason


def test_a_process_that_was_forked_signs_in_and_connects_by_itself(
    servers: Any, tenant: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = servers.start(tenant(1))
    made: list[Cloud] = []

    def anew() -> Cloud:
        made.append(Cloud(endpoint=server.url, credential=Anonymous(), authentication=SansIOHTTPPolicy()))
        return made[-1]

    arm = Arm(anew(), attempts=1, anew=anew)
    arm.get("/subscriptions")
    assert len(made) == 1
    monkeypatch.setattr(os, "getpid", lambda: -1)
    for _ in range(2):
        arm.get("/subscriptions")
    assert len(made) == 2


def test_subscriptions_may_be_read_apart_unless_the_sign_in_is_not_ours(
    servers: Any, tenant: Any, point_at: Any
) -> None:
    point_at(servers.start(tenant(1)))
    assert {unit.apart for unit in Azure().units(Request(only=("sql",)))} == {SUBSCRIPTION}
    assert {unit.apart for unit in Azure(credential=Anonymous()).units(Request(only=("sql",)))} == {""}
