"""Azure without credentials: what Resource Graph, `az` or the portal exported, as JSON or CSV."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from lockscan.collection.interface import Connector, Request, Unit
from lockscan.connectors._files import head_text, read_head
from lockscan.connectors._json import head_keys
from lockscan.connectors._rows import heading, listed_rows, object_of, table_rows
from lockscan.connectors._source import file_units, pages, told
from lockscan.connectors.azure.ids import parsed
from lockscan.connectors.azure.shaping import assignments, containers
from lockscan.connectors.azure.shaping import records as shaped
from lockscan.model.record import Page, Record
from lockscan.model.resource import Origin
from lockscan.model.scope import ScopeState
from lockscan.vocabulary.arm import bare_type

NAME: Final = "resourcegraph"
WRAPPED: Final = ("data", "value")
SPELLED: Final = {"managedby": "managedBy", "resourcegroup": "resourceGroup", "subscriptionid": "subscriptionId"}
"""Columns that the portal writes without their inner capitals."""

GROUPING: Final = frozenset({"microsoft.resources/subscriptions", "microsoft.resources/subscriptions/resourcegroups"})
_ID: Final = re.compile(r'"id"\s*:\s*"/subscriptions/', re.IGNORECASE)


class _ResourceGraph:
    title = "Azure exports: Resource Graph as JSON or CSV, `az resource list`, `az graph query`"

    def recognises(self, path: Path, head: bytes) -> bool:  # noqa: ARG002 - told by content alone
        return _is_list(head) or _is_table(head)

    def units(self, request: Request) -> Iterable[Unit]:
        return file_units(NAME, "azure", request, _read)

    def permissions(self) -> str:
        return ""


def _is_list(head: bytes) -> bool:
    written = head_text(head).lstrip("\ufeff \t\r\n")
    keys = set(head_keys(head))
    rooted = written.startswith("[") or bool(keys & set(WRAPPED) and "$schema" not in keys)
    return (rooted or {"id", "type"} <= keys) and _ID.search(written) is not None and '"type"' in written.lower()


def _is_table(head: bytes) -> bool:
    return {"id", "type"} <= set(heading(head)) and b"/subscriptions/" in head


def _read(path: Path) -> Iterator[Page]:
    missing = 0

    def found() -> Iterator[Record]:
        nonlocal missing
        rows = _table(path) if _is_table(read_head(path)) else listed_rows(path, WRAPPED)
        for line, row in rows:
            origin = Origin(source="export", location=str(path), line=line)
            records = list(_records(row, origin)) if isinstance(row, dict) else []
            missing += not records
            yield from records

    yield from pages(found())
    if missing:
        reason = f"{missing} rows without an id that tells what they are"
        yield told(
            path, "azure", "rows", ScopeState.PARTIAL, reason, "export id, type, name, location, tags, properties"
        )


def _table(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for line, row in table_rows(path):
        yield line, {SPELLED.get(name, name): object_of(cell) for name, cell in row.items() if cell not in {"", "null"}}


def _records(row: Mapping[str, Any], origin: Origin) -> Iterator[Record]:
    arm = parsed(str(row.get("id") or ""))
    if arm is None:
        return
    type_ = bare_type(str(row.get("type") or arm.type)).lower()
    if type_ in GROUPING:
        read: Iterable[Record] = containers(row)
    elif type_ == "microsoft.authorization/roleassignments":
        read = assignments(row)
    else:
        read = shaped(row)
    for record in read:
        yield replace(record, resource=replace(record.resource, origins=(origin,)))


CONNECTOR: Final[Connector] = _ResourceGraph()
