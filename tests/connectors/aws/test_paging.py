from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from botocore.loaders import Loader

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors.aws.actions import operation
from lockscan.connectors.aws.entry import Tokens
from lockscan.connectors.aws.expression import Path
from lockscan.connectors.aws.paging import known_tokens, pages
from lockscan.model.scope import ScopeState

TOKENS = Tokens(inputs=("Next",), outputs=(Path("Next"),))


class Service:
    """Answers with the given tokens, in turn."""

    def __init__(self, *tokens: str | None) -> None:
        self.tokens: Iterator[str | None] = iter(tokens)
        self.asked: list[Mapping[str, Any]] = []

    def __call__(self, params: Mapping[str, Any]) -> dict[str, Any]:
        self.asked.append(params)
        token = next(self.tokens)
        return {"Next": token} if token else {}


def test_every_page_is_asked_once_in_order() -> None:
    service = Service("a", "b", None)
    assert len(list(pages(service, {"Filter": 1}, TOKENS))) == 3
    assert service.asked == [{"Filter": 1}, {"Filter": 1, "Next": "a"}, {"Filter": 1, "Next": "b"}]


def test_a_resume_token_continues_after_its_page() -> None:
    first = list(pages(Service("a", None), {}, TOKENS))
    again = Service(None)
    list(pages(again, {}, TOKENS, first[0][1]))
    assert again.asked == [{"Next": "a"}]


@pytest.mark.parametrize("tokens", [("a", "a"), ("a", "b", "a"), ("a", "b", "c", "b")])
def test_a_loop_of_tokens_of_any_length_ends_and_says_so(tokens: tuple[str, ...]) -> None:
    read: list[Any] = []
    with pytest.raises(ScopeFailed, match="repeated a page token") as caught:
        read.extend(pages(Service(*tokens), {}, TOKENS))
    assert caught.value.state is ScopeState.PARTIAL


def test_a_token_without_more_results_is_no_next_page() -> None:
    tokens = Tokens(inputs=("Marker",), outputs=(Path("Marker"),), more=Path("IsTruncated"))
    assert len(list(pages(lambda _: {"Marker": "x", "IsTruncated": False}, {}, tokens))) == 1


def test_botocore_tells_several_tokens_at_once() -> None:
    tokens = known_tokens(Loader(), operation("route53", "ListResourceRecordSets"))
    assert tokens is not None
    assert len(tokens.inputs) == len(tokens.outputs) == 3
