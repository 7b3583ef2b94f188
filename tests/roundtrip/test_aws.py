"""An AWS estate is the same live, as Terraform's state and as a CloudFormation template; no difference is tolerated.

The one thing that cannot be the same is a key's id, which only the provider gives: in the template it is an address.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from lockscan import api
from lockscan.demo.emulator import emulator
from lockscan.demo.tenant import CREDENTIALS
from lockscan.reporters import REPORTERS
from tests.roundtrip import aws
from tests.roundtrip.comparing import Reading, differences, read

FILES: Final = {"orders.tfstate": aws.write_state, "orders.json": aws.write_template}
PLACE: Final = {"accounts": (aws.ACCOUNT,), "regions": (aws.REGION,)}


@dataclass(frozen=True, slots=True)
class Trip:
    live: Reading
    key: str
    files: dict[str, Path]
    folder: Path


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trip]:
    folder = tmp_path_factory.mktemp("aws")
    with emulator() as address, pytest.MonkeyPatch.context() as patch:
        for name, value in {**CREDENTIALS, "AWS_ENDPOINT_URL": address}.items():
            patch.setenv(name, value)
        patch.delenv("AWS_PROFILE", raising=False)
        key = aws.create(address)
        files = {name: write(key, folder / name) for name, write in FILES.items()}
        live = read(["aws"], folder / "live", regions=(aws.REGION,), only=aws.TYPES)
        yield Trip(live, key, files, folder)


@pytest.mark.parametrize("name", FILES)
def test_resources_hard_references_and_scores_are_the_same(trip: Trip, name: str) -> None:
    other = read([trip.files[name]], trip.folder / f"{name}.snapshot", **PLACE)
    found = differences(trip.live, other.called(f"{trip.files[name]}#key".lower(), trip.key))
    assert (found.resources, found.hard, found.scores) == ({}, {}, {})
    assert len(trip.live.hard) >= 4


def test_seen_three_times_it_is_one_estate_with_three_origins(trip: Trip) -> None:
    sources: list[str | Path] = ["aws", *trip.files.values()]
    snapshot = trip.folder / "all"
    report = api.assess(api.collect(sources, snapshot=snapshot, only=aws.TYPES, regions=(aws.REGION,)).path)
    ids = [one.lower() for one in report.estate.rows.ids(range(report.estate.resources))]
    assert set(ids) - set(trip.live.scores) == {f"{trip.files['orders.json']}#key".lower()}
    said = {finding.rule: finding for finding in report.findings}
    assert {"declared-not-live", "live-not-declared"} & set(said) == set()
    assert said["declared-unpaired"].message.startswith("1 declared here cannot be told from what is live")


def test_a_queue_that_is_gone_is_drift_and_one_made_by_hand_is_counted(trip: Trip, tmp_path: Path) -> None:
    text = trip.files["orders.tfstate"].read_text()
    state = tmp_path / "orders.tfstate"
    state.write_text(text.replace("orders-failed", "orders-lost"))
    report = api.assess(
        api.collect(["aws", state], snapshot=tmp_path / "s", only=aws.TYPES, regions=(aws.REGION,)).path
    )
    drift = [finding.resource for finding in report.findings if finding.rule == "declared-not-live"]
    assert drift == [aws.FAILED.replace("orders-failed", "orders-lost")]
    assert [f.resource for f in report.findings if f.rule == "live-not-declared"] == ["AWS::SQS::Queue"]
    for name in ("terminal", "html"):
        shown = " ".join(REPORTERS[name].render(report).decode().split())
        assert "Seen in: live and state 8, live 1, state 1" in shown
        assert "1 type found live, not in any code given: AWS::SQS::Queue 1" in shown
        assert "1 resource declared and not found live, where the provider answered in full" in shown
