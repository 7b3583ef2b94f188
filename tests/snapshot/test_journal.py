"""What was read stays read, whatever happens to the program that read it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lockscan.errors import SnapshotError
from lockscan.model.record import Page, Record
from lockscan.model.scope import Scope, ScopeState
from lockscan.snapshot import Journal, Snapshot, seal
from lockscan.snapshot.standing import TOKEN_LIFE

ASKED = Scope(provider="aws", account="1", region="r", type="AWS::SQS::Queue", state=ScopeState.SKIPPED)
OK = replace(ASKED, state=ScopeState.OK)


def names(folder: Path) -> list[str]:
    return [row["name"] for row in Snapshot.open(folder).table("resources")]


def sealed(journal: Journal) -> list[str]:
    return names(seal(journal, collected=date(2026, 1, 1), program="1"))


def test_a_fresh_token_goes_on_where_reading_stopped(make: Callable[..., Record], tmp_path: Path) -> None:
    with Journal.open(tmp_path, clock=lambda: 1000.0) as journal:
        journal.begin(journal.writer(), "u", ASKED).append(Page(records=(make("a"),), token="page-2"))
    with Journal.open(tmp_path, clock=lambda: 1000.0 + TOKEN_LIFE - 1) as journal:
        reading = journal.begin(journal.writer(), "u", ASKED)
        assert (reading.token, reading.resources) == ("page-2", 1)
        reading.append(Page(records=(make("b"),)))
        reading.finish(replace(OK, resources=reading.resources))
        assert [scope.resources for scope in journal.scopes()] == [2]
        assert sealed(journal) == ["a", "b"]


@pytest.mark.parametrize(("age", "token"), [(TOKEN_LIFE + 1, "page-2"), (1.0, None), (-5.0, "page-2")])
def test_a_stale_or_missing_token_starts_again_and_forgets_what_was_read(
    make: Callable[..., Record], tmp_path: Path, age: float, token: str | None
) -> None:
    with Journal.open(tmp_path, clock=lambda: 1000.0) as journal:
        journal.begin(journal.writer(), "u", ASKED).append(Page(records=(make("gone"),), token=token))
    with Journal.open(tmp_path, clock=lambda: 1000.0 + age) as journal:
        reading = journal.begin(journal.writer(), "u", ASKED)
        assert reading.token is None
        reading.append(Page(records=(make("new"),)))
        reading.finish(OK)
        assert sealed(journal) == ["new"]


def test_a_failed_unit_is_asked_again_and_a_finished_one_is_not(tmp_path: Path) -> None:
    with Journal.open(tmp_path) as journal:
        writer = journal.writer()
        journal.begin(writer, "done", ASKED).finish(replace(ASKED, state=ScopeState.EMPTY))
        journal.begin(writer, "denied", ASKED).finish(replace(ASKED, state=ScopeState.DENIED, reason="no"))
    with Journal.open(tmp_path) as journal:
        done, denied, never = (journal.standing(key) for key in ("done", "denied", "never"))
        assert done
        assert done.done
        assert denied
        assert not denied.done
        assert never is None


def test_equal_questions_add_up_and_the_worst_state_wins(make: Callable[..., Record], tmp_path: Path) -> None:
    child = replace(OK, type="Child", resources=2)
    with Journal.open(tmp_path) as journal:
        reading = journal.begin(journal.writer(), "u", ASKED)
        reading.append(
            Page(records=(make("a"),), scopes=(child, replace(child, state=ScopeState.DENIED, reason="403")))
        )
        reading.append(Page(scopes=(replace(child, state=ScopeState.UNAVAILABLE, resources=0),)))
        reading.finish(replace(OK, resources=1))
        assert journal.scopes() == (
            replace(OK, resources=1),
            replace(child, state=ScopeState.DENIED, reason="403", resources=4),
        )


def test_a_second_run_on_one_snapshot_is_told_in_one_line(tmp_path: Path) -> None:
    with Journal.open(tmp_path), pytest.raises(SnapshotError, match="another lockscan is writing") as told:
        Journal.open(tmp_path)
    assert "\n" not in str(told.value)
    Journal.open(tmp_path).close()


def test_a_full_disk_is_told_in_one_line_and_loses_nothing(make: Callable[..., Record], tmp_path: Path) -> None:
    with Journal.open(tmp_path) as journal:
        writer = journal.writer()
        reading = journal.begin(writer, "u", ASKED)
        reading.append(Page(records=(make("kept"),), token="t"))
        writer._connection.execute("PRAGMA max_page_count=1")
        with pytest.raises(SnapshotError, match="disk is full; free some space") as told:
            reading.append(Page(records=tuple(make(f"q{n}") for n in range(2_000)), token="u"))
        assert "\n" not in str(told.value)
    with Journal.open(tmp_path) as journal:
        assert journal.begin(journal.writer(), "u", ASKED).token == "t"


def test_a_damaged_journal_is_told_in_one_line(tmp_path: Path) -> None:
    Journal.open(tmp_path).close()
    (tmp_path / "journal" / "000.sqlite").write_bytes(b"no database" * 500)
    with pytest.raises(SnapshotError) as told:
        Journal.open(tmp_path)
    assert str(tmp_path) in str(told.value)
