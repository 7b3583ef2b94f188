"""An emulated AWS on loopback, and the means to read it without the rest of the program."""

import logging
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer

from lockscan.collection.interface import ScopeFailed, Unit
from lockscan.demo.hastening import hasten
from lockscan.model.record import Record
from lockscan.model.scope import Scope, ScopeState
from lockscan.snapshot.standing import fold_scopes


@dataclass(frozen=True, slots=True)
class Read:
    """What a reading of units gave."""

    records: tuple[Record, ...]
    scopes: tuple[Scope, ...]

    def scope(self, kind: str, region: str) -> Scope:
        found = [scope for scope in self.scopes if scope.type == kind and scope.region == region]
        assert len(found) == 1, found
        return found[0]


def _read(unit: Unit) -> Read:
    records: list[Record] = []
    scopes: list[Scope] = []
    failed = None
    try:
        for page in unit.read(None):
            records += page.records
            scopes += page.scopes
    except ScopeFailed as failure:
        failed = failure
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


def _read_all(units: Iterable[Unit]) -> Read:
    with ThreadPoolExecutor(8) as pool:
        reads = list(pool.map(_read, units))
    scopes = fold_scopes(scope for read in reads for scope in read.scopes)
    return Read(tuple(record for read in reads for record in read.records), scopes)


@pytest.fixture(scope="session")
def read_all() -> Callable[[Iterable[Unit]], Read]:
    return _read_all


@pytest.fixture
def anywhere(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Point boto3 at an endpoint, with credentials that are worth nothing elsewhere."""

    def point(endpoint: str) -> None:
        for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_REGION"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
        monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-2")
        monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        monkeypatch.setenv("AWS_CONFIG_FILE", "/nonexistent")
        monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent")

    return point


@pytest.fixture(scope="session")
def moto_endpoint() -> Iterator[str]:
    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
    hasten()
    with pytest.MonkeyPatch.context() as patch:
        # The emulator has hundreds of public images, and prepares each in every region; one will do.
        patch.setenv("MOTO_AMIS_PATH", str(Path(__file__).with_name("images.json")))
        server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        server.start()
        host, port = server.get_host_and_port()
        yield f"http://{host}:{port}"
        server.stop()
