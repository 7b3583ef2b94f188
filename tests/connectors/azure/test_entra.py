"""What the directory holds is counted, named only where that is asked, and its refusal is no failure of the scan."""

from collections.abc import Callable
from typing import Any

import pytest
from azure.core.credentials import AccessToken
from azure.core.pipeline.policies import SansIOHTTPPolicy

from lockscan.collection.interface import Request
from lockscan.connectors.azure import Azure
from lockscan.connectors.azure.client import Directory, NotAllowed
from lockscan.connectors.azure.clouds import Cloud, chosen, directory_of
from lockscan.connectors.azure.entra import APPLICATIONS, PRINCIPALS
from lockscan.demo.arm.estate import Tenant
from lockscan.demo.arm.server import Answer
from lockscan.knowledge import Knowledge
from lockscan.model.reference import IdentityClass
from lockscan.model.scope import ScopeState

DENIED: Answer = (403, {"error": {"code": "Authorization_RequestDenied", "message": "Insufficient privileges."}}, {})


@pytest.fixture
def server(servers: Any, council: Tenant, point_at: Callable[[Any], None]) -> Any:
    started = servers.start(council, page=2)
    point_at(started)
    return started


def held(read_all: Any, **asked: Any) -> Any:
    units = Azure(attempts=1).units(Request(**asked))
    return read_all(unit for unit in units if unit.type.startswith("Microsoft.Graph/"))


@pytest.mark.usefixtures("server")
def test_applications_are_one_row_a_kind_that_says_how_many(read_all: Any) -> None:
    found = {record.resource.type: record.resource for record in held(read_all).records}
    assert {kind: one.facts for kind, one in found.items()} == {
        APPLICATIONS.type: {"instances": 3},
        PRINCIPALS.type: {"instances": 4},
    }
    assert found[APPLICATIONS.type].name == "3 app registrations"
    assert {Knowledge.load().resolve(kind)[1] for kind in found} == {"type"}


@pytest.mark.usefixtures("server")
def test_each_is_named_where_that_is_asked_and_known_by_its_ids(read_all: Any) -> None:
    records = {record.resource.name: record for record in held(read_all, entra=True).records[:3]}
    known = {one.key for one in records["Planning portal"].identities if one.kind is IdentityClass.GLOBAL}
    assert known >= {"5d0e6a10-0000-4a6e-9c11-000000000001", "5d0e6a10-0001-4a6e-9c11-000000000001"}
    principals = [one for one in held(read_all, entra=True).records if one.resource.type == PRINCIPALS.type]
    assert "id-portal" not in {one.resource.name for one in principals}  # a managed identity is a resource by itself
    assert next(one.candidates[0].key for one in principals) == "5d0e6a10-0001-4a6e-9c11-000000000001"


def test_one_call_a_kind_counts(server: Any, read_all: Any) -> None:
    held(read_all)
    assert len([asked for asked in server.seen if asked.path.startswith("/v1.0/")]) == 2


def test_a_refusal_is_a_gap_that_names_the_right_and_leaves_the_rest(server: Any, read_all: Any) -> None:
    server.spoil = lambda _method, path, *_: DENIED if path.endswith("/applications") else None
    read = held(read_all)
    assert read.scope(APPLICATIONS.type, "tenant").state is ScopeState.DENIED
    assert "Application.Read.All" in read.scope(APPLICATIONS.type, "tenant").remedy
    assert read.scope(PRINCIPALS.type, "tenant").state is ScopeState.OK


def test_an_answer_without_a_count_is_not_nothing(server: Any, read_all: Any) -> None:
    server.spoil = lambda _method, path, *_: (200, {"value": []}, {}) if path.startswith("/v1.0") else None
    assert held(read_all).scope(APPLICATIONS.type, "tenant").state is ScopeState.ERROR


@pytest.mark.usefixtures("server")
def test_a_scan_of_some_subscriptions_leaves_the_directory_alone_unless_asked(read_all: Any) -> None:
    some = ("Wexbridge digital and data",)
    assert held(read_all, subscriptions=some).scopes == ()
    assert len(held(read_all, subscriptions=some, entra=True).records) == 7
    assert held(read_all, only=("Microsoft.Sql",)).scopes == ()


class Signer:
    def __init__(self) -> None:
        self.scopes: list[str] = []

    def get_token(self, *scopes: str, **_: Any) -> AccessToken:
        self.scopes += scopes
        return AccessToken("t", 4_000_000_000)

    def close(self) -> None: ...


@pytest.mark.parametrize(
    ("cloud", "host"),
    [
        ("public", "graph.microsoft.com"),
        ("government", "graph.microsoft.us"),
        ("china", "microsoftgraph.chinacloudapi.cn"),
    ],
)
def test_each_cloud_has_its_own_directory_host(monkeypatch: pytest.MonkeyPatch, cloud: str, host: str) -> None:
    monkeypatch.delenv("LOCKSCAN_AZURE_ENDPOINT", raising=False)
    monkeypatch.setenv("LOCKSCAN_AZURE_CLOUD", cloud)
    signer = Signer()
    found = directory_of(chosen(signer))
    assert (found.endpoint, found.credential) == (f"https://{host}", signer)
    assert found.authentication._scopes == (f"https://{host}/.default",)


@pytest.mark.parametrize("path", ["/v1.0/users", "/v1.0/applications/x", "/beta/applications", "/subscriptions"])
def test_no_other_question_reaches_the_directory(path: str) -> None:
    cloud = Cloud(endpoint="http://127.0.0.1:9", credential=Signer(), authentication=SansIOHTTPPolicy())
    with pytest.raises(NotAllowed):
        Directory(cloud, attempts=1).get(path)
