"""The documents of a manifest file, YAML or JSON, with lists taken apart."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from lockscan.connectors._files import failed, read_text
from lockscan.connectors._json import read_document
from lockscan.connectors._shape import text
from lockscan.vocabulary.documents import BrokenYaml, Table, yaml_documents

_CHART: Final = re.compile(r"^[^'\"#\n]*\{\{", re.MULTILINE)
"""What charts are filled in by, outside texts: `{{ }}` is no YAML that anybody writes."""


def documents(path: Path, doubled: list[str]) -> Iterator[tuple[int | None, Any]]:
    """Give every document with its line; `doubled` is filled with the keys of which only the last is read."""
    written = read_text(path)
    if written.lstrip("\ufeff \t\r\n").startswith("{") and not _CHART.search(written):
        yield None, read_document(path)
        return
    try:
        for document in yaml_documents(written, doubled=doubled):
            if document is not None:
                yield document.line if isinstance(document, Table) else None, document
    except BrokenYaml as broken:
        if (unrendered := _CHART.search(written)) is not None:
            line = written.count("\n", 0, unrendered.start()) + 1
            failed(path, "a chart's template, not yet rendered", "render it first: helm template", line=line)
        failed(path, f"not valid YAML: {broken.problem}", "render charts first: helm template", line=broken.line)


def singly(line: int | None, whole: Any) -> Iterator[tuple[int | None, Any]]:
    """Take lists apart, and lists inside lists."""
    if isinstance(whole, dict) and text(whole.get("kind")).endswith("List") and isinstance(whole.get("items"), list):
        for one in whole["items"]:
            filled = {"apiVersion": whole.get("apiVersion"), "kind": whole["kind"].removesuffix("List")}
            whole_one = {**filled, **one} if isinstance(one, dict) else one
            yield from singly(one.line if isinstance(one, Table) else line, whole_one)
    else:
        yield line, whole
