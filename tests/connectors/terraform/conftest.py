"""Reading a file as a scan would, kept whole so that tests can look at any of it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from lockscan.collection.interface import Request, ScopeFailed
from lockscan.connectors.terraform import CONNECTOR
from lockscan.model.record import Record
from lockscan.model.scope import Scope
from lockscan.vocabulary.kinds import Kind
from tests.connectors.reading import drained

FIXTURES = Path(__file__).parents[3] / "fixtures" / "terraform"


@dataclass(frozen=True, slots=True)
class Outcome:
    path: Path
    records: dict[str, Record]
    scopes: list[Scope]
    failed: ScopeFailed | None

    def links(self, address: str) -> set[tuple[str, str]]:
        """Attribute path and target's address of every use of another instance of the file."""
        prefix = f"{self.path}#"
        return {
            (one.evidence, one.key.removeprefix(prefix))
            for one in self.records[address].candidates
            if one.key.startswith(prefix) and one.kind is not Kind.ORDERED_AFTER
        }

    def after(self, address: str) -> set[str]:
        prefix = f"{self.path}#"
        candidates = self.records[address].candidates
        return {one.key.removeprefix(prefix) for one in candidates if one.kind is Kind.ORDERED_AFTER}


Read: TypeAlias = Callable[[Path | str], Outcome]


@pytest.fixture
def read() -> Read:
    return outcome


def outcome(path: Path | str) -> Outcome:
    found = FIXTURES / path
    (unit,) = CONNECTOR.units(Request(path=found))
    records, scopes, failed = drained(unit)
    addresses = [record.resource.origins[0].address or "" for record in records]
    return Outcome(found, dict(zip(addresses, records, strict=True)), scopes, failed)


@dataclass(frozen=True, slots=True)
class Written:
    """Writes small plans and states."""

    folder: Path

    def __call__(self, content: Any, name: str = "written.json", encoding: str = "utf-8") -> Path:
        path = self.folder / name
        path.write_bytes((content if isinstance(content, str) else json.dumps(content)).encode(encoding))
        return path


@pytest.fixture
def written(tmp_path: Path) -> Written:
    return Written(tmp_path)
