"""Each of the four ways to sign in ends in a token that Resource Manager is shown: the SDK's own, against loopback."""

import json
import os
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from lockscan.collection.interface import Request
from lockscan.connectors.azure.client import Arm
from lockscan.connectors.azure.clouds import chosen
from lockscan.connectors.azure.subscriptions import chosen as subscriptions
from lockscan.demo.arm.estate import Tenant
from lockscan.demo.arm.server import Answer, ArmServer, Handler, serving
from lockscan.errors import NothingRead

SETTINGS = ("AZURE_", "IDENTITY_", "MSI_", "LOCKSCAN_AZURE_")
TOKEN = "issued-here"


class Noting(Handler):
    """Issues tokens to whoever asks in the right words, and notes which one Resource Manager is shown."""

    server: "Issuing"

    def do_GET(self) -> None:  # noqa: N802 - the name the standard library calls
        path = self.path.partition("?")[0]
        if path.endswith(("/token", "/msi")):
            length = int(self.headers.get("content-length") or 0)
            self.server.asked.append(f"{self.path} {self.rfile.read(length).decode()}")
            self.send(*self.server.issued())
        elif path.endswith("/openid-configuration"):
            places = {
                f"{kind}_endpoint": f"{self.server.url}/adfs/oauth2/{kind}" for kind in ("token", "authorization")
            }
            self.send(200, {**places, "issuer": f"{self.server.url}/adfs"}, {})
        else:
            self.server.shown.append(self.headers.get("authorization"))
            super().do_GET()

    do_POST = do_GET  # noqa: N815 - the name the standard library calls


class Issuing(ArmServer):
    """Over TLS, for the SDK sends no token and no secret without it."""

    def __init__(self, tenant: Tenant, certificate: Path) -> None:
        super().__init__(tenant)
        self.RequestHandlerClass = Noting
        self.asked: list[str] = []
        self.shown: list[str | None] = []
        self.refuses = False
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self.socket = context.wrap_socket(self.socket, server_side=True)

    @property
    def url(self) -> str:
        return super().url.replace("http:", "https:")

    def issued(self) -> Answer:
        if self.refuses:
            return 401, {"error": "invalid_client", "error_description": "AADSTS7000215: Invalid client secret."}, {}
        until = int((datetime.now(UTC) + timedelta(hours=1)).timestamp())
        said = {"access_token": TOKEN, "token_type": "Bearer", "expires_in": 3600, "expires_on": until}
        return 200, {**said, "resource": "any"}, {}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a key and what it is known by: this machine's, and an application's."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    address = x509.IPAddress(ip_address("127.0.0.1"))
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(days=1), now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, pkcs8, open_ = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path = tmp_path_factory.mktemp("certificate") / "both.pem"
    path.write_bytes(key.private_bytes(pem, pkcs8, open_) + signed.public_bytes(pem))
    return path


@pytest.fixture
def server(tenant: Any, certificate: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Issuing]:
    for name in [name for name in os.environ if name.startswith(SETTINGS)]:
        monkeypatch.delenv(name)
    started = Issuing(tenant(1), certificate)
    with serving(started) as address:
        told = {
            "LOCKSCAN_AZURE_ENDPOINT": address,
            "AZURE_AUTHORITY_HOST": address,
            "REQUESTS_CA_BUNDLE": str(certificate),
            "PATH": str(tmp_path),
            # Whoever has no managed identity is not kept waiting, nor is anybody asked beyond this machine.
            "AZURE_POD_IDENTITY_AUTHORITY_HOST": "http://127.0.0.1:1",
        }
        for name, value in told.items():
            monkeypatch.setenv(name, value)
        yield started


@pytest.fixture
def principal(server: Issuing, monkeypatch: pytest.MonkeyPatch) -> Issuing:
    """Name an application in a directory of one's own, which alone the SDK takes without asking Microsoft for it."""
    monkeypatch.setenv("AZURE_TENANT_ID", "adfs")
    monkeypatch.setenv("AZURE_CLIENT_ID", "11111111-2222-3333-4444-777777777777")
    return server


def sign_in(server: Issuing) -> str:
    """Read the subscriptions; gives what was asked of the directory."""
    assert len(subscriptions(Arm(chosen(), attempts=1), Request())) == 1
    assert set(server.shown) == {f"Bearer {TOKEN}"}
    return " ".join(server.asked)


def test_a_service_principal_signs_in_by_its_secret(principal: Issuing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_CLIENT_SECRET", "planted")
    asked = sign_in(principal)
    assert "grant_type=client_credentials" in asked
    assert "client_secret=planted" in asked


def test_a_service_principal_signs_in_by_its_certificate(
    principal: Issuing, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AZURE_CLIENT_CERTIFICATE_PATH", str(certificate))
    assert "client_assertion=ey" in sign_in(principal)


def test_a_workload_signs_in_by_what_its_own_platform_says_of_it(
    principal: Issuing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = tmp_path / "federated"
    said.write_text("told-by-the-platform")
    monkeypatch.setenv("AZURE_FEDERATED_TOKEN_FILE", str(said))
    assert "client_assertion=told-by-the-platform" in sign_in(principal)


def test_a_managed_identity_signs_in_where_it_runs(server: Issuing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDENTITY_ENDPOINT", f"{server.url}/msi")
    monkeypatch.setenv("IDENTITY_HEADER", "planted")
    assert sign_in(server).startswith("/msi?")


def test_the_command_line_s_sign_in_is_used(server: Issuing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    until = {"expiresOn": "2099-01-01 00:00:00.000000", "expires_on": 4070908800}
    told = {"accessToken": TOKEN, **until, "subscription": "s", "tenant": "t", "tokenType": "Bearer"}
    command = tmp_path / "az"
    command.write_text(f"#!/bin/sh\nprintf '%s' '{json.dumps(told)}'\n")
    command.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("AZURE_TOKEN_CREDENTIALS", "AzureCliCredential")
    assert sign_in(server) == ""


def test_where_no_way_works_one_line_says_how_each_ended(server: Issuing) -> None:
    with pytest.raises(NothingRead) as raised:
        sign_in(server)
    said = str(raised.value)
    assert "\n" not in said
    for way in ("service principal (", "workload identity (", "managed identity (", "az login (Azure CLI not found"):
        assert way in said


def test_a_secret_that_is_refused_is_told_and_not_shown(principal: Issuing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_CLIENT_SECRET", "planted")
    principal.refuses = True
    with pytest.raises(NothingRead, match="AADSTS7000215") as raised:
        sign_in(principal)
    assert "planted" not in str(raised.value)
