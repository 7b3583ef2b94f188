"""JSON files: pieces and whole, in bounded memory and depth, with the line of what is wrong."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors._files import read_head, read_text
from lockscan.connectors._json import head_keys, parts, read_document

TEXTS = st.text('ab"\\[]{}:, \n\u00e9\U0001f600', max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(TEXTS, below, max_size=4),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(TEXTS, VALUES, max_size=5)
PATH = Path("some.json")


@given(DOCUMENTS, st.sampled_from([None, 2, "\t"]), st.booleans())
def test_the_pieces_are_the_whole(document: dict[str, Any], indent: Any, escaped: bool) -> None:
    text = json.dumps(document, indent=indent, ensure_ascii=escaped)
    assert {part.key: part.value for part in parts(PATH, text)} == document


@given(st.lists(VALUES), st.sampled_from([None, 2]))
def test_a_list_comes_one_by_one(elements: list[Any], indent: int | None) -> None:
    text = json.dumps({"a": 1, "rows": elements, "b": 2}, indent=indent)
    found = list(parts(PATH, text, {"rows"}))
    assert [part.value for part in found if part.key == "rows"] == elements
    assert [part.key for part in found if part.key != "rows"] == ["a", "b"]


def test_each_piece_says_its_line() -> None:
    text = '{\n "a": 1,\n "rows": [\n  1,\n\n  2]\n}'
    assert [(part.value, part.line) for part in parts(PATH, text, {"rows"})] == [(1, 2), (1, 4), (2, 6)]


@pytest.mark.parametrize(
    ("text", "line"), [('{\n"a": 1,\n"b" 2}', 3), ('{"a": 1,\n}', 2), ('{"a": 1}\n{}', 2), ('{"a": [1,\n2', 2), ("", 1)]
)
def test_what_is_wrong_has_a_line(text: str, line: int) -> None:
    with pytest.raises(ScopeFailed) as failed:
        list(parts(PATH, text, {"rows"}))
    assert failed.value.reason.startswith(f"some.json:{line}: ")


@given(st.dictionaries(st.text("ab[]{}:, ", max_size=6), VALUES, max_size=5))
def test_the_head_tells_the_keys_of_the_root(document: dict[str, Any]) -> None:
    assert head_keys(json.dumps(document).encode()) == tuple(document)


@given(st.binary())
def test_any_head_is_borne(head: bytes) -> None:
    assert isinstance(head_keys(head), tuple)


def test_a_whole_document_is_read_in_any_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes('{"a": "\u00e9"}'.encode("utf-16"))
    assert read_document(path) == {"a": "\u00e9"}


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for read in (read_text, read_head):
        with pytest.raises(ScopeFailed, match="not a file"):
            read(tmp_path / "pipe")
