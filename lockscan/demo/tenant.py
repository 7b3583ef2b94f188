"""The council's tenant as servers on loopback: AWS emulated and filled through the real SDK, Azure served from data."""

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lockscan.demo.arm.estate import read_tenant
from lockscan.demo.arm.server import ArmServer, serving
from lockscan.demo.emulator import emulator
from lockscan.demo.seeding import Call, seed
from lockscan.errors import UsageError
from lockscan.vocabulary.data import read_yaml

ACCOUNT = "123456789012"
REGIONS = ("eu-west-1", "eu-west-2")
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "demo",
    "AWS_SECRET_ACCESS_KEY": "demo",
    "AWS_DEFAULT_REGION": "eu-west-2",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
}


def estate_folder() -> Path:
    """Give the demo estate's folder: in an installed wheel beside the package, in a checkout above it."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "fixtures" / "demo", package.parent / "fixtures" / "demo"):
        if folder.is_dir():
            return folder
    raise UsageError("the demo estate is not beside the package: reinstall lockscan[demo]")


def not_served(provider: str) -> tuple[str, ...]:
    """Give the services and types the emulator has no answer for: the demo does not ask for them."""
    said = read_yaml(estate_folder() / "not-served.yaml")[provider]
    return (*said["services"], *said["types"])


@contextmanager
def aws_tenant() -> Iterator[int]:
    """Serve the council's AWS estate and point the SDK at it; gives how many calls created it."""
    with emulator() as address, _environment(_aws_settings(address)):
        yield seed(estate_folder() / "aws", _caller())


def _caller() -> Call:
    """Call operations by name, with one client a service and region; safe for several threads."""
    import boto3

    session = boto3.Session()
    clients: dict[tuple[str, str], Any] = {}
    lock = threading.Lock()

    def call(service: str, region: str, operation: str, arguments: Mapping[str, Any]) -> Any:
        with lock:
            if (service, region) not in clients:
                clients[service, region] = session.client(service, region_name=region)  # type: ignore[call-overload]
        return getattr(clients[service, region], operation)(**arguments)

    return call


@contextmanager
def azure_tenant() -> Iterator[int]:
    """Serve the council's Azure tenant and point the connector at it; gives how many resources it holds."""
    tenant = read_tenant(estate_folder() / "azure")
    with serving(ArmServer(tenant)) as address, _environment({"LOCKSCAN_AZURE_ENDPOINT": address}):
        yield len(tenant.resources) + len(tenant.unindexed)


def _aws_settings(endpoint: str) -> dict[str, str]:
    return {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "demo",
        "AWS_SECRET_ACCESS_KEY": "demo",
        "AWS_DEFAULT_REGION": "eu-west-2",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "MOTO_ALLOW_NONEXISTENT_REGION": "false",
    }


@contextmanager
def _environment(wanted: Mapping[str, str]) -> Iterator[None]:
    """Let the SDKs see these settings and no real credentials or profiles, for as long as the demo runs."""
    unwanted = {"AWS_PROFILE", "AWS_SESSION_TOKEN", "LOCKSCAN_AZURE_CLOUD"}
    before = {name: os.environ.get(name) for name in {*wanted, *unwanted}}
    for name in unwanted:
        os.environ.pop(name, None)
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
