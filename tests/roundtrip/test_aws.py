"""The council's AWS tenant is the same estate live, as a Terraform state and as templates of stacks; where not, why."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from lockscan import api
from lockscan.demo.tenant import ACCOUNT, REGIONS, aws_tenant
from lockscan.model.report import Report
from lockscan.reporters import REPORTERS
from lockscan.vocabulary.data import read_yaml
from tests.roundtrip import aws
from tests.roundtrip.comparing import Differences, Reading, Tolerated, differences, read, unexplained, unneeded
from tests.roundtrip.describing import TYPES, Account

SAID: Final[Mapping[str, Any]] = read_yaml(Path(__file__).with_name("aws-differences.yaml"))
WRITTEN: Final = ("state", "templates")
PARTS: Final = ("resources", "references", "scores")
ASKED: Final = (*(type_ for type_, said in TYPES.items() if "each" not in said), "AWS::CloudFormation::Stack")
"""What a scan can be asked for; what is listed below something else comes with it."""

NAMED: Final = ("AWS::SQS::Queue", "AWS::SNS::Topic", "AWS::DynamoDB::Table")
"""Types whose names are their ids, wherever they are declared."""

GONE: Final = "arn:aws:sqs:eu-west-2:123456789012:letters-failed"


def tolerated(written: str, part: str) -> list[Tolerated]:
    return [
        Tolerated(types=tuple(one["types"]), why=one["why"])
        for where in ("both", written)
        for one in SAID[where].get(part, ())
    ]


@dataclass(frozen=True, slots=True)
class Trip:
    live: Reading
    state: Path
    templates: Mapping[str, Path]
    known: Sequence[aws.Entry]
    folder: Path

    def other(self, written: str) -> Reading:
        if written == "state":
            return read([self.state], self.folder / "state")
        halves = [
            read([path], self.folder / region, accounts=(ACCOUNT,), regions=(region,)).renamed(
                {f"{path}#{entry.label}".lower(): entry.one.id.lower() for entry in self.known}
            )
            for region, path in self.templates.items()
        ]
        return halves[0].joined(halves[1])


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trip]:
    folder = tmp_path_factory.mktemp("aws")
    with aws_tenant():
        known = aws.entries(list(Account(os.environ["AWS_ENDPOINT_URL"]).described()))
        live = read(["aws"], folder / "live", regions=REGIONS, only=ASKED)
        state = aws.write_state(known, folder / "council.tfstate")
        yield Trip(live, state, aws.write_templates(known, folder / "stacks"), known, folder)


@pytest.fixture(scope="module")
def others(trip: Trip) -> dict[str, Reading]:
    return {written: trip.other(written) for written in WRITTEN}


@pytest.fixture(scope="module")
def found(trip: Trip, others: dict[str, Reading]) -> dict[str, Differences]:
    return {written: differences(trip.live, other) for written, other in others.items()}


@pytest.fixture(scope="module")
def types(trip: Trip, others: dict[str, Reading]) -> dict[str, str]:
    return {id_: type_ for reading in (*others.values(), trip.live) for id_, type_ in reading.types.items()}


def differing(found: Differences, part: str, types: Mapping[str, str]) -> dict[str, str]:
    """Give each difference with what a reason for it names: the type, or a reference's both types and its kind."""
    match part:
        case "resources":
            return found.resources
        case "scores":
            return found.scores
    return {" ".join(edge): f"{types[edge[0]]} {edge[1]} {types[edge[2]]}" for edge in found.hard}


def test_the_exporter_covers_what_the_council_has(trip: Trip) -> None:
    assert len(TYPES) >= 60
    assert len(trip.known) >= 240
    assert len(trip.live.hard) >= 300


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("written", WRITTEN)
def test_it_is_the_same_estate(
    types: Mapping[str, str], found: dict[str, Differences], written: str, part: str
) -> None:
    assert unexplained(differing(found[written], part, types), tolerated(written, part)) == {}


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("written", WRITTEN)
def test_no_tolerance_outlives_its_difference(
    types: Mapping[str, str], found: dict[str, Differences], written: str, part: str
) -> None:
    assert unneeded(list(differing(found[written], part, types).values()), tolerated(written, part)) == []


@pytest.mark.parametrize("written", WRITTEN)
def test_a_score_that_differs_is_only_less_sure(trip: Trip, others: dict[str, Reading], written: str) -> None:
    less_sure = {type_ for one in SAID["both"]["scores"] for type_ in one["types"]}
    for id_ in trip.live.scores.keys() & others[written].scores.keys():
        type_, _, low, high = trip.live.scores[id_]
        _, _, its_low, its_high = others[written].scores[id_]
        assert type_ not in less_sure or its_low <= low <= high <= its_high, id_


def asked(snapshot: Path, *files: Path) -> Report:
    """Scan the named types live together with files."""
    return api.assess(api.collect(["aws", *files], snapshot=snapshot, only=NAMED, regions=REGIONS).path)


def test_seen_three_times_it_is_one_estate_with_three_origins(trip: Trip) -> None:
    report = asked(trip.folder / "all", trip.state, *trip.templates.values())
    estate = report.estate
    assert estate.sightings
    thrice = estate.sightings.seen_in("live") & estate.sightings.seen_in("state") & estate.sightings.seen_in("template")
    of_these = [estate.profiles[int(code)].type in NAMED for code in estate.profile[: estate.resources]]
    assert int(thrice.sum()) == sum(of_these) == sum(type_ in NAMED for type_, *_ in trip.live.scores.values())
    assert "declared-not-live" not in {finding.rule for finding in report.findings}


def test_a_queue_that_is_gone_is_drift_and_one_made_by_hand_is_counted(trip: Trip, tmp_path: Path) -> None:
    state = tmp_path / "council.tfstate"
    state.write_text(trip.state.read_text().replace("letters-failed", "letters-lost"))
    report = asked(tmp_path / "s", state)
    drift = [finding.resource for finding in report.findings if finding.rule == "declared-not-live"]
    assert drift == [GONE.replace("letters-failed", "letters-lost")]
    assert "AWS::SQS::Queue" in {f.resource for f in report.findings if f.rule == "live-not-declared"}
    for name in ("terminal", "html"):
        shown = " ".join(REPORTERS[name].render(report).decode().split())
        assert "1 type found live, not in any code given: AWS::SQS::Queue 1" in shown
        assert "1 resource declared and not found live, where the provider answered in full" in shown
