"""Places are remembered, told as they were met, and never for ever."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockscan.references import walking
from lockscan.references.walking import root, texts

KEYS = st.text(min_size=1, max_size=12)


@given(st.lists(st.one_of(KEYS, st.integers(0, 9)), max_size=6))
def test_a_place_is_the_same_and_told_the_same_however_often_it_is_met(path: list[str | int]) -> None:
    first = second = root()
    for step in path:
        first = first.at(step) if isinstance(step, str) else first.nth(step)
    told = first.shown, first.folded, first.free
    for step in path:
        second = second.at(step) if isinstance(step, str) else second.nth(step)
    assert first is second
    assert (second.shown, second.folded, second.free) == told


def test_users_own_keys_do_not_add_up_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walking, "MOST_PLACES", 50)
    for number in range(500):
        assert [text for _, text in texts({f"KEY_{number}": "value"})] == ["value"]
    assert root().tree.places <= 52


def test_paths_are_spelled_with_their_positions() -> None:
    config = {"Rules": [{"Targets": [{"Arn": "a"}, {"Arn": "b"}]}], "KMSKey_Id": "c"}
    assert [(place.shown, place.folded) for place, _ in texts(config)] == [
        ("Rules[0].Targets[0].Arn", "rules.targets.arn"),
        ("Rules[0].Targets[1].Arn", "rules.targets.arn"),
        ("KMSKey_Id", "kmskeyid"),
    ]
