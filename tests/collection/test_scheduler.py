"""Every unit ends with what happened to it, and nothing that was read is lost."""

import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from lockscan.collection.interface import ScopeFailed, Unit
from lockscan.collection.outcome import Tally
from lockscan.collection.scheduler import collect
from lockscan.errors import UsageError
from lockscan.model.record import Page, Record
from lockscan.model.resource import Origin, Resource, ResourceId, TypeName
from lockscan.model.scope import ScopeState
from lockscan.snapshot import Journal, Snapshot, seal

Read = Callable[[str | None], Iterator[Page]]


def record(name: str) -> Record:
    return Record(
        resource=Resource(
            id=ResourceId(f"id-{name}"),
            type=TypeName("T"),
            provider="aws",
            account="1",
            region="r",
            name=name,
            origins=(Origin(source="live", location="x:List"),),
        )
    )


def unit(key: str, read: Read, order: int = 0) -> Unit:
    return Unit(key=key, provider="aws", account="1", region=key, type="T", read=read, order=order)


def pages(*names: str) -> Read:
    return lambda _token: iter([Page(records=(record(name),)) for name in names])


def failing(state: ScopeState, *before: str) -> Read:
    def read(_token: str | None) -> Iterator[Page]:
        yield from (Page(records=(record(name),)) for name in before)
        raise ScopeFailed(state, "no right to list", "grant x:List")

    return read


def test_each_unit_says_how_it_ended(tmp_path: Path) -> None:
    units = [
        unit("full", pages("a", "b")),
        unit("none", pages()),
        unit("denied", failing(ScopeState.DENIED)),
        unit("broken", failing(ScopeState.ERROR, "kept")),
    ]
    with Journal.open(tmp_path) as journal:
        outcome = collect(units, journal, workers=3)
        seal(journal, collected=date(2026, 1, 1), program="1")
    ended = {scope.region: (scope.state.value, scope.resources) for scope in outcome.scopes}
    assert ended == {"full": ("ok", 2), "none": ("empty", 0), "denied": ("denied", 0), "broken": ("error", 1)}
    assert {scope.remedy for scope in outcome.gaps} == {"grant x:List"}
    snapshot = Snapshot.open(tmp_path)
    assert [row["name"] for row in snapshot.table("resources")] == ["a", "b", "kept"]
    assert snapshot.scopes == outcome.scopes


@pytest.mark.parametrize("tokens", [["a", "a"], ["a", "b", "a"], ["a", "b", "c", "b"]])
def test_a_repeated_page_token_ends_the_unit_and_says_so(tmp_path: Path, tokens: list[str]) -> None:
    def read(_token: str | None) -> Iterator[Page]:
        while True:
            yield from (Page(records=(record(token),), token=token) for token in tokens)

    with Journal.open(tmp_path) as journal:
        (scope,) = collect([unit("loop", read)], journal).scopes
    assert scope.state is ScopeState.PARTIAL
    assert "same page token twice" in scope.reason


def test_a_rerun_asks_only_what_is_open(tmp_path: Path) -> None:
    asked: list[str] = []

    def noting(key: str, read: Read) -> Unit:
        def noted(token: str | None) -> Iterator[Page]:
            asked.append(key)
            return read(token)

        return unit(key, noted)

    with Journal.open(tmp_path) as journal:
        collect([noting("a", pages("a")), noting("b", failing(ScopeState.THROTTLED, "old"))], journal)
    with Journal.open(tmp_path) as journal:
        collect([noting("a", pages("a")), noting("b", pages("new"))], journal)
        seal(journal, collected=date(2026, 1, 1), program="1")
    assert asked.count("a") == 1
    assert asked.count("b") == 2
    assert [row["name"] for row in Snapshot.open(tmp_path).table("resources")] == ["a", "new"]


def test_units_start_in_their_order_whatever_order_they_come_in(tmp_path: Path) -> None:
    started: list[str] = []

    def noting(key: str) -> Read:
        def read(_token: str | None) -> Iterator[Page]:
            started.append(key)
            return iter(())

        return read

    units = [unit("c", noting("c"), order=2), unit("b", noting("b")), unit("a", noting("a"))]
    with Journal.open(tmp_path) as journal:
        collect(units, journal, workers=1)
    assert started == ["a", "b", "c"]


def test_a_failure_that_is_nobodys_scope_ends_the_run_and_keeps_the_rest(tmp_path: Path) -> None:
    def broken(_token: str | None) -> Iterator[Page]:
        raise UsageError("the file is half written")

    with Journal.open(tmp_path) as journal:
        with pytest.raises(UsageError, match="half written"):
            collect([unit("good", pages("a")), unit("later", broken, order=1)], journal, workers=1)
        good = journal.scopes()[0]
    assert (good.region, good.state) == ("good", ScopeState.OK)


def test_progress_is_told_from_one_thread_and_ends_complete(tmp_path: Path) -> None:
    told: list[Tally] = []
    threads: set[int] = set()

    def progress(tally: Tally) -> None:
        told.append(tally)
        threads.add(threading.get_ident())

    units = [unit(str(n), pages(f"{n}-a", f"{n}-b")) for n in range(20)] + [unit("x", failing(ScopeState.DENIED))]
    with Journal.open(tmp_path) as journal:
        collect(units, journal, workers=4, progress=progress)
    assert (told[0].done, told[0].total) == (0, 21)
    assert (told[0].regions.done, told[0].regions.total) == (0, 21)
    last = told[-1]
    assert (last.done, last.total, last.resources, last.gaps) == (21, 21, 40, 1)
    assert [part.done for part in (last.accounts, last.regions, last.services)] == [1, 21, 0]
    assert threads == {threading.get_ident()}


def test_nothing_asked_is_no_failure(tmp_path: Path) -> None:
    with Journal.open(tmp_path) as journal:
        outcome = collect([], journal)
    assert (outcome.scopes, outcome.resources, outcome.gaps) == ((), 0, ())
