"""A Resource Manager on loopback that can be told to misbehave, and the means to read it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import pytest
from azure.core.credentials import AccessToken
from azure.core.pipeline import PipelineRequest
from azure.core.pipeline.policies import BearerTokenCredentialPolicy

from lockscan.collection.interface import Unit
from lockscan.connectors.azure.client import Arm
from lockscan.connectors.azure.clouds import Cloud
from lockscan.demo.arm.estate import Tenant, read_tenant
from lockscan.demo.arm.server import Answer, ArmServer, Handler, serving
from lockscan.demo.tenant import estate_folder
from lockscan.model.record import Record
from lockscan.model.scope import Scope, ScopeState
from tests.connectors.reading import drained

SUBSCRIPTION = "11111111-2222-3333-4444-555555555555"
OTHER = "11111111-2222-3333-4444-666666666666"
TOKEN = "planted-bearer-token"

Spoil: TypeAlias = Callable[[str, str, Mapping[str, str], Any], Answer | None]


@dataclass(frozen=True, slots=True)
class Read:
    records: tuple[Record, ...]
    scopes: tuple[Scope, ...]

    def scope(self, kind: str, account: str = SUBSCRIPTION) -> Scope:
        (found,) = [scope for scope in self.scopes if (scope.type, scope.account) == (kind, account)]
        return found


@dataclass
class Asked:
    method: str
    path: str
    authorization: str | None


class Recording(Handler):
    """Notes what is asked, tokens included."""

    server: "Misbehaving"

    def do_GET(self) -> None:  # noqa: N802 - the name the standard library calls
        self.server.seen.append(Asked(self.command, self.path, self.headers.get("authorization")))
        super().do_GET()

    do_POST = do_GET  # noqa: N815 - the name the standard library calls


class Misbehaving(ArmServer):
    """Answers as usual, unless `spoil` has an answer of its own."""

    def __init__(self, tenant: Tenant, page: int = 1000) -> None:
        super().__init__(tenant, page=page)
        self.RequestHandlerClass = Recording
        self.seen: list[Asked] = []
        self.spoil: Spoil = lambda *_: None

    def answer(self, method: str, path: str, query: Mapping[str, str], body: Any) -> Answer:
        spoiled = self.spoil(method, path, query, body)
        return spoiled if spoiled is not None else super().answer(method, path, query, body)


class Signer:
    """Gives everybody the same token."""

    def get_token(self, *_scopes: str, **_: Any) -> AccessToken:
        return AccessToken(TOKEN, 4_000_000_000)

    def close(self) -> None: ...


class OverPlainHttp(BearerTokenCredentialPolicy[Any, Any]):
    """The SDK's own policy, but for its refusal of plain HTTP: the server under test stands on loopback."""

    def on_request(self, request: PipelineRequest[Any]) -> None:
        request.context.options["enforce_https"] = False
        super().on_request(request)


@dataclass
class Servers:
    stack: ExitStack = field(default_factory=ExitStack)

    def start(self, tenant: Tenant, page: int = 1000) -> Misbehaving:
        server = Misbehaving(tenant, page)
        self.stack.enter_context(serving(server))
        return server


@pytest.fixture
def servers() -> Iterator[Servers]:
    with ExitStack() as stack:
        yield Servers(stack)


def tenant_of(count: int, subscriptions: Iterable[str] = (SUBSCRIPTION,)) -> Tenant:
    """Give a tenant of so many storage accounts in each subscription."""
    tenant = Tenant()
    for number, subscription in enumerate(subscriptions):
        tenant.subscriptions.append(
            {
                "id": f"/subscriptions/{subscription}",
                "subscriptionId": subscription,
                "displayName": f"sub {number}",
                "state": "Enabled",
            }
        )
        tenant.resources += [
            {
                "id": f"/subscriptions/{subscription}/resourceGroups/rg/providers/Microsoft.Sql/servers/s{place:05}",
                "name": f"s{place:05}",
                "type": "microsoft.sql/servers",
                "location": "uksouth",
                "resourceGroup": "rg",
                "subscriptionId": subscription,
                "tags": {},
                "properties": {"version": "12.0"},
            }
            for place in range(count)
        ]
    return tenant


@pytest.fixture
def arm_at() -> Callable[..., Arm]:
    """Make a client that signs its requests, for a server on loopback."""

    def make(server: ArmServer, attempts: int = 3) -> Arm:
        signer = Signer()
        return Arm(
            Cloud(endpoint=server.url, credential=signer, authentication=OverPlainHttp(signer, "any")),
            attempts=attempts,
        )

    return make


def read_unit(unit: Unit) -> Read:
    records, scopes, failed = drained(unit)
    state = failed.state if failed else ScopeState.OK if records else ScopeState.EMPTY
    own = Scope(
        provider=unit.provider,
        account=unit.account,
        region=unit.region,
        type=unit.type,
        state=state,
        resources=len(records),
        reason=failed.reason if failed else "",
        remedy=failed.remedy if failed else "",
    )
    return Read(tuple(records), (*scopes, own))


@pytest.fixture(scope="session")
def read_all() -> Callable[[Iterable[Unit]], Read]:
    def read(units: Iterable[Unit]) -> Read:
        reads = [read_unit(unit) for unit in units]
        return Read(
            tuple(record for one in reads for record in one.records),
            tuple(scope for one in reads for scope in one.scopes),
        )

    return read


@pytest.fixture
def tenant() -> Callable[..., Tenant]:
    return tenant_of


@pytest.fixture
def point_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[ArmServer], None]:
    def point(server: ArmServer) -> None:
        monkeypatch.delenv("LOCKSCAN_AZURE_CLOUD", raising=False)
        monkeypatch.setenv("LOCKSCAN_AZURE_ENDPOINT", server.url)

    return point


@pytest.fixture
def council() -> Tenant:
    """The demo's tenant without what Resource Graph holds."""
    tenant = read_tenant(estate_folder() / "azure")
    tenant.resources = []
    return tenant
