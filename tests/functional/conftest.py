"""An emulated tenant that every functional test reads and none changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from lockscan.demo.emulator import emulator
from tests.functional import estate
from tests.functional.running import DAY, EVERY_FORMAT, Ended, lockscan


@pytest.fixture(scope="session")
def endpoint() -> Iterator[str]:
    """An AWS of its own process, so that nothing else that tests create is seen in it."""
    with emulator() as address:
        estate.plant(address)
        yield address


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """A scan that nothing disturbed: the snapshot in `s`, every format's report in `o`."""

    folder: Path
    ended: Ended

    def reports(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (self.folder / "o").iterdir()}


def scan(folder: Path, env: dict[str, str]) -> Scanned:
    # S3 Control puts the account before whatever host it is told to ask: on loopback, a name that leads nowhere.
    asked = [*estate.only(estate.SERVICES), "--skip", "s3control"]
    words = ["scan", "aws", "--region", estate.REGION, *asked, *DAY, *EVERY_FORMAT]
    ended = lockscan(*words, "--snapshot", folder / "s", "--output", folder / "o", env=env, cwd=folder)
    assert ended.returncode == 0, ended.stderr
    return Scanned(folder=folder, ended=ended)


@pytest.fixture(scope="session")
def scanned(tenant: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Scanned:
    return scan(tmp_path_factory.mktemp("scanned"), tenant)


@pytest.fixture(scope="session")
def tenant(endpoint: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment in which the program reaches the tenant, and nobody's real credentials."""
    return {**estate.CREDENTIALS, "AWS_ENDPOINT_URL": endpoint, "HOME": str(tmp_path_factory.mktemp("home"))}
