"""The council's tenant as a running server: AWS by moto on loopback, filled through the real SDK."""

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lockscan.demo.seeding import seed
from lockscan.errors import UsageError

ACCOUNT = "123456789012"
REGIONS = ("eu-west-1", "eu-west-2", "us-east-1")


def estate_folder() -> Path:
    """Give the demo estate's folder: in an installed wheel beside the package, in a checkout above it."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "fixtures" / "demo", package.parent / "fixtures" / "demo"):
        if folder.is_dir():
            return folder
    raise UsageError("the demo estate is not beside the package: reinstall lockscan[demo]")


@contextmanager
def aws_tenant() -> Iterator[int]:
    """Serve the council's AWS estate and point the SDK at it; gives how many calls created it."""
    try:
        import boto3
        from moto.server import ThreadedMotoServer
    except ImportError:
        raise UsageError("the demo needs its extra: pip install 'lockscan[demo]'") from None
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    try:
        with _environment(f"http://{host}:{port}"):
            session = boto3.Session()
            clients: dict[tuple[str, str], Any] = {}

            def call(service: str, region: str, operation: str, arguments: Mapping[str, Any]) -> Any:
                if (service, region) not in clients:
                    clients[service, region] = session.client(service, region_name=region)  # type: ignore[call-overload]
                return getattr(clients[service, region], operation)(**arguments)

            yield seed(estate_folder() / "aws", call)
    finally:
        server.stop()


@contextmanager
def _environment(endpoint: str) -> Iterator[None]:
    """Let the SDK see this endpoint and no real credentials or profiles, for as long as the demo runs."""
    wanted = {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "demo",
        "AWS_SECRET_ACCESS_KEY": "demo",
        "AWS_DEFAULT_REGION": "eu-west-2",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "MOTO_ALLOW_NONEXISTENT_REGION": "false",
    }
    unwanted = {"AWS_PROFILE", "AWS_SESSION_TOKEN"}
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
