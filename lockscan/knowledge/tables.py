"""All packs' rules in one table a section, by id: a later pack overrides an earlier one, the same pack never itself."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from lockscan.knowledge.documents import Document
from lockscan.vocabulary.types import canonical

LISTS = {
    "capabilities": "id",
    "interfaces": "id",
    "suppliers": "id",
    "offerings": "id",
    "hedges": "id",
    "parameters": "id",
    "waivers": "id",
    "effort": "class",
    "resales": "id",
    "cold_tiers": "id",
    "licences": "id",
    "run_prices": "id",
    "billed_units": "id",
    "backtest": "id",
    "backtest_parts": "id",
}
"""Sections that are lists, and the key that names an entry."""

NAMED = ("sources", "couplings")
"""Sections that are mappings by id."""

SINGLE = ("tariff", "exchange", "scoring")
"""Sections of one entry a file; a tariff has an id, the others stand once."""

SECTIONS = (*LISTS, *NAMED, *SINGLE, "ties", "services", "types")

Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule, with the place it stands at."""

    value: Mapping[str, Any]
    document: Document
    path: Path
    spelled: str = ""
    """Of a type or service: the name as written."""

    @property
    def pack(self) -> str:
        return self.document.file.pack

    def where(self, *more: str | int) -> str:
        return self.document.where((*self.path, *more))


Table: TypeAlias = dict[str, Entry]
Tables: TypeAlias = dict[str, Table]


def merge(documents: Iterable[Document], problems: list[str]) -> Tables:
    """Put every entry that has an id in its table; what is not shaped like an entry is the schema's to tell."""
    tables: Tables = {section: {} for section in SECTIONS}
    for document in documents:
        for section, identifier, entry in _entries(document):
            first = tables[section].get(identifier)
            if first is not None and first.pack == entry.pack:
                problems.append(f"{entry.where()}: {section}: {identifier!r} stands twice, first at {first.where()}")
                continue
            tables[section][identifier] = entry
    return tables


def _entries(document: Document) -> Iterator[tuple[str, str, Entry]]:
    content = document.plain if isinstance(document.plain, dict) else {}
    for section, key in LISTS.items():
        for index, value in _dicts(content.get(section)):
            if isinstance(value.get(key), str):
                whole = _with_supplier(value, content) if section == "offerings" else value
                yield section, value[key], Entry(whole, document, (section, index))
    for section in NAMED:
        named = content.get(section)
        for identifier, value in named.items() if isinstance(named, dict) else ():
            if isinstance(value, dict):
                yield section, str(identifier), Entry(value, document, (section, identifier))
    for section in SINGLE:
        single = content.get(section)
        if isinstance(single, dict):
            yield section, str(single.get("id", section)), Entry(single, document, (section,))
    yield from _ties(document, content)
    yield from _types(document, content)


def _ties(document: Document, content: Mapping[str, Any]) -> Iterator[tuple[str, str, Entry]]:
    scoring = content.get("scoring")
    for index, value in _dicts(scoring.get("ties") if isinstance(scoring, dict) else None):
        if isinstance(value.get("id"), str):
            yield "ties", value["id"], Entry(value, document, ("scoring", "ties", index))


def _types(document: Document, content: Mapping[str, Any]) -> Iterator[tuple[str, str, Entry]]:
    service, default = content.get("service"), content.get("default")
    if isinstance(service, str) and isinstance(default, dict):
        entry = Entry(_cited(default, content), document, ("default",), service)
        yield "services", canonical(service), entry
    for index, value in _dicts(content.get("types")):
        whole = _cited(value, content)
        names = value.get("types") if isinstance(value.get("types"), list) else [value.get("type")]
        for name in names or ():
            if isinstance(name, str):
                yield "types", canonical(name), Entry(whole, document, ("types", index), name)


def _cited(value: dict[str, Any], content: Mapping[str, Any]) -> dict[str, Any]:
    return value if "cite" in value else {**value, "cite": content.get("cite", [])}


def _with_supplier(value: dict[str, Any], content: Mapping[str, Any]) -> dict[str, Any]:
    return value if "supplier" in value else {**value, "supplier": content.get("supplier")}


def _dicts(value: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    for index, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, dict):
            yield index, item
