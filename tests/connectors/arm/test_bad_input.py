"""Whatever a file holds, it ends in resources or in one clear line."""

from pathlib import Path

import pytest

from lockscan.collection.interface import Request
from lockscan.connectors.arm import CONNECTOR
from lockscan.errors import UsageError
from tests.connectors.reading import FIXTURES, outcome
from tests.fuzz.files import run

SCHEMA = '"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"'


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_any_unicode_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    original = FIXTURES / "arm" / "licensing.json"
    path = tmp_path / "licensing.json"
    path.write_bytes((original.read_text() + "\r\n  \n").encode(encoding))
    assert CONNECTOR.recognises(path, path.read_bytes()[:65_536])
    assert set(outcome("arm", path).records) == set(outcome("arm", original).records)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{}",
        "[]",
        '{"resources": []}',
        SCHEMA.join("{}").replace("deploymentTemplate", "deploymentParameters"),
        '{"$schema": "https://schema.management.azure.com/schemas/0.1.2-preview/CreateUIDefinition.MultiVm.json#"}',
        "targetScope = 'subscription'",
    ],
)
def test_what_is_no_template_is_not_claimed(tmp_path: Path, content: str) -> None:
    assert not CONNECTOR.recognises(tmp_path / "x.json", content.encode())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{}", "not an Azure Resource Manager template"),
        (f'{{{SCHEMA}, "resources": [', "not valid JSON"),
        (f'{{{SCHEMA}, "resources": [] /* no end', "not valid JSON"),
        (f'{{{SCHEMA}, "resources": ' + "[" * 100_000, "nested deeper"),
    ],
)
def test_what_cannot_be_read_is_one_line(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "bad.json"
    path.write_text(content)
    failed = outcome("arm", path).failed
    assert failed is not None
    assert said in failed.reason
    assert str(path) in failed.reason
    assert failed.remedy
    assert "\n" not in failed.reason


def test_texts_over_several_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "lines.json"
    resource = '{"type": "Microsoft.X/ys", "name": "a", "properties": {"query": "one\ntwo"}}'
    path.write_text(f'{{{SCHEMA}, "resources": [{resource}]}}')
    assert list(outcome("arm", path).records) == ["Microsoft.X/ys/a"]


def test_a_source_without_a_file_is_wrong_use() -> None:
    with pytest.raises(UsageError):
        list(CONNECTOR.units(Request()))


def test_mutated_files_end_in_resources_or_one_line(tmp_path: Path) -> None:
    assert run(tmp_path, "arm", rounds=300, seed=7) > 0
