"""Hostile names reach nobody's terminal, browser or spreadsheet."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockscan.wording.clean import clean, columns, ended, inert_cell, one_line, shorten


@given(st.text())
def test_nothing_invisible_is_left(text: str) -> None:
    assert not {unicodedata.category(char) for char in clean(text)} & {"Cc", "Cf", "Cs", "Cn", "Co"}


@given(st.text(), st.integers(min_value=4, max_value=60))
def test_what_is_shortened_fits(text: str, width: int) -> None:
    assert columns(shorten(text, width)) <= width


@given(st.text(st.characters(categories=["L", "N", "P"])))
def test_ordinary_names_are_left_alone(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "  =", "\u200b=", "\uff1d"])
def test_a_cell_that_could_be_a_formula_is_text(start: str) -> None:
    assert inert_cell(f"{start}1+1").startswith("'")


def test_a_whole_escape_sequence_goes_not_just_its_first_byte() -> None:
    assert clean("a\x1b[31mb\x1b]0;title\x07c\x1b(Bd") == "abcd"


def test_a_sentence_is_cut_at_its_end_and_between_words() -> None:
    assert ended("one two three four", 12) == "one two …"
    assert ended("one two", 12) == "one two"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (
            "<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n<p>Check the spell",
            "404 Not Found",
        ),
        ("<html><head><style>p{}</style></head><body><p>Proxy says:\n no &amp; no</p><hr><cent", "Proxy says: no & no"),
        ("<?xml version='1.0'?><Error><Code>NoSuchBucket</Code><Message>gone</Message></Error>", "NoSuchBucket gone"),
        ("not authorized to <action> on\n  <resource>", "not authorized to <action> on <resource>"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
    ],
)
def test_what_an_answer_says_is_one_line_without_its_markup(answer: str, told: str) -> None:
    assert one_line(answer) == told


def test_an_endless_answer_is_read_at_its_beginning() -> None:
    assert len(one_line(f"<html><p>{'<title' * 200_000}")) < 20_000
