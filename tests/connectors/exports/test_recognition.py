"""Every file is claimed by the reader it was written for, and by no other."""

from pathlib import Path

import pytest

from lockscan.connectors import CONNECTORS
from tests.connectors.reading import FIXTURES

READERS = (
    "terraform",
    "cloudformation",
    "arm",
    "awsconfig",
    "resourcegraph",
    "cloudasset",
    "kubernetes",
    "inventory",
    "hcl",
)
FILES = [(reader, path) for reader in READERS for path in sorted((FIXTURES / reader).rglob("*")) if path.is_file()]
OTHERS = [
    path
    for folder in FIXTURES.iterdir()
    if folder.name not in {*READERS, "readings"}
    for path in sorted(folder.rglob("*"))
    if path.is_file()
]


def claimed(path: Path) -> set[str]:
    head = path.read_bytes()[:65_536]
    return {name for name in READERS if CONNECTORS[name].recognises(path, head)}


@pytest.mark.parametrize(("reader", "path"), FILES, ids=lambda one: one.name if isinstance(one, Path) else one)
def test_a_file_is_claimed_by_its_reader_alone(reader: str, path: Path) -> None:
    assert claimed(path) == {reader}


def test_other_files_are_claimed_by_nobody() -> None:
    assert not [path for path in OTHERS if claimed(path) - {"terraform"}]


@pytest.mark.parametrize(
    "content",
    [
        (
            '{"$schema": "https://schema.management.azure.com/schemas/0.1.2-preview/CreateUIDefinition.MultiVm.json#",'
            ' "handler": "Microsoft.Azure.CreateUIDef", "parameters": {"resources": []}}'
        ),
        '{"properties": {"policyType": "Custom", "policyRule": {"if": {"field": "type"}}}}',
        '{"name": "portal", "version": "1.0.0", "resources": {}, "dependencies": {}}',
        '{"name": "portal", "version": "1.0.0", "lockfileVersion": 3, "packages": {}}',
        '{"compilerOptions": {"outDir": "x"}, "include": ["src"]}',
        '{"version": "38.0.1", "artifacts": {"Portal": {"type": "aws:cloudformation:stack"}}}',
        '{"version": "38.0.1", "files": {"a": {"source": {"path": "Portal.template.json"}}}, "dockerImages": {}}',
        (
            '{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",'
            ' "parameters": {"name": {"value": "docs"}}}'
        ),
    ],
)
def test_what_stands_beside_templates_is_no_template(tmp_path: Path, content: str) -> None:
    path = tmp_path / "beside.json"
    path.write_text(content)
    assert claimed(path) == set()
