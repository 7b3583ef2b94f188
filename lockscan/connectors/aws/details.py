"""Second questions about items that a list describes too thinly."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors.aws.abreast import abreast
from lockscan.connectors.aws.clients import Clients
from lockscan.connectors.aws.entry import Call, Detail, Operation
from lockscan.connectors.aws.expression import filled
from lockscan.connectors.aws.paging import pages
from lockscan.model.scope import ScopeState


@dataclass(frozen=True, slots=True)
class Asker:
    """Puts a call's question, in the unit's own place unless told another."""

    clients: Clients
    endpoint: str
    described: Counter[Operation] = field(default_factory=Counter)
    """Of how many items of the unit each second question was asked so far."""

    def ask(self, call: Call, params: Mapping[str, Any], region: str | None = None) -> dict[str, Any] | None:
        return self.clients.call(call.operation, params, region or self.endpoint, call.ignore)


def detailed(
    asker: Asker, details: Sequence[Detail], views: list[dict[str, Any]], region: Callable[[Mapping[str, Any]], str]
) -> ScopeFailed | None:
    """Fill the items in place; gives the first failure, after which the items are still worth keeping."""
    first: ScopeFailed | None = None
    for detail in details:
        wanted = [view for view in views if detail.when is None or detail.when(view)]
        allowed = wanted[: max(0, detail.most - asker.described[detail.call.operation])]
        asker.described[detail.call.operation] += len(allowed)
        tasks = [partial(_fill, asker, detail, group, region(group[0])) for group in _groups(allowed, detail.batch)]
        failed = abreast(tasks) or (_enough(detail) if len(allowed) < len(wanted) else None)
        first = first or failed
    return first


def _enough(detail: Detail) -> ScopeFailed:
    called = f"{detail.call.operation.service}:{detail.call.operation.name}"
    reason = f"{called} was asked for the first {detail.most:,} only: of the others just what their list says is known"
    return ScopeFailed(ScopeState.PARTIAL, reason)


def _fill(asker: Asker, detail: Detail, group: list[dict[str, Any]], region: str) -> None:
    params = _together([filled(detail.call.params, view) for view in group])
    tokens = detail.call.page or asker.clients.tokens(detail.call.operation)
    found: list[Any] = []
    for answer, _ in pages(lambda asked: asker.ask(detail.call, asked, region), params, tokens):
        value = detail.call.items(answer)
        found.extend(value if isinstance(value, list) else [value])
        if not isinstance(value, list):
            break
    if detail.match is not None:
        _matched(detail, group, found)
    elif found:
        for view in group:
            _merge(detail, view, found if isinstance(value, list) else found[0])


def _matched(detail: Detail, group: list[dict[str, Any]], found: list[Any]) -> None:
    match = detail.match
    if match is None:
        return
    answers = {match(answer): answer for answer in found}
    for view in group:
        _merge(detail, view, answers.get(match(view)))


def _merge(detail: Detail, view: dict[str, Any], answer: Any) -> None:
    if detail.into:
        view[detail.into] = answer
    elif isinstance(answer, dict):
        view.update(answer)


def _together(params: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """One set of parameters for a group: its lists are joined, everything else is the same in all."""
    joined: dict[str, Any] = dict(params[0])
    for other in params[1:]:
        for key, value in other.items():
            if isinstance(value, list):
                joined[key] = joined[key] + [element for element in value if element not in joined[key]]
    return joined


def _groups(views: list[dict[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, len(views), size):
        yield views[start : start + size]
