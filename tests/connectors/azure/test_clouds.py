"""Which Azure is asked: tokens go over TLS or nowhere."""

from typing import Any

import pytest
from azure.core.credentials import AccessToken

from lockscan.connectors.azure.clouds import chosen
from lockscan.errors import UsageError


class Signer:
    def get_token(self, *_scopes: str, **_: Any) -> AccessToken:
        return AccessToken("t", 4_000_000_000)

    def close(self) -> None: ...


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOCKSCAN_AZURE_ENDPOINT", "LOCKSCAN_AZURE_CLOUD"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("cloud", "endpoint"),
    [
        ("public", "https://management.azure.com"),
        ("government", "https://management.usgovcloudapi.net"),
        ("China", "https://management.chinacloudapi.cn"),
    ],
)
def test_sovereign_clouds_are_chosen_by_setting(monkeypatch: pytest.MonkeyPatch, cloud: str, endpoint: str) -> None:
    monkeypatch.setenv("LOCKSCAN_AZURE_CLOUD", cloud)
    assert chosen(Signer()).endpoint == endpoint


def test_an_unknown_cloud_is_wrong_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCKSCAN_AZURE_CLOUD", "germany")
    with pytest.raises(UsageError, match="public, government, china"):
        chosen(Signer())


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000", "http://localhost:1/", "http://[::1]:5"])
def test_plain_http_to_this_machine_carries_no_token(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("LOCKSCAN_AZURE_ENDPOINT", address)
    cloud = chosen(Signer())
    assert cloud.endpoint == address.rstrip("/")
    assert not isinstance(cloud.credential, Signer)


@pytest.mark.parametrize(
    "address",
    [
        "http://management.azure.com",
        "http://127.0.0.1.evil.example",
        "ftp://127.0.0.1",
        "127.0.0.1",
        "http://a@127.0.0.1",
    ],
)
def test_plain_http_elsewhere_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("LOCKSCAN_AZURE_ENDPOINT", address)
    with pytest.raises(UsageError):
        chosen(Signer())
