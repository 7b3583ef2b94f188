"""What is written twice in one place is told: a parser alone would drop the first without a word."""

import json
from pathlib import Path

import pytest

from lockscan.connectors._json import parts
from lockscan.vocabulary.documents import yaml_documents
from tests.connectors.reading import outcome

ARM = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
BUCKETS = "Resources:\n  Docs: {Type: AWS::S3::Bucket}\n  Docs: {Type: AWS::SQS::Queue}\n"
ACCOUNT = '{"type": "Microsoft.Storage/storageAccounts", "apiVersion": "1", "name": "a", "name": "b"}'


@pytest.mark.parametrize(
    ("reader", "name", "content", "key"),
    [
        ("cloudformation", "a.yaml", BUCKETS, "Docs"),
        ("cloudformation", "a.json", '{"Resources": {"A": {"Type": "AWS::X::Y"}, "A": {"Type": "AWS::X::Y"}}}', "A"),
        ("arm", "a.json", f'{{"$schema": "{ARM}", "contentVersion": "1", "resources": [{ACCOUNT}]}}', "name"),
        ("arm", "a.json", f'{{"$schema": "{ARM}", // why\n"resources": [], "resources": [{ACCOUNT}]}}', "resources"),
        ("kubernetes", "a.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: a, name: b}\n", "name"),
    ],
)
def test_a_key_that_stands_twice_is_told(tmp_path: Path, reader: str, name: str, content: str, key: str) -> None:
    path = tmp_path / name
    path.write_text(content)
    found = outcome(reader, path)
    assert len(found.records) == 1
    assert any(one.startswith("keys partial") and key in one for one in found.said())


def test_a_merged_key_that_is_written_again_is_no_second_one() -> None:
    doubled: list[str] = []
    text = "base: &b {a: 1, c: 2}\none: {<<: *b, a: 3}\ntwo: {a: 4, <<: *b}\nthree: {<<: *b, a: 5, a: 6}\n"
    (found,) = yaml_documents(text, doubled=doubled)
    assert (found["one"], found["two"]) == ({"a": 3, "c": 2}, {"a": 4, "c": 2})
    assert doubled == ["a"]


def test_keys_of_different_objects_may_be_alike(tmp_path: Path) -> None:
    doubled: list[str] = []
    list(parts(tmp_path, json.dumps({"a": {"a": [{"a": 1}, {"a": 1}]}, "b": 1}), ("a",), doubled))
    assert doubled == []
