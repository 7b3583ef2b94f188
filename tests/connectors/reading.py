"""Reading a file as a scan would, kept whole so that tests can look at any of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lockscan.collection.interface import Connector, Request, ScopeFailed, Unit
from lockscan.connectors import CONNECTORS
from lockscan.model.record import Record
from lockscan.model.scope import Scope
from lockscan.vocabulary.kinds import Kind

FIXTURES = Path(__file__).parents[2] / "fixtures"


@dataclass(frozen=True, slots=True)
class Outcome:
    path: Path
    records: dict[str, Record]
    """By the address in the file, or the id where there is none."""

    scopes: list[Scope]
    failed: ScopeFailed | None

    def facts(self, address: str) -> dict[str, Any]:
        return dict(self.records[address].resource.facts)

    def uses(self, address: str) -> set[tuple[str, str, str]]:
        """Evidence, kind and key of every mention; keys of the same folder without it, order left out."""
        folder = f"{self.path.parent}/"
        return {
            (one.evidence, one.kind.value, one.key.removeprefix(folder).removeprefix(f"{self.path.name}#"))
            for one in self.records[address].candidates
            if one.kind is not Kind.ORDERED_AFTER
        }

    def said(self) -> list[str]:
        return [f"{scope.type} {scope.state}: {scope.reason}" for scope in self.scopes]


def drained(unit: Unit) -> tuple[list[Record], list[Scope], ScopeFailed | None]:
    """Read a unit to its end, or to where it breaks off."""
    records: list[Record] = []
    scopes: list[Scope] = []
    try:
        for page in unit.read(None):
            records.extend(page.records)
            scopes.extend(page.scopes)
    except ScopeFailed as error:
        return records, scopes, error
    return records, scopes, None


def outcome(reader: str, path: Path, **asked: Any) -> Outcome:
    connector: Connector = CONNECTORS[reader]
    (unit,) = connector.units(Request(path=path, **asked))
    records, scopes, failed = drained(unit)
    keyed = {record.resource.origins[0].address or record.resource.id: record for record in records}
    return Outcome(path, keyed, scopes, failed)
