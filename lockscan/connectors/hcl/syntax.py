"""One file of Terraform's language as blocks: kind, labels, body, and the line on which each begins."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lockscan.connectors._files import failed, read_text
from lockscan.connectors._json import read_document
from lockscan.connectors._shape import items
from lockscan.connectors.hcl.jsonform import native

LIMIT_BYTES: Final = 4 * 1024**2
"""Far above what anyone writes by hand; the grammar reads some 50 kB a second."""

MARK: Final = "__is_block__"

LABELS: Final[Mapping[str, int]] = {
    "resource": 2,
    "data": 2,
    "module": 1,
    "variable": 1,
    "output": 1,
    "provider": 1,
    "locals": 0,
    "terraform": 0,
}
"""Kinds of block that say something here -> how many labels each bears."""

_SPACE: Final = r"(?:\s|#[^\n]*(?:\n|\Z)|//[^\n]*(?:\n|\Z)|/\*.*?\*/)*"
_BLOCK: Final = re.compile(
    rf'\A\ufeff?{_SPACE}(?:(?:resource|data)\s+"[^"\n]+"\s+"[^"\n]+"|(?:module|variable|output|provider)\s+"[^"\n]+"'
    r"|locals|terraform)\s*\{",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    kind: str
    labels: tuple[str, ...]
    body: Mapping[str, Any]
    path: Path
    line: int | None


def is_terraform(head: bytes) -> bool:
    """Tell by the first thing in the file that is no comment."""
    return _BLOCK.match(head.decode("utf-8", "ignore")) is not None


def blocks_of(path: Path) -> Iterator[Block]:
    """Give the blocks of a file in its order."""
    text = read_text(path, limit=LIMIT_BYTES)
    document = native(read_document(path), LABELS) if path.name.endswith(".json") else parsed(path, text)
    lines = _lines(text)
    for kind, depth in LABELS.items():
        for written in items(document.get(kind)):
            for labels, body in _labelled(written, depth):
                yield Block(kind=kind, labels=labels, body=body, path=path, line=lines.get((kind, labels)))


def parsed(path: Path, text: str) -> Mapping[str, Any]:
    """Parse a whole file; what is no such language is told with its line."""
    import hcl2
    from lark.exceptions import LarkError

    try:
        found: Mapping[str, Any] = hcl2.loads(text if text.endswith("\n") else f"{text}\n")
    except LarkError as error:
        line = getattr(error, "line", -1)
        failed(path, "not valid Terraform", "run `terraform validate`", line=line if line > 0 else None)
    except RecursionError:
        failed(path, "nested too deep", "check what wrote it")
    return found


def _labelled(written: Any, depth: int) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    if not isinstance(written, dict):
        return
    if not depth:
        yield (), written
        return
    for label, inner in written.items():
        if label != MARK:
            yield from (((bare(label), *labels), body) for labels, body in _labelled(inner, depth - 1))


def bare(label: str) -> str:
    return label[1:-1] if len(label) > 1 and label[0] == label[-1] == '"' else label


_START: Final = re.compile(r'^[ \t]*(\w+)((?:[ \t]+"[^"\n]*")*)[ \t]*\{', re.MULTILINE)


def _lines(text: str) -> dict[tuple[str, tuple[str, ...]], int]:
    found: dict[tuple[str, tuple[str, ...]], int] = {}
    line, counted = 1, 0
    for match in _START.finditer(text):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        found.setdefault((match[1], tuple(re.findall(r'"([^"]*)"', match[2]))), line)
    return found
