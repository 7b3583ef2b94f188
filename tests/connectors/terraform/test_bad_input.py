"""Whatever a file holds, it ends in resources or in one clear line."""

import json
import random
import sys
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from lockscan.collection.interface import Request
from lockscan.connectors._files import LIMIT_BYTES
from lockscan.connectors.terraform import CONNECTOR
from lockscan.errors import UsageError

STATE = {"version": 4, "terraform_version": "1.7.5", "serial": 1, "lineage": "x", "resources": []}


def one_line(found: Any) -> str:
    assert found.failed is not None
    reason: str = found.failed.reason
    assert "\n" not in reason
    assert str(found.path) in reason
    assert found.failed.remedy
    return reason.removeprefix(str(found.path))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_any_unicode_encoding_is_read(read: Callable[[Any], Any], written: Callable[..., Path], encoding: str) -> None:
    original = read("booking.plan.json")
    path = written(original.path.read_text(), encoding=encoding)
    assert CONNECTOR.recognises(path, path.read_bytes()[:65_536])
    assert set(read(path).records) == set(original.records)


def test_a_half_written_state_gives_its_first_half(read: Callable[[Any], Any], written: Callable[..., Path]) -> None:
    content = read("website.tfstate").path.read_text()
    found = read(written(content[: len(content) // 2]))
    assert 0 < len(found.records) < 14
    assert found.failed.state == "partial"
    assert "not valid JSON" in one_line(found)


def test_a_half_written_plan_gives_what_it_planned(read: Callable[[Any], Any], written: Callable[..., Path]) -> None:
    content = read("booking.plan.json").path.read_text()
    found = read(written(content[: content.index('"configuration"')]))
    assert len(found.records) == 24
    assert found.failed.state == "partial"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "neither"),
        ("[]", "neither"),
        ('{"a": 1}', "neither"),
        ('resource "aws_instance" "x" {}', "neither"),
        (json.dumps(STATE | {"version": 5}), "newer"),
        (json.dumps({"format_version": "2.0", "values": {}}), "newer"),
        (json.dumps({"serial": 1, "lineage": "x", "meta": {}, "encrypted_data": "YQ=="}), "encrypted"),
        (json.dumps(STATE)[:-1] + "} trailing", "more follows"),
        ('{"version": 4, "lineage": ' + "[" * 100_000, "nested deeper"),
        ('{"version": 4, "lineage": ' + "[" * 200 + "]" * 200 + "}", "nested deeper"),
        ('{"version": 4, "lineage": ' + "9" * 5_000 + "}", "not valid JSON"),
        ('{"version": 4, "serial": 3 "x"}', "not valid JSON"),
    ],
)
def test_what_cannot_be_read_is_one_line(
    read: Callable[[Any], Any], written: Callable[..., Path], content: str, said: str
) -> None:
    found = read(written(content))
    assert said in one_line(found)
    assert found.failed.state == "error"


def test_a_binary_plan_says_how_to_show_it(read: Callable[[Any], Any], tmp_path: Path) -> None:
    path = tmp_path / "tfplan"
    path.write_bytes(b"PK\x03\x04\x14\x00\x08\x00\x08\x00tfplan" + bytes(range(256)))
    assert CONNECTOR.recognises(path, path.read_bytes())
    assert "terraform show -json tfplan" in read(path).failed.remedy


def test_a_file_of_two_gigabytes_is_refused_unread(read: Callable[[Any], Any], tmp_path: Path) -> None:
    path = tmp_path / "huge.tfstate"
    with path.open("wb") as stream:
        stream.write(b'{"version": 4, "lineage": "x", "resources": [')
        stream.truncate(2 * 1024**3)
    assert f"above the limit of {LIMIT_BYTES // 1024**2} MB" in one_line(read(path))


def test_a_missing_file_and_no_file(read: Callable[[Any], Any], tmp_path: Path) -> None:
    assert "No such file" in one_line(read(tmp_path / "gone.json"))
    with pytest.raises(UsageError):
        list(CONNECTOR.units(Request()))


def test_duplicate_addresses_both_count_where_they_differ(written: Callable[..., Path]) -> None:
    entry = {"mode": "managed", "type": "aws_vpc", "name": "x", "provider": 'provider["hashicorp/aws"]'}
    instances = [{"attributes": {"id": "vpc-0aa11bb2"}}, {"attributes": {"id": "vpc-0cc33dd4"}}]
    (unit,) = CONNECTOR.units(Request(path=written(STATE | {"resources": [entry | {"instances": instances}]})))
    (_, page) = unit.read(None)
    assert len(page.records) == 2


def test_half_a_surrogate_pair_can_be_written_out(read: Callable[[Any], Any], written: Callable[..., Path]) -> None:
    content = json.dumps(
        STATE
        | {
            "resources": [
                {
                    "mode": "managed",
                    "type": "x_y",
                    "name": "HALF",
                    "instances": [{"attributes": {"name": "HALF", "tags": {"owner": "\U0001f600"}}}],
                }
            ]
        }
    )
    found = read(written(content.replace("HALF", "\\ud83d")))
    (record,) = found.records.values()
    repr(record).encode()
    assert record.resource.tags["owner"] == "\U0001f600"


def fuzz() -> Any:
    path = Path(__file__).parents[2] / "fuzz" / "terraform.py"
    spec = spec_from_file_location("fuzz_terraform", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_mutated_files_end_in_resources_or_one_line(tmp_path: Path) -> None:
    fuzz().run(tmp_path / "mutated.json", rounds=250, seed=random.Random(7).random())  # noqa: S311 - repeatable
