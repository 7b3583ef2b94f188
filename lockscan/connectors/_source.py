"""What all readers of one file have in common: one unit a file, pages of records."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from lockscan.collection.interface import Request, ScopeFailed, Unit
from lockscan.errors import UsageError
from lockscan.model.record import Page, Record
from lockscan.model.scope import Scope, ScopeState

PAGE: Final = 500
SHOWN: Final = 5
"""Names in one line."""


def file_units(
    name: str,
    provider: str,
    request: Request,
    read: Callable[[Path], Iterator[Page]],
    *,
    asks: str = "reads a file: name it",
) -> Iterator[Unit]:
    """Give the one unit that a file is; `asks` is for who names the source and no file."""
    if request.path is None:
        raise UsageError(f"{name} {asks}")
    path = request.path
    yield Unit(
        key=f"{name}:{path}",
        provider=provider,
        account=str(path),
        region="",
        type="*",
        read=partial(_unresumed, read, path, provider),
    )


def _unresumed(read: Callable[[Path], Iterator[Page]], path: Path, provider: str, _token: str | None) -> Iterator[Page]:
    """Read from the start; a file that is one of ours and holds nothing is told of."""
    silent = True
    for page in read(path):
        silent = False
        yield page
    if silent:
        yield told(path, provider, "*", ScopeState.EMPTY, "it holds none")


def pages(records: Iterable[Record]) -> Iterator[Page]:
    """Give records in pages; where the reading breaks off, what came before it stands."""
    page: list[Record] = []
    given = 0
    broken: ScopeFailed | None = None
    try:
        for record in records:
            page.append(record)
            given += 1
            if len(page) == PAGE:
                yield Page(records=tuple(page))
                page.clear()
    except ScopeFailed as error:
        broken = error
    if page:
        yield Page(records=tuple(page))
    if broken:
        raise ScopeFailed(ScopeState.PARTIAL if given else broken.state, broken.reason, broken.remedy)


def doubled_said(doubled: Sequence[str]) -> str:
    """Say of which keys only the last is read, for whoever wrote two meant both."""
    names = list(dict.fromkeys(doubled))
    said = ", ".join(names[:SHOWN]) + (" ..." if len(names) > SHOWN else "")
    return f"written twice in one place, only the last is read: {said}"


def told(path: Path, provider: str, type_: str, state: ScopeState, reason: str, remedy: str = "") -> Page:
    """Say what is to be said beside the records."""
    return Page(scopes=(file_scope(path, provider, type_, state, reason, remedy),))


def file_scope(path: Path, provider: str, type_: str, state: ScopeState, reason: str, remedy: str = "") -> Scope:
    """Give what became of a question to a file; the file is its account."""
    return Scope(
        provider=provider,
        account=str(path),
        region="",
        type=type_,
        state=state,
        reason=f"{path}: {reason}",
        remedy=remedy,
    )
