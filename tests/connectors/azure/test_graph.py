"""Resource Graph is read to its end, or it is said that it was not."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from lockscan.collection.interface import Request, ScopeFailed
from lockscan.connectors.azure import queries
from lockscan.connectors.azure.client import Arm
from lockscan.connectors.azure.graph import Rows, ahead, rows
from lockscan.model.scope import ScopeState

SUBSCRIPTION = "11111111-2222-3333-4444-555555555555"
QUERY = queries.resources(Request())


@pytest.fixture
def server(servers: Any, tenant: Any) -> Any:
    return servers.start(tenant(25), page=10)


def ids(pages: Iterator[Rows]) -> list[str]:
    return [row["id"] for page in pages for row in page.rows]


def ended(pages: Iterator[Rows]) -> tuple[list[str], ScopeFailed]:
    read: list[str] = []
    with pytest.raises(ScopeFailed) as raised:
        read.extend(row["id"] for page in pages for row in page.rows)
    return read, raised.value


def spoiled(server: Any, **changes: Any) -> None:
    """Change each answer of Resource Graph."""
    usual = super(type(server), server).answer

    def spoil(*asked: Any) -> Any:
        status, body, headers = usual(*asked)
        return (
            status,
            {**body, **{key: value for key, value in changes.items() if key != "headers"}},
            {
                **headers,
                **changes.get("headers", {}),
            },
        )

    server.spoil = spoil


def test_every_page_is_read_once(server: Any, arm_at: Callable[..., Arm]) -> None:
    found = ids(rows(arm_at(server), [SUBSCRIPTION], QUERY))
    assert len(found) == len(set(found)) == 25


def test_a_reading_resumes_where_it_stopped(server: Any, arm_at: Callable[..., Arm]) -> None:
    first, *_ = rows(arm_at(server), [SUBSCRIPTION], QUERY)
    rest = ids(rows(arm_at(server), [SUBSCRIPTION], QUERY, first.token))
    assert len(rest) == 15
    assert not {row["id"] for row in first.rows} & set(rest)


def test_a_repeated_page_token_ends_the_reading_as_partial(server: Any, arm_at: Callable[..., Arm]) -> None:
    spoiled(server, **{"$skipToken": "10"})
    read, failure = ended(rows(arm_at(server), [SUBSCRIPTION], QUERY))
    assert failure.state is ScopeState.PARTIAL
    assert len(read) == 20


@pytest.mark.parametrize("said", ["true", True])
def test_a_truncated_result_is_partial(servers: Any, tenant: Any, arm_at: Callable[..., Arm], said: Any) -> None:
    server = servers.start(tenant(5))
    spoiled(server, resultTruncated=said)
    read, failure = ended(rows(arm_at(server), [SUBSCRIPTION], QUERY))
    assert (len(read), failure.state) == (5, ScopeState.PARTIAL)


def test_a_result_over_a_part_of_the_subscriptions_is_partial(
    servers: Any, tenant: Any, arm_at: Callable[..., Arm]
) -> None:
    server = servers.start(tenant(5))
    spoiled(server, headers={"x-ms-tenant-subscription-limit-hit": "true"})
    assert ended(rows(arm_at(server), [SUBSCRIPTION], QUERY))[1].state is ScopeState.PARTIAL


def test_fewer_rows_than_counted_is_partial(servers: Any, tenant: Any, arm_at: Callable[..., Arm]) -> None:
    server = servers.start(tenant(5))
    spoiled(server, totalRecords=9)
    assert "counts 9 rows and gave 5" in ended(rows(arm_at(server), [SUBSCRIPTION], QUERY))[1].reason


@pytest.mark.parametrize("depth", [1, 3, 50])
def test_reading_ahead_changes_neither_order_nor_end(depth: int) -> None:
    def pages() -> Iterator[int]:
        yield from range(5)
        raise ScopeFailed(ScopeState.PARTIAL, "stopped")

    read: list[int] = []
    with ahead(pages(), depth) as wanted, pytest.raises(ScopeFailed, match="stopped"):
        read.extend(wanted)
    assert read == [0, 1, 2, 3, 4]


def test_reading_ahead_can_be_left_in_the_middle() -> None:
    asked = []

    def pages() -> Iterator[int]:
        for number in range(1000):
            asked.append(number)
            yield number

    with ahead(pages(), 3) as wanted:
        assert next(wanted) == 0
    assert len(asked) <= 5
