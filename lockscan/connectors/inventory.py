"""What no API lists: servers, databases, applications and bought services of an organisation, in a table of its own.

One row a thing; the heading names the columns, in any order: `id`, `type`, `name` and `supplier` are required.
`type` is one of server, database, application, saas, file-share, storage, mainframe, network, backup, desktop.
`application`, `site`, `owner` and `environment` say where it belongs; `uses` and `part_of` name other rows (or any
resource of the estate) by id, several parted by semicolons. Facts: `engine`, `engine_version`, `os`, `licence`,
`vcpus`, `memory_gb`, `size_gb`, `instances`, `public`. Other columns are not read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from lockscan.collection.interface import Connector, Request, Unit
from lockscan.connectors._rows import heading, table_rows
from lockscan.connectors._source import file_units, pages, told
from lockscan.connectors._uses import use
from lockscan.model.record import Page, Record
from lockscan.model.reference import Candidate, Identity, IdentityClass
from lockscan.model.resource import Origin, Resource, ResourceId, TypeName
from lockscan.model.scope import ScopeState
from lockscan.references import fold, identities
from lockscan.vocabulary.facts import Fact, fact_definitions
from lockscan.vocabulary.kinds import Kind

NAME: Final = "inventory"
REQUIRED: Final = frozenset({"id", "type", "name", "supplier"})
FACTS: Final = ("engine", "engine_version", "os", "licence", "vcpus", "memory_gb", "size_gb", "instances", "public")
TAGS: Final = ("owner", "environment")
HOME: Final = "on-premises"
"""Who supplies what is the organisation's own."""

KINDS: Final[Mapping[str, Kind]] = {
    "database": Kind.STORES_IN,
    "storage": Kind.STORES_IN,
    "file-share": Kind.STORES_IN,
    "server": Kind.RUNS_ON,
    "mainframe": Kind.RUNS_ON,
    "network": Kind.IN_NETWORK,
    "saas": Kind.INVOKES,
    "application": Kind.INVOKES,
}
"""What using a thing of a type means."""

_SLUG: Final = re.compile(r"[^a-z0-9]+")
_SWITCH: Final = {"true": True, "yes": True, "y": True, "1": True, "false": False, "no": False, "n": False, "0": False}


class _Inventory:
    title = "Inventory of legacy and bought systems: a CSV with id, type, name, supplier and what uses what"

    def recognises(self, path: Path, head: bytes) -> bool:  # noqa: ARG002 - told by content alone
        return set(heading(head)) >= REQUIRED

    def units(self, request: Request) -> Iterable[Unit]:
        return file_units(NAME, HOME, request, _read)

    def permissions(self) -> str:
        return ""


def _read(path: Path) -> Iterator[Page]:
    rows = list(table_rows(path))
    types = {row["id"]: _slug(row.get("type", "")) for _, row in rows if row.get("id")}
    good = [(line, row) for line, row in rows if row.get("id") and row.get("type")]
    yield from pages(_record(path, line, row, types) for line, row in good)
    lacking = [str(line) for line, row in rows if not (row.get("id") and row.get("type"))]
    if lacking:
        reason = f"{len(lacking)} rows without id or type, the first on line {lacking[0]}"
        yield told(path, HOME, "rows", ScopeState.PARTIAL, reason, "give every row an id and a type")


def _slug(text: str) -> str:
    return _SLUG.sub("-", text.lower()).strip("-")


def _record(path: Path, line: int, row: Mapping[str, str], types: Mapping[str, str]) -> Record:
    kind = _slug(row["type"])
    whole = row.get("part_of", "")
    resource = Resource(
        id=ResourceId(f"inventory:{row['id']}"),
        type=TypeName(f"inventory/{kind}"),
        provider=_slug(row.get("supplier", "")) or HOME,
        account="",
        region=row.get("site", ""),
        name=row.get("name") or row["id"],
        tags={key: row[key] for key in TAGS if row.get(key)},
        facts={name: value for name in FACTS if (value := _fact(name, row.get(name, ""))) is not None},
        origins=(Origin(source="export", location=str(path), line=line, address=row["id"]),),
        application=row.get("application") or (row.get("name") if kind == "application" else None),
        parent=ResourceId(_key(whole, types)) if whole else None,
    )
    return Record(
        resource=resource,
        identities=identities(resource, [Identity(kind=IdentityClass.GLOBAL, key=f"inventory:{row['id']}")]),
        candidates=tuple(_uses(row, f"inventory/{kind}", types)),
    )


def _uses(row: Mapping[str, str], type_: str, types: Mapping[str, str]) -> Iterator[Candidate]:
    for one in dict.fromkeys(part.strip() for part in re.split(r"[;|]", row.get("uses", ""))):
        if one and one != row["id"]:
            target = types.get(one, "")
            made = use(_key(one, types), "uses", type_, f"inventory/{target}" if target else "", external=True)
            yield _meaning(made, target)


def _meaning(made: Candidate, target: str) -> Candidate:
    kind = KINDS.get(target, made.kind)
    return Candidate(
        key=made.key,
        match=made.match,
        kind=kind,
        evidence=made.evidence,
        target_type=made.target_type,
        external=made.external,
    )


def _key(said: str, types: Mapping[str, str]) -> str:
    """Give a row's id as such; anything else is another resource's own id."""
    return f"inventory:{said}" if said in types else fold(said)


def _fact(name: str, said: str) -> Fact | None:
    if not said:
        return None
    match fact_definitions()[name].kind:
        case "boolean":
            return _SWITCH.get(said.lower())
        case "number":
            return _number(said.replace(",", ""))
    return said if name == "licence" else said.lower()


def _number(said: str) -> float | None:
    if not re.fullmatch(r"\d{1,15}(?:\.\d{1,9})?", said):
        return None
    return float(said) if "." in said else int(said)


CONNECTOR: Final[Connector] = _Inventory()
