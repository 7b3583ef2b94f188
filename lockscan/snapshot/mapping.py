"""A file that says which application a resource belongs to, where tags do not or are wrong."""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lockscan.errors import InvalidInput, UsageError
from lockscan.vocabulary.tags import fold

FIELDS: Final = ("id", "name", "account", "region", "type")
"""What a pattern may look at, beside `tag:KEY`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    field: str
    """One of `FIELDS`, or `tag:` and a folded key."""

    pattern: str
    """Shell-style, compared without case."""

    application: str


def read_mapping(path: Path) -> tuple[Assignment, ...]:
    """Read CSV with the columns field, pattern, application, or TOML with [[application]] tables of these keys.

    The first line that fits a resource decides.
    """
    try:
        entries = list(_toml(path) if path.suffix.lower() == ".toml" else _csv(path))
    except (tomllib.TOMLDecodeError, csv.Error, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read as a mapping file: {error}") from None
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None
    problems = [f"{where}: {problem}" for where, entry in entries if (problem := _problem(entry))]
    if problems:
        raise InvalidInput(str(path), problems)
    return tuple(_assignment(entry) for _, entry in entries)


def _csv(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        for row in reader:
            yield f"line {reader.line_num}", {str(k): str(v or "").strip() for k, v in row.items()}


def _toml(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    with path.open("rb") as stream:
        body = tomllib.load(stream)
    entries = body.get("application", [])
    if not isinstance(entries, list):
        raise UsageError(f"{path}: write [[application]] with double brackets")
    for number, entry in enumerate(entries, 1):
        fields = entry if isinstance(entry, dict) else {}
        yield f"application {number}", {str(k): str(v) for k, v in fields.items()}


def _problem(entry: dict[str, str]) -> str:
    missing = [key for key in ("field", "pattern", "application") if not entry.get(key)]
    if missing:
        return f"{' and '.join(missing)} missing"
    if entry["field"].lower() not in FIELDS and not entry["field"].lower().startswith("tag:"):
        return f"field {entry['field']!r} is none of {', '.join(FIELDS)}, tag:KEY"
    return ""


def _assignment(entry: dict[str, str]) -> Assignment:
    kind, colon, key = entry["field"].partition(":")
    field = f"tag:{fold(key)}" if colon else kind.lower()
    return Assignment(field=field, pattern=entry["pattern"].lower(), application=entry["application"])
