"""What a scan would ask of AWS, told from the catalog alone."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from lockscan.collection.interface import Request
from lockscan.collection.planning import Plan, Question, prices_and_watchers
from lockscan.connectors.aws import accounts, assuming, explorer, metrics, regions, tagging
from lockscan.connectors.aws.entry import Detail, Entry, Operation

CALLS: Final = Path(__file__).with_name("calls.yaml")


def plan(entries: Iterable[Entry], request: Request) -> Plan:
    """Give what reading these entries takes."""
    prices, seen = prices_and_watchers(CALLS)
    chosen = tuple(entries)
    return Plan(
        questions=tuple(_together((*_entering(request), *_every(chosen), *(() if request.only else _cross_check())))),
        accounts=_accounts(request),
        regions=len(request.regions) or (None if any(not entry.everywhere for entry in chosen) else 0),
        prices=prices,
        seen=seen,
    )


def _accounts(request: Request) -> int | None:
    if request.role:
        return len(request.accounts) or None
    return max(len(request.profiles), 1)


def _entering(request: Request) -> Iterator[Question]:
    yield _question(accounts.IDENTITY, once=1)
    yield _question(regions.DESCRIBE_REGIONS, once=1)
    if request.role:
        yield _question(assuming.ASSUME_ROLE, once=1, further="each further hour")
        if not request.accounts:
            yield _question(assuming.LIST_ACCOUNTS, further="20 accounts of the organization")


def _cross_check() -> Iterator[Question]:
    yield _question(explorer.LIST_INDEXES, once=1)
    yield _question(explorer.LIST_RESOURCES, further=f"{explorer.PAGE} resources of an index, if there is one")


def _every(entries: Iterable[Entry]) -> Iterator[Question]:
    for entry in entries:
        yield _listing(entry)
        yield from _below(entry)
        if entry.tags is not None and entry.tags.indexed:
            yield _question(tagging.GET_RESOURCES, further=f"{tagging.PAGE} tagged resources of a region")


def _listing(entry: Entry) -> Question:
    once, each = (1, 0) if entry.everywhere else (0, 1)
    return _question(entry.list.operation, once=once, each_region=each, further="each further page")


def _below(entry: Entry) -> Iterator[Question]:
    """What follows from each thing that is found."""
    for detail in entry.details:
        yield _question(detail.call.operation, further=_about(detail, entry))
    if entry.metrics:
        yield _question(metrics.GET_METRIC_DATA, further=f"{metrics.AT_ONCE} metrics")
    for child in entry.children:
        yield _question(child.list.operation, further=f"each {entry.type}")
        yield from _below(child)


def _about(detail: Detail, entry: Entry) -> str:
    many = f"{detail.batch} of" if detail.batch > 1 else "each"
    some = " that needs it" if detail.when is not None else ""
    return f"{many} {entry.type}{some}"


def _question(operation: Operation, *, once: int = 0, each_region: int = 0, further: str = "") -> Question:
    return Question(
        service=operation.service, operation=operation.name, once=once, each_region=each_region, further=further
    )


def _together(questions: Iterable[Question]) -> Iterator[Question]:
    """Give each operation once: entries may share one, each asking for itself."""
    alike: dict[tuple[str, str], list[Question]] = {}
    for question in questions:
        alike.setdefault((question.service, question.operation), []).append(question)
    for (service, operation), ones in sorted(alike.items()):
        yield Question(
            service=service,
            operation=operation,
            once=sum(one.once for one in ones),
            each_region=sum(one.each_region for one in ones),
            further=", ".join(dict.fromkeys(one.further for one in ones if one.further)),
        )
