"""What the memory rows measure: one service's resources read with the region's tags beside them, and sealed."""

import sys
import tempfile
from datetime import date
from pathlib import Path

from lockscan.collection.interface import Request
from lockscan.collection.scheduler import collect
from lockscan.connectors.aws import CONNECTOR
from lockscan.snapshot import Journal, seal

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, Journal.open(Path(folder) / "snapshot") as journal:
        outcome = collect(CONNECTOR.units(Request(only=("secretsmanager", "glue"), regions=("eu-west-2",))), journal)
        seal(journal, collected=date(2026, 11, 22), program="bench")
    sys.exit(0 if outcome.resources >= int(sys.argv[1]) else f"{outcome.resources} were read")
