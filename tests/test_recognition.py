"""What a user names finds its reader, packed or not; what nobody reads is named once."""

import gzip
import json
from pathlib import Path

import click
import pytest

from lockscan.cli._options import source_options
from lockscan.collection.interface import Request
from lockscan.errors import UsageError
from lockscan.recognition import OPTIONS, recognise
from tests.connectors.reading import FIXTURES, outcome


def test_every_known_file_of_a_folder_is_read_and_every_other_is_named_once(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / ".hidden").mkdir()
    state = (FIXTURES / "terraform" / "website.tfstate").read_bytes()
    for place in ("a.tfstate", "deep/b.tfstate", ".hidden/c.tfstate"):
        (tmp_path / place).write_bytes(state)
    (tmp_path / "notes.txt").write_text("nothing")
    found = recognise([tmp_path], Request())
    assert [Path(one.name).name for one in found.asked] == ["a.tfstate", "b.tfstate"]
    assert found.unknown == (tmp_path / "notes.txt",)


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (0, "no file is in it"),
        (1, "its one file is of no known format"),
        (2, "none of its 2 files is of a known format"),
    ],
)
def test_a_folder_with_nothing_known_is_one_line(tmp_path: Path, files: int, told: str) -> None:
    for number in range(files):
        (tmp_path / f"notes{number}.txt").write_text("nothing")
    with pytest.raises(UsageError, match=told):
        recognise([tmp_path], Request())


def test_what_the_cloud_delivers_packed_is_read_as_it_is(tmp_path: Path) -> None:
    plain = FIXTURES / "awsconfig" / "snapshot.json"
    packed = tmp_path / "snapshot.json.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    (asked,) = recognise([packed], Request()).asked
    assert asked.connector.title.startswith("AWS Config")
    assert list(outcome("awsconfig", packed).records) == list(outcome("awsconfig", plain).records)


def test_a_packed_file_that_breaks_off_is_one_line(tmp_path: Path) -> None:
    packed = tmp_path / "snapshot.json.gz"
    packed.write_bytes(gzip.compress((FIXTURES / "awsconfig" / "snapshot.json").read_bytes())[:200])
    with pytest.raises(UsageError, match="breaks off or is damaged"):
        recognise([packed], Request())


def test_a_parameter_file_beside_a_template_goes_before_its_defaults(tmp_path: Path) -> None:
    template = {
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "parameters": {"name": {"type": "string", "defaultValue": "fallback"}},
        "resources": [
            {"type": "Microsoft.Storage/storageAccounts", "apiVersion": "2023-01-01", "name": "[parameters('name')]"}
        ],
    }
    said = {
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
        "parameters": {"name": {"value": "docs"}},
    }
    (tmp_path / "main.json").write_text(json.dumps(template))
    assert list(outcome("arm", tmp_path / "main.json").records) == ["Microsoft.Storage/storageAccounts/fallback"]
    (tmp_path / "main.parameters.json").write_text(json.dumps(said))
    assert list(outcome("arm", tmp_path / "main.json").records) == ["Microsoft.Storage/storageAccounts/docs"]
    found = recognise([tmp_path], Request())
    assert ([one.name for one in found.asked], found.unknown) == ([str(tmp_path / "main.json")], ())


def test_a_service_of_one_source_is_asked_of_that_one_alone() -> None:
    found = recognise(["aws", "azure"], Request(only=("sqs", "Microsoft.Sql", "batch")))
    assert {one.name: one.request.only for one in found.asked} == {
        "aws": ("sqs", "batch"),
        "azure": ("Microsoft.Sql", "batch"),
    }


def test_a_source_of_which_nothing_is_asked_is_not_read() -> None:
    assert [one.name for one in recognise(["aws", "azure"], Request(only=("sqs",))).asked] == ["aws"]
    assert [one.request.skip for one in recognise(["aws", "azure"], Request(skip=("sqs",))).asked] == [("sqs",), ()]


def test_a_service_of_nobody_is_left_for_both_to_refuse() -> None:
    assert [one.request.only for one in recognise(["aws", "azure"], Request(only=("nonsense",))).asked] == [
        ("nonsense",),
        ("nonsense",),
    ]


@pytest.mark.parametrize(
    ("sources", "asked", "told"),
    [
        (["state"], Request(subscriptions=("x",)), "--subscription changes nothing in what is read of "),
        (["state"], Request(regions=("eu-west-2",), only=("sqs",)), "--region, --only change nothing"),
        (["aws"], Request(entra=True), "--entra changes nothing in what is read of aws"),
        (["azure", "state"], Request(profiles=("audit",)), "--profile changes nothing"),
    ],
)
def test_what_is_asked_of_no_source_is_refused(sources: list[str], asked: Request, told: str) -> None:
    state = FIXTURES / "terraform" / "website.tfstate"
    with pytest.raises(UsageError, match=told):
        recognise([state if source == "state" else source for source in sources], asked)


def test_what_one_of_several_sources_heeds_is_taken() -> None:
    state = FIXTURES / "terraform" / "website.tfstate"
    assert recognise([state, "azure"], Request(subscriptions=("x",))).asked


def test_every_option_that_says_what_of_a_source_to_read_is_heeded_or_refused() -> None:
    options = {param.name: param.opts[0] for param in source_options(click.Command("scan")).params}
    assert {name: flag for name, flag in options.items() if name != "workers"} == OPTIONS
