"""One template as it is written: comments and all, with the line of every resource in it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors._files import failed, head_text, read_head, read_text
from lockscan.connectors._json import head_keys, parts
from lockscan.connectors._lines import Lines
from lockscan.connectors._shape import table, text

SCHEMA: Final = re.compile(r"/(?:(?:subscription|managementgroup|tenant)d|d)eploymenttemplate\.json", re.IGNORECASE)
LEVEL: Final = re.compile(r"/(subscription|managementgroup|tenant)deploymenttemplate\.json", re.IGNORECASE)

_PIECE: Final = re.compile(
    r'("(?:[^"\\]|\\.)*")|(//[^\n]*)|(/\*(?:.*?\*/|.*))|(,(?=(?:\s|//[^\n]*\n|/\*.*?\*/)*[}\]]))', re.DOTALL
)
_SAID: Final = re.compile(r'"\$schema"\s*:\s*"([^"]+)"')


@dataclass(frozen=True, slots=True)
class Template:
    path: Path
    root: Mapping[str, Any]
    lines: Mapping[int, int]
    """Where each resource's type stands, by the identity of the mapping that holds it."""

    doubled: tuple[str, ...] = ()
    """Keys of which only the last is read."""

    @property
    def level(self) -> str:
        """What it is deployed to: empty for a resource group."""
        found = LEVEL.search(text(self.root.get("$schema")))
        return found[1].lower() if found else ""


def is_template(head: bytes) -> bool:
    """Tell by the first bytes: the schema it names, or what only a template has."""
    written = head_text(head)
    if not any(one in written for one in ("$schema", "contentVersion")):
        return False
    written = without_comments(written)
    said = _SAID.search(written)
    if said and written.lstrip("\ufeff \t\r\n").startswith("{"):
        return SCHEMA.search(said[1]) is not None
    keys = set(head_keys(written.encode()))
    return {"contentVersion", "resources"} <= keys and b"apiVersion" in head


def open_template(path: Path) -> Template:
    if not is_template(read_head(path)):
        failed(path, "not an Azure Resource Manager template", "name a template, or build one with `bicep build`")
    written = read_text(path)
    doubled: list[str] = []
    try:
        root = {part.key: part.value for part in parts(path, written, doubled=doubled)}
    except ScopeFailed:
        doubled.clear()
        root = {part.key: part.value for part in parts(path, without_comments(written), doubled=doubled)}
    return Template(path, root, dict(_lines(root, written)), tuple(doubled))


def without_comments(written: str) -> str:
    """Blank out what JSON does not know, line for line: comments, last commas, line ends inside texts."""
    return _PIECE.sub(_plain, written)


def _plain(match: re.Match[str]) -> str:
    if match[1]:
        return match[1].replace("\r", "").replace("\n", "\\n").replace("\t", "\\t")
    return "\n" * match[0].count("\n")


def _lines(root: Mapping[str, Any], written: str) -> Iterator[tuple[int, int]]:
    """Pair the types in the tree with those in the text: both come in the same order."""
    placed = [one for one in Lines(written).values("type") if "/" in one[0]]
    at = 0
    for mapping in _mappings(root):
        type_ = text(mapping.get("type"))
        found = (
            next((i for i in range(at, min(at + 50, len(placed))) if placed[i][0] == type_), None)
            if "/" in type_
            else None
        )
        if found is not None:
            yield id(mapping), placed[found][1]
            at = found + 1


def _mappings(root: Any) -> Iterator[Mapping[str, Any]]:
    """Give every mapping in the order in which its own texts stand: a mapping before what is below it."""
    todo = [root]
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            yield table(one)
            todo.extend(reversed([inner for inner in one.values() if isinstance(inner, dict | list)]))
        elif isinstance(one, list):
            todo.extend(reversed([inner for inner in one if isinstance(inner, dict | list)]))
