"""YAML of others is read as plain values, with lines, whatever it holds."""

from contextlib import suppress
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lockscan.vocabulary.documents import BrokenYaml, Table, yaml_documents

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), min_size=1, max_size=12)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(PLAIN)
def test_what_was_written_is_what_is_read(value: Any) -> None:
    keyed = {"root": value}
    assert list(yaml_documents(yaml.safe_dump(keyed, allow_unicode=True))) == [keyed]


@given(st.text(max_size=200))
def test_any_text_is_read_or_told(text: str) -> None:
    with suppress(BrokenYaml):
        list(yaml_documents(text))


def test_mappings_know_where_they_stand() -> None:
    (root,) = yaml_documents("a:\n  b: 1\n\nc:\n- d: 1\n- e: 2\n")
    assert isinstance(root["a"], Table)
    assert [root["a"].line, root["c"][0].line, root["c"][1].line] == [1, 5, 6]


def test_tags_become_what_their_format_makes_of_them() -> None:
    (root,) = yaml_documents("a: !X b\nc: !Y [1]\nd: !Z {e: f}\ng: !!str 1\n", lambda tag, value: {tag: value})
    assert root == {"a": {"X": "b"}, "c": {"Y": [1]}, "d": {"Z": {"e": "f"}}, "g": "1"}


def test_several_documents_and_merged_mappings() -> None:
    first, second = yaml_documents("a: &x {b: 1}\nc: {<<: *x, b: 2, d: 3}\n---\n- x\n")
    assert first["c"] == {"b": 2, "d": 3}
    assert second == ["x"]


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("012345678901", "012345678901"),
        ("1.30", "1.30"),
        ("1.5", 1.5),
        ("2026-11-22", "2026-11-22"),
        ("on", "on"),
        ("True", True),
        ("~", None),
        ("1e3", 1000.0),
        ("0x1F", "0x1F"),
    ],
)
def test_a_word_that_a_number_would_lose_stays_text(word: str, value: Any) -> None:
    assert list(yaml_documents(f"a: {word}")) == [{"a": value}]


def test_a_key_stays_as_it_was_written() -> None:
    assert list(yaml_documents("on: 1\n2012-10-17: 2\n1: 3\n")) == [{"on": 1, "2012-10-17": 2, "1": 3}]


def test_depth_and_aliases_are_bounded() -> None:
    with pytest.raises(BrokenYaml, match="nested deeper"):
        list(yaml_documents("[" * 101 + "]" * 101))
    bomb = "a0: &a0 [x]\n" + "".join(f"a{i + 1}: &a{i + 1} [{','.join([f'*a{i}'] * 10)}]\n" for i in range(9))
    with pytest.raises(BrokenYaml, match="aliases"):
        list(yaml_documents(bomb))
