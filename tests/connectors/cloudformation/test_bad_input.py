"""Whatever a file holds, it ends in resources or in one clear line."""

import json
from pathlib import Path

import pytest

from lockscan.collection.interface import Request
from lockscan.connectors.cloudformation import CONNECTOR
from lockscan.errors import UsageError
from tests.connectors.reading import FIXTURES, outcome
from tests.fuzz.files import run

FOLDER = FIXTURES / "cloudformation"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["council-tax.yaml", "network.json"])
def test_any_unicode_encoding_is_read(tmp_path: Path, name: str, encoding: str) -> None:
    path = tmp_path / name
    path.write_bytes((FOLDER / name).read_text().encode(encoding))
    assert CONNECTOR.recognises(path, path.read_bytes()[:65_536])
    assert set(outcome("cloudformation", path).records) == set(outcome("cloudformation", FOLDER / name).records)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{}",
        "[]",
        "a: 1",
        "resources:\n  Resources:\n    X: {Type: AWS::S3::Bucket}",
        "ROSTemplateFormatVersion: '2015-09-01'\nResources:\n  X: {Type: ALIYUN::ECS::VPC}",
        "heat_template_version: 2021-04-16\nresources: {a: {type: OS::Nova::Server}}",
        "apiVersion: v1\nkind: List\nitems: []",
        json.dumps({"Resources": [1]}),
        "region: eu-west-2\nsteps: []",
    ],
)
def test_what_is_no_template_is_not_claimed(tmp_path: Path, content: str) -> None:
    assert not CONNECTOR.recognises(tmp_path / "x.yaml", content.encode())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a: 1", "not a CloudFormation template"),
        ("AWSTemplateFormatVersion: x\nResources: {", "not valid YAML"),
        ("AWSTemplateFormatVersion: x\nResources: *gone", "stands for nothing"),
        ("AWSTemplateFormatVersion: x\n---\nResources: {}", "2 YAML documents"),
        ("AWSTemplateFormatVersion: x\nResources: " + "[" * 500, "nested deeper"),
        ('{"AWSTemplateFormatVersion": "x", "Resources": ' + "[" * 100_000, "nested deeper"),
        ('{"AWSTemplateFormatVersion": "x", "Resources": {', "not valid JSON"),
    ],
)
def test_what_cannot_be_read_is_one_line(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(content)
    failed = outcome("cloudformation", path).failed
    assert failed is not None
    assert said in failed.reason
    assert str(path) in failed.reason
    assert failed.remedy
    assert "\n" not in failed.reason


def test_aliases_cannot_swell_a_template(tmp_path: Path) -> None:
    bomb = "x0: &x0 [a,a,a,a,a,a,a,a,a,a]\n" + "".join(
        f"x{i + 1}: &x{i + 1} [{','.join([f'*x{i}'] * 10)}]\n" for i in range(20)
    )
    path = tmp_path / "bomb.yaml"
    path.write_text(
        f"AWSTemplateFormatVersion: x\n{bomb}Resources: {{A: {{Type: AWS::X::Y, Properties: {{V: *x20}}}}}}\n"
    )
    failed = outcome("cloudformation", path).failed
    assert failed is not None
    assert "aliases" in failed.reason


def test_deep_expressions_end(tmp_path: Path) -> None:
    path = tmp_path / "deep.json"
    value = '{"Fn::Join": ["", [' * 40 + '"x"' + "]]}" * 40
    resources = f'{{"A": {{"Type": "AWS::X::Y", "Properties": {{"V": {value}}}}}}}'
    path.write_text(f'{{"AWSTemplateFormatVersion": "x", "Resources": {resources}}}')
    found = outcome("cloudformation", path)
    assert found.records or found.failed


def test_a_source_without_a_file_is_wrong_use() -> None:
    with pytest.raises(UsageError):
        list(CONNECTOR.units(Request()))


def test_mutated_files_end_in_resources_or_one_line(tmp_path: Path) -> None:
    assert run(tmp_path, "cloudformation", rounds=300, seed=7) > 0
