"""Where a planned resource is written: the one block of its type and name below a folder of Terraform files."""

import os
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lockscan.model.verdict import Breach, Verdict

LARGEST = 1_000_000
"""Bytes of a file that is written by hand; nothing larger is looked into."""

_BLOCK = re.compile(r'^[ \t]*resource[ \t]+"?([\w-]+)"?[ \t]+"?([\w-]+)"?[ \t]*\{', re.MULTILINE)
_ADDRESS = re.compile(r"(?:module\.[^.\[]+(?:\[[^\]]*\])?\.)*([\w-]+\.[\w-]+)")

Places = dict[str, list[tuple[Path, int]]]


def placed(verdict: Verdict, folder: Path) -> Verdict:
    """Point at the Terraform file and line where one block alone can be meant; else leave the plan's own."""
    places = _blocks(folder)
    lines = tuple(
        replace(line, breaches=tuple(_placed(breach, places, folder) for breach in line.breaches))
        for line in verdict.lines
    )
    return replace(verdict, lines=lines)


def _placed(breach: Breach, places: Places, folder: Path) -> Breach:
    match = _ADDRESS.match(breach.address)
    found = places.get(match[1], []) if match else []
    if len(found) > 1 and not breach.address.startswith("module."):
        found = [place for place in found if place[0].parent == folder]
    if len(found) != 1:
        return breach
    ((path, line),) = found
    return replace(breach, location=path.as_posix(), line=line)


def _blocks(folder: Path) -> Places:
    found: Places = defaultdict(list)
    for path in _files(folder):
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue  # it only costs a more exact place
        for match in _BLOCK.finditer(text):
            found[f"{match[1]}.{match[2]}"].append((path, text.count("\n", 0, match.start(1)) + 1))
    return found


def _files(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent) / name
            if name.endswith((".tf", ".tofu")) and path.is_file() and path.stat().st_size <= LARGEST:
                yield path
