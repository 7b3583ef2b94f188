"""A policy's wildcard reaches what it is spelled for, to a published number, in the accounts it names."""

from collections.abc import Callable
from typing import Any

import pytest

from lockscan.model.reference import Confidence
from lockscan.model.resource import ResourceId
from lockscan.references.vocabulary import widest_pattern
from lockscan.snapshot import Snapshot
from lockscan.vocabulary.kinds import Kind

QUEUE = "arn:aws:sqs:eu-west-2:111122223333:"
ABROAD = "arn:aws:sqs:eu-west-2:999999999999:orders-9"


def reached(snapshot: Snapshot) -> set[str]:
    return {row["target"].rpartition(":")[2] for row in snapshot.table("references")}


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (f"{QUEUE}orders-*", {"orders-1", "orders-2"}),
        (f"{QUEUE}orders-?", {"orders-1", "orders-2"}),
        ("arn:aws:sqs:*:*:orders-*", {"orders-1", "orders-2", "orders-9"}),
        (f"{QUEUE}${{aws:username}}-1", {"orders-1"}),
        (f"{QUEUE}nothing-*", set()),
        ("arn:aws:sns:eu-west-2:111122223333:*", set()),
    ],
)
def test_a_wildcard_reaches_what_it_is_spelled_for(
    sealed: Callable[..., Snapshot],
    make: Callable[..., Any],
    mention: Callable[..., Any],
    pattern: str,
    expected: set[str],
) -> None:
    held = mention(pattern, kind=Kind.MAY_ACCESS, confidence=Confidence.LOW, external=False)
    others = [make(name) for name in ("orders-1", "orders-2", "invoices")]
    abroad = make("orders-9", id=ResourceId(ABROAD), account="999999999999")
    snapshot = sealed([make("holder", mentions=[held]), *others, abroad])
    assert reached(snapshot) == expected


def test_a_wildcard_reaches_no_more_than_the_published_number(
    sealed: Callable[..., Snapshot], make: Callable[..., Any], mention: Callable[..., Any]
) -> None:
    held = mention(f"{QUEUE}*", kind=Kind.MAY_ACCESS, confidence=Confidence.LOW, external=False)
    queues = [make(f"queue-{number:03}") for number in range(widest_pattern() + 30)]
    assert len(reached(sealed([make("a-holder", mentions=[held]), *queues]))) in {
        widest_pattern(),
        widest_pattern() - 1,  # itself, which is no mention
    }
