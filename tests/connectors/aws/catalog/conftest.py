"""The whole catalog against a server that knows every operation of it."""

import socket
from collections.abc import Iterator
from threading import Thread
from typing import Any

import boto3
import pytest

from lockscan.connectors.aws.clients import Clients, Patience
from lockscan.connectors.aws.loading import shipped_catalog
from lockscan.connectors.aws.permissions import allowed
from lockscan.connectors.aws.tagging import TagIndex
from lockscan.connectors.aws.tenant import Tenant
from tests.connectors.aws.catalog.answers import ACCOUNT
from tests.connectors.aws.catalog.server import Behaviour, Server, telling

REGIONS = ("eu-west-2", "us-east-1")


@pytest.fixture(scope="package")
def server() -> Iterator[Server]:
    made = Server()
    thread = Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


@pytest.fixture(scope="package")
def tenant(server: Server) -> Iterator[Tenant]:
    """One account whose every request goes to the server, whatever the model puts before the host's name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", server.url)
        patch.setenv("AWS_CONFIG_FILE", "/nonexistent")
        patch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent")
        patch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        resolve = socket.getaddrinfo

        def here(host: Any, *args: Any, **kwargs: Any) -> Any:
            return resolve("127.0.0.1" if str(host).endswith(".127.0.0.1") else host, *args, **kwargs)

        patch.setattr(socket, "getaddrinfo", here)
        session = boto3.Session(
            aws_access_key_id="testing",
            aws_secret_access_key="testing",
            region_name=REGIONS[0],
        )
        clients = Clients(
            telling(session), allowed(shipped_catalog()), account=ACCOUNT, workers=8, patience=Patience(attempts=1)
        )
        yield Tenant(account=ACCOUNT, partition="aws", clients=clients, tags=TagIndex(clients), regions=REGIONS)


@pytest.fixture
def behaviour(server: Server) -> Iterator[Behaviour]:
    """How the server behaves in one test."""
    server.behaviour = Behaviour()
    yield server.behaviour
    server.behaviour = Behaviour()
