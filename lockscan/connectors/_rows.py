"""Tables and lists of objects as programs export them: CSV by its heading, JSON as one list, a wrapped one or lines."""

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors._files import HEAD_BYTES, failed, head_text, read_text
from lockscan.connectors._json import LIMIT_DEPTH, head_keys, parts, read_document
from lockscan.connectors._shape import items

LIMIT_FIELD: Final = min(sys.maxsize, 2**31 - 1)
_REPAIR: Final = "export it again"


def heading(head: bytes) -> tuple[str, ...]:
    """Give the first row of a CSV file in lower case; empty where the file is none."""
    written = head_text(head).lstrip("\ufeff \t\r\n")
    if written[:1] in {"", "{", "[", "<"}:
        return ()
    first = written.splitlines()[0]
    try:
        row = next(csv.reader([first], delimiter=delimiter(first)), [])
    except csv.Error:
        return ()
    return tuple(cell.strip().lower() for cell in row) if len(row) > 1 else ()


def delimiter(line: str) -> str:
    """Give what parts the cells of a heading: spreadsheets write semicolons and tabs, too."""
    return max(",;\t", key=line.count)


def table_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Give every row of a CSV file as its heading names the cells, with the line it begins on."""
    lines = read_text(path).lstrip("\ufeff").splitlines(keepends=True)
    csv.field_size_limit(LIMIT_FIELD)
    first = next((line for line in lines if line.strip()), "")
    reader = csv.reader(lines, delimiter=delimiter(first))
    names: list[str] = []
    line = 1
    try:
        for row in reader:
            if not names:
                names = [cell.strip().lower() for cell in row]
            elif any(cell.strip() for cell in row):
                yield line, {name: cell.strip() for name, cell in zip(names, row, strict=False) if name}
            line = reader.line_num + 1
    except csv.Error as error:
        failed(path, f"not a table: {error}", _REPAIR, line=line)


def listed_rows(path: Path, wrapped: tuple[str, ...]) -> Iterator[tuple[int | None, Any]]:
    """Give every object of a JSON file: a list, a list under one of these keys, one object a line, or a single one."""
    written = read_text(path)
    start = written.lstrip("\ufeff \t\r\n")[:1]
    if start == "[":
        yield from ((None, one) for one in items(read_document(path)))
        return
    if _are_lines(written):
        yield from _lines(path, written, wrapped)
        return
    if not set(head_keys(written[:HEAD_BYTES].encode(errors="ignore"))) & set(wrapped):
        yield 1, read_document(path)
        return
    for part in parts(path, written, wrapped):
        if part.key in wrapped:
            yield part.line, part.value


def _are_lines(written: str) -> bool:
    """Whether the first line with anything on it is a whole object."""
    first = next((line for line in written.lstrip("\ufeff").splitlines() if line.strip()), "")
    rest = written.lstrip("\ufeff \t\r\n")[len(first) :].lstrip()
    try:
        return isinstance(json.loads(first), dict) and (rest.startswith("{") or not rest)
    except (ValueError, RecursionError):
        return False


def _lines(path: Path, written: str, wrapped: tuple[str, ...]) -> Iterator[tuple[int, Any]]:
    """Give every line's object; one that wraps a list, as programs write it without line breaks, gives the list."""
    for number, line in enumerate(written.lstrip("\ufeff").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found = {part.key: part.value for part in parts(path, line)}
        except ScopeFailed as error:
            what = error.reason.partition(": ")[2]
            failed(path, what or "not valid JSON", _REPAIR, line=number)
        held = next((found[key] for key in wrapped if isinstance(found.get(key), list)), [found])
        yield from ((number, one) for one in held)


def object_of(cell: Any) -> Any:
    """Give the object that a cell holds as text; what is none stays what it is."""
    if not isinstance(cell, str) or cell[:1] not in {"{", "["}:
        return cell
    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        return cell
    return cell if _too_deep(found) else found


def _too_deep(value: Any) -> bool:
    """Whether a walk that goes down level by level would fall over it."""
    level = [value]
    for _ in range(LIMIT_DEPTH):
        level = [
            below
            for one in level
            if isinstance(one, dict | list)
            for below in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return False
    return True
