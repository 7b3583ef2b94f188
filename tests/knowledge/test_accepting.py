"""What is plainly right is said so at once, and never of anything wrong."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockscan.knowledge.accepting import acceptor
from lockscan.knowledge.documents import files, read
from lockscan.knowledge.structure import _accepts, _validator

SEEDS = [
    document.plain
    for document in read(
        [file for file in files(()) if file.path.name in {"scoring.yaml", "hedges.yaml", "s3.yaml", "ovhcloud.yaml"}],
        [],
    )
]

wrong = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 3),
    st.floats(-1, 2),
    st.text("aA:- ", max_size=3),
    st.just([]),
    st.just({}),
    st.just(["x", 1]),
    st.just({"x": 2}),
)


def places(node: Any) -> list[tuple[Any, Any]]:
    """Give every (container, key) of a document."""
    pairs = list(node.items()) if isinstance(node, dict) else list(enumerate(node)) if isinstance(node, list) else []
    return [(node, key) for key, _ in pairs] + [place for _, item in pairs for place in places(item)]


def test_the_rules_as_they_are_need_no_second_look() -> None:
    assert SEEDS
    assert all(_accepts()(seed) for seed in SEEDS)


@given(data=st.data(), seed=st.sampled_from(range(len(SEEDS))))
def test_nothing_is_accepted_that_the_schema_refuses(data: st.DataObject, seed: int) -> None:
    document = copy.deepcopy(SEEDS[seed])
    every = places(document)
    container, key = every[data.draw(st.integers(0, len(every) - 1))]
    change = data.draw(st.sampled_from(["replace", "delete", "add"]))
    if change == "replace":
        container[key] = data.draw(wrong)
    elif change == "delete":
        del container[key]
    elif isinstance(container, dict):
        container[data.draw(st.sampled_from(["strange", "types", "id", "cite"]))] = data.draw(wrong)
    assert _accepts()(document) == _validator().is_valid(document)


@pytest.mark.parametrize("schema", [{"const": 1}, {"oneOf": [{"type": "string"}, {"minLength": 1}]}])
def test_a_keyword_it_does_not_know_is_left_to_the_validator(schema: dict[str, Any]) -> None:
    assert not acceptor(schema)(1)
    assert not acceptor(schema)("x")
