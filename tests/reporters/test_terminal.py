"""A person at a terminal reads the three answers first, in 80 plain columns."""

import re

from lockscan.reporters import REPORTERS
from tests.reporters.sample import empty_report, sample_report


def rendered() -> str:
    return REPORTERS["terminal"].render(sample_report()).decode()


def test_no_line_is_wider_than_eighty_columns() -> None:
    assert max(len(line) for line in rendered().splitlines()) <= 80


def test_the_three_answers_come_first_and_in_order() -> None:
    text = rendered()
    places = [text.index(question) for question in ("How locked in", "What would leaving cost", "How diversified")]
    assert places == sorted(places)
    assert places[0] < 400
    assert text.index("Applications") > places[-1]


def test_costs_are_ranges_in_both_ways_of_leaving() -> None:
    assert re.search(r"£596k planned.*\n.*£341k to £1\.3m", rendered())
    assert "In a hurry" in rendered()


def test_no_control_or_direction_character_reaches_the_terminal() -> None:
    assert re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", rendered()) is None
    assert "[31m" not in rendered()


def test_what_was_not_read_comes_with_its_remedy() -> None:
    text = " ".join(rendered().split())
    assert "not allowed, 1 question (AWS::SecretsManager::Secret" in text
    assert ": allow secretsmanager:ListSecrets" in text


def test_unknown_spend_is_said_and_never_nought() -> None:
    planning = next(line for line in rendered().splitlines() if line.startswith("Planning"))
    assert "not known" in planning
    assert "£0" not in planning


def test_nothing_read_claims_nothing() -> None:
    text = REPORTERS["terminal"].render(empty_report()).decode()
    assert "£0" not in text
    assert "100: free" not in text
