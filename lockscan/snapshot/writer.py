"""One worker's file of the journal, and one unit's pages in it."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lockscan.model.record import Page
from lockscan.model.scope import Scope, ScopeState
from lockscan.snapshot.encoding import encode
from lockscan.snapshot.failures import told
from lockscan.snapshot.standing import Standing

_SCHEMA = """
CREATE TABLE IF NOT EXISTS unit (
    key TEXT PRIMARY KEY, attempt INTEGER, pages INTEGER, resources INTEGER, token TEXT, updated REAL, state TEXT,
    provider TEXT, account TEXT, region TEXT, type TEXT, reason TEXT, remedy TEXT
);
CREATE TABLE IF NOT EXISTS page (
    unit TEXT, attempt INTEGER, number INTEGER, lines BLOB, scopes TEXT, PRIMARY KEY (unit, attempt, number)
);
"""


class Writer:
    """A SQLite file in WAL mode that one thread appends to."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.folder = folder
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        # Nobody waits until an empty file has reached the disk: should the power fail just then, nothing is lost.
        self._connection.execute("PRAGMA synchronous=OFF")
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.executescript(_SCHEMA)
        self._connection.execute("PRAGMA synchronous=NORMAL")

    def write(self, key: str, asked: Scope, standing: Standing, page: tuple[bytes, str] | None) -> None:
        """Write a unit's standing and the page that led to it, both or neither."""
        with told(self.folder), self._transaction():
            if page:
                self._connection.execute(
                    "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?)", (key, standing.attempt, standing.pages, *page)
                )
            self._connection.execute(
                "INSERT OR REPLACE INTO unit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (key, *_stored(standing), *_asked(asked)),
            )

    def close(self) -> None:
        self._connection.close()

    def _transaction(self) -> "_Transaction":
        return _Transaction(self._connection)


@dataclass(frozen=True, slots=True)
class _Transaction:
    connection: sqlite3.Connection

    def __enter__(self) -> None:
        self.connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.connection.execute("COMMIT")
        elif self.connection.in_transaction:
            self.connection.execute("ROLLBACK")


class Reading:
    """A unit being read by one thread."""

    def __init__(
        self,
        writer: Writer,
        key: str,
        asked: Scope,
        standing: Standing,
        clock: Callable[[], float],
        kept_tags: frozenset[str],
    ) -> None:
        self._writer = writer
        self._key = key
        self._asked = asked
        self._standing = standing
        self._clock = clock
        self._kept_tags = kept_tags

    @property
    def token(self) -> str | None:
        """Where to go on; None for the beginning."""
        return self._standing.token

    @property
    def resources(self) -> int:
        return self._standing.resources

    def append(self, page: Page) -> None:
        """Keep a page for good before the next is asked for."""
        self._standing = Standing(
            attempt=self._standing.attempt,
            pages=self._standing.pages + 1,
            resources=self._standing.resources + self._answers(page),
            token=page.token,
            updated=self._clock(),
        )
        scopes = json.dumps([_scope_texts(scope) for scope in page.scopes])
        self._writer.write(self._key, self._asked, self._standing, (encode(page.records, self._kept_tags), scopes))

    def _answers(self, page: Page) -> int:
        """Count what answers the unit's own question; parts it found on the way are told by scopes of their own."""
        asked = self._asked.type
        return len(page.records) if asked == "*" else sum(record.resource.type == asked for record in page.records)

    def finish(self, outcome: Scope) -> None:
        """Say how the unit ended."""
        ended = Standing(
            attempt=self._standing.attempt,
            pages=self._standing.pages,
            resources=self._standing.resources,
            token=self._standing.token,
            updated=self._clock(),
            state=outcome.state,
        )
        self._writer.write(self._key, outcome, ended, None)


def read_standings(path: Path) -> Iterator[tuple[str, Standing]]:
    """How far each unit came according to one file."""
    query = "SELECT key, attempt, pages, resources, token, updated, state FROM unit"
    for key, attempt, pages, resources, token, updated, state in _rows(path, query):
        yield (
            str(key),
            Standing(
                attempt=attempt,
                pages=pages,
                resources=resources,
                token=token,
                updated=updated,
                state=ScopeState(state) if state else None,
            ),
        )


def read_pages(path: Path, current: Mapping[str, Standing]) -> Iterator[bytes]:
    """Give the pages of one file that belong to their unit's current attempt."""
    for unit, attempt, lines in _rows(path, "SELECT unit, attempt, lines FROM page ORDER BY unit, attempt, number"):
        if unit in current and current[unit].attempt == attempt:
            yield lines


def read_unit_scopes(path: Path, current: Mapping[str, Standing]) -> Iterator[Scope]:
    """Give what one file says about how questions ended; an unfinished unit was interrupted."""
    columns = "key, attempt, pages, updated, resources, state, provider, account, region, type, reason, remedy"
    for key, attempt, pages, updated, resources, state, *texts in _rows(path, f"SELECT {columns} FROM unit"):
        standing = current[key]
        if (attempt, pages, updated, state) == (standing.attempt, standing.pages, standing.updated, standing.state):
            yield _scope(texts, state or "partial", resources, "" if state else "interrupted before its end")
    for unit, attempt, scopes in _rows(path, "SELECT unit, attempt, scopes FROM page WHERE scopes <> '[]'"):
        if current[unit].attempt == attempt:
            for state, resources, *texts in json.loads(scopes):
                yield _scope(texts, state, resources, "")


def _rows(path: Path, query: str) -> Iterator[tuple[Any, ...]]:
    connection = sqlite3.connect(path)
    try:
        connection.executescript(_SCHEMA)
        yield from connection.execute(query)
    finally:
        connection.close()


def _stored(standing: Standing) -> tuple[object, ...]:
    state = standing.state.value if standing.state else None
    return standing.attempt, standing.pages, standing.resources, standing.token, standing.updated, state


def _asked(asked: Scope) -> tuple[str, ...]:
    return asked.provider, asked.account, asked.region, asked.type, asked.reason, asked.remedy


def _scope_texts(scope: Scope) -> tuple[object, ...]:
    return scope.state.value, scope.resources, *_asked(scope)


def _scope(texts: list[str], state: str, resources: int, reason: str) -> Scope:
    provider, account, region, kind, said, remedy = texts
    return Scope(
        provider=provider,
        account=account,
        region=region,
        type=kind,
        state=ScopeState(state),
        resources=resources,
        reason=said or reason,
        remedy=remedy,
    )
