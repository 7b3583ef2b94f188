"""Which Azure is asked: tokens go over TLS or nowhere."""

from typing import Any

import pytest
from azure.core.credentials import AccessToken

from lockscan.connectors.azure.clouds import chosen
from lockscan.errors import UsageError
from lockscan.references import mentions


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


@pytest.mark.parametrize(
    ("address", "key", "type_"),
    [
        (
            "https://stforms.blob.core.usgovcloudapi.net",
            "stforms.blob.core.usgovcloudapi.net",
            "Storage/storageAccounts",
        ),
        ("stforms.file.core.chinacloudapi.cn", "stforms.blob.core.chinacloudapi.cn", "Storage/storageAccounts"),
        ("https://stforms.dfs.core.windows.net/raw", "stforms.blob.core.windows.net", "Storage/storageAccounts"),
        ("tcp:rents.database.usgovcloudapi.net,1433", "rents.database.usgovcloudapi.net", "Sql/servers"),
        ("Server=rents.database.chinacloudapi.cn;", "rents.database.chinacloudapi.cn", "Sql/servers"),
        (
            "r.postgres.database.chinacloudapi.cn",
            "r.postgres.database.chinacloudapi.cn",
            "DBforPostgreSQL/flexibleServers",
        ),
        ("https://kv-rents.vault.usgovcloudapi.net/secrets/x", "kv-rents.vault.usgovcloudapi.net", "KeyVault/vaults"),
        ("https://kv-rents.vault.azure.cn/", "kv-rents.vault.azure.cn", "KeyVault/vaults"),
        ("crrents.azurecr.us/api:1", "crrents.azurecr.us", "ContainerRegistry/registries"),
        ("https://rents.azurewebsites.us/health", "rents.azurewebsites.us", "Web/sites"),
        ("https://rents.chinacloudsites.cn", "rents.chinacloudsites.cn", "Web/sites"),
        ("sb://rents.servicebus.usgovcloudapi.net/", "rents.servicebus.usgovcloudapi.net", "ServiceBus/namespaces"),
        ("https://rents.documents.azure.us:443/", "rents.documents.azure.us", "DocumentDB/databaseAccounts"),
    ],
)
def test_other_clouds_hosts_are_resources_too(address: str, key: str, type_: str) -> None:
    config = {"properties": {"siteConfig": {"appSettings": [{"name": "TARGET", "value": address}]}}}
    found = mentions(config, provider="azure", account="s", region="", resource_type="Microsoft.Web/sites", skip=())
    assert [(one.key, one.target_type) for one in found] == [(key, f"Microsoft.{type_}")]
