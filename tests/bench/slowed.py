"""What the throttled row times: EC2's lists in one region; ends with a complaint if one of them failed."""

import sys
import tempfile
from pathlib import Path

from lockscan.collection.interface import Request
from lockscan.collection.scheduler import collect
from lockscan.connectors.aws import CONNECTOR
from lockscan.snapshot import Journal

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, Journal.open(Path(folder) / "snapshot") as journal:
        outcome = collect(CONNECTOR.units(Request(only=("ec2",), regions=("eu-west-2",))), journal)
    sys.exit("\n".join(f"{gap.type}: {gap.reason}" for gap in outcome.gaps) or None)
