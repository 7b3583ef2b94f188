"""Resource Graph, page after page to its end; what it leaves out it must not leave out silently."""

import json
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors.azure.client import MOST_PAGES, Answer, Arm, rows_of
from lockscan.model.scope import ScopeState

PATH: Final = "/providers/Microsoft.ResourceGraph/resources"
API: Final = "2021-03-01"
PAGE: Final = 1000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rows:
    rows: list[dict[str, Any]]
    token: str | None
    """Continues after these rows."""


def rows(arm: Arm, subscriptions: Sequence[str], query: str, resume: str | None = None) -> Iterator[Rows]:
    """Give the rows of each page; raises `ScopeFailed` where the answer ends early or incomplete."""
    token, read = _resumed(resume)
    seen: set[str] = set()
    where = f"/subscriptions/{subscriptions[0]}" if len(subscriptions) == 1 else PATH
    for _ in range(MOST_PAGES):
        answer = _ask(arm, subscriptions, query, token, where)
        found = rows_of(answer.body, "data", where)
        read += len(found)
        token = answer.body.get("$skipToken")
        repeated = token in seen
        yield Rows(found, json.dumps({"skip": token, "read": read}) if token and not repeated else None)
        if repeated:
            raise ScopeFailed(
                ScopeState.PARTIAL, f"{where}: Resource Graph gave the same page token twice; stopped there"
            )
        if not token:
            _expect_whole(answer, read, where)
            return
        seen.add(token)
    raise ScopeFailed(ScopeState.CAPPED, f"{where}: stopped after {MOST_PAGES} pages")


@contextmanager
def ahead(pages: Iterator[T], depth: int = 1) -> Iterator[Iterator[T]]:
    """Ask for so many pages, one after the other, before they are wanted; begins at once."""
    with ThreadPoolExecutor(1, thread_name_prefix="ahead") as pool:
        pending = deque(pool.submit(next, pages, None) for _ in range(depth))

        def wanted() -> Iterator[T]:
            while (page := pending.popleft().result()) is not None:
                pending.append(pool.submit(next, pages, None))
                yield page

        try:
            yield wanted()
        finally:
            for future in pending:
                future.cancel()


def _ask(arm: Arm, subscriptions: Sequence[str], query: str, token: str | None, where: str) -> Answer:
    options: dict[str, Any] = {"resultFormat": "objectArray", "$top": PAGE}
    if token:
        options["$skipToken"] = token
    body = {"subscriptions": list(subscriptions), "query": query, "options": options}
    return arm.post(PATH, body, where=where, **{"api-version": API})


def _expect_whole(answer: Answer, read: int, where: str) -> None:
    if str(answer.body.get("resultTruncated", "false")).lower() == "true":
        raise ScopeFailed(ScopeState.PARTIAL, f"{where}: Resource Graph cut the result short after {read} rows")
    if str(answer.headers.get("x-ms-tenant-subscription-limit-hit", "false")).lower() == "true":
        raise ScopeFailed(ScopeState.PARTIAL, f"{where}: Resource Graph looked at a part of the subscriptions only")
    total = answer.body.get("totalRecords")
    if isinstance(total, int) and total > read:
        raise ScopeFailed(ScopeState.PARTIAL, f"{where}: Resource Graph counts {total} rows and gave {read}")


def _resumed(token: str | None) -> tuple[str | None, int]:
    if token is None:
        return None, 0
    said = json.loads(token)
    return said["skip"], said["read"]
