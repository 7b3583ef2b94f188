"""Which Azure is asked, and as whom: public, sovereign, or a loopback server that needs no sign-in."""

import logging
import os
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from azure.core import AzureClouds
from azure.core.credentials import AccessToken, TokenCredential
from azure.core.pipeline.policies import BearerTokenCredentialPolicy, SansIOHTTPPolicy
from azure.mgmt.core.tools import get_arm_endpoints

from lockscan.errors import UsageError

ENDPOINT: Final = "LOCKSCAN_AZURE_ENDPOINT"
CLOUD: Final = "LOCKSCAN_AZURE_CLOUD"

CLOUDS: Final = {
    "public": (AzureClouds.AZURE_PUBLIC_CLOUD, "login.microsoftonline.com", "graph.microsoft.com"),
    "government": (AzureClouds.AZURE_US_GOVERNMENT, "login.microsoftonline.us", "graph.microsoft.us"),
    "china": (AzureClouds.AZURE_CHINA_CLOUD, "login.chinacloudapi.cn", "microsoftgraph.chinacloudapi.cn"),
}
"""Name by which a cloud is chosen -> its Resource Manager, where one signs in, and its Microsoft Graph."""

LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloud:
    endpoint: str
    """Scheme and host of Resource Manager, without a slash at the end."""

    credential: TokenCredential
    authentication: Any
    """The pipeline's policy that signs requests."""


class Anonymous:
    """Signs in nowhere: what answers on loopback asks for no name."""

    def get_token(self, *_scopes: str, **_: Any) -> AccessToken:
        return AccessToken("", 0)

    def close(self) -> None:
        """Hold nothing that could be closed."""


def chosen(credential: TokenCredential | None = None) -> Cloud:
    """Give the cloud that the environment names; raises `UsageError` where plain HTTP would leave this machine."""
    setting, authority, _ = _setting()
    known = get_arm_endpoints(setting)
    endpoint = os.environ.get(ENDPOINT, "").strip()
    if not endpoint:
        return _signed(known["resource_manager"].rstrip("/"), known["credential_scopes"], authority, credential)
    parts = urlsplit(endpoint)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None or parts.query:
        raise UsageError(f"azure: {ENDPOINT} must be an address such as https://management.azure.com")
    endpoint = endpoint.rstrip("/")
    if parts.scheme == "https":
        return _signed(endpoint, [f"{endpoint}/.default"], authority, credential)
    if parts.hostname not in LOOPBACK:
        raise UsageError(f"azure: {ENDPOINT} may be plain http only on this machine: use https for {parts.hostname}")
    return Cloud(endpoint=endpoint, credential=Anonymous(), authentication=SansIOHTTPPolicy[Any, Any]())


def directory_of(cloud: Cloud) -> Cloud:
    """Give Microsoft Graph for the same sign-in; on loopback one server answers for both."""
    if isinstance(cloud.credential, Anonymous):
        return cloud
    _, authority, host = _setting()
    return _signed(f"https://{host}", [f"https://{host}/.default"], authority, cloud.credential)


def _setting() -> tuple[AzureClouds, str, str]:
    name = os.environ.get(CLOUD, "public").strip().lower()
    if name not in CLOUDS:
        raise UsageError(f"azure: {CLOUD} is {name!r}: it must be one of {', '.join(CLOUDS)}")
    return CLOUDS[name]


def _signed(endpoint: str, scopes: list[str], authority: str, credential: TokenCredential | None) -> Cloud:
    signer = credential or _default(authority)
    return Cloud(endpoint=endpoint, credential=signer, authentication=BearerTokenCredentialPolicy(signer, *scopes))


def _default(authority: str) -> TokenCredential:
    try:
        from azure.identity import DefaultAzureCredential
    except ImportError:
        raise UsageError("azure: azure-identity is not installed: pip install 'lockscan[azure]'") from None
    # It warns at length of every way that does not work; our own line says what to do.
    logging.getLogger("azure").addHandler(logging.NullHandler())
    told = {} if "AZURE_AUTHORITY_HOST" in os.environ else {"authority": authority}
    credential: TokenCredential = DefaultAzureCredential(**told)
    return credential
