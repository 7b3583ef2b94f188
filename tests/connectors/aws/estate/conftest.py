"""Two accounts with the same estate in three regions: planted once, scanned once, as a snapshot."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lockscan.collection.interface import Request
from lockscan.collection.scheduler import collect
from lockscan.connectors.aws import Aws
from lockscan.demo.tenant import not_served
from lockscan.snapshot import Snapshot
from lockscan.snapshot.journal import Journal
from lockscan.snapshot.sealing import seal
from tests.connectors.aws.estate.planting import ACCOUNTS, REGIONS, Planted, entered, plant


@dataclass(frozen=True, slots=True)
class Estate:
    """What was planted, and what was found."""

    planted: Planted
    snapshot: Snapshot

    @property
    def found(self) -> list[dict[str, Any]]:
        return [row for row in self.snapshot.table("resources") if not row["external"]]

    @property
    def outside(self) -> dict[str, str]:
        """Account of each thing that is mentioned and was not found."""
        return {row["id"]: row["account"] for row in self.snapshot.table("resources") if row["external"]}


@pytest.fixture(scope="package")
def estate(moto_endpoint: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Estate]:
    folder = tmp_path_factory.mktemp("estate") / "snapshot"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", moto_endpoint)
        patch.setenv("AWS_ACCESS_KEY_ID", "testing")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
        patch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        planted = plant()
        _scan(folder, planted)
        yield Estate(planted, Snapshot.open(folder))


def _scan(folder: Path, planted: Planted) -> None:
    """Read every type of the services that something was planted in, as far as the emulator answers."""
    request = Request(regions=REGIONS, only=planted.services, skip=not_served("aws"))
    units = [unit for account in ACCOUNTS for unit in Aws(entered(account), attempts=1).units(request)]
    with Journal.open(folder) as journal:
        collect(units, journal, workers=4, processes=1)
        seal(journal, collected=date(2026, 11, 22), program="1")
