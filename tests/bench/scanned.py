"""What the scanning row times: the connector's own run over the twenty types, journalled."""

import tempfile
from pathlib import Path

from lockscan.collection.interface import Request
from lockscan.collection.scheduler import collect
from lockscan.connectors.aws import CONNECTOR
from lockscan.snapshot import Journal
from tests.bench.scanning import REGIONS, SERVICES

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, Journal.open(Path(folder) / "snapshot") as journal:
        request = Request(only=tuple(SERVICES.values()), regions=tuple(REGIONS))
        collect(CONNECTOR.units(request), journal)
