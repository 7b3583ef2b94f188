"""What a snapshot says of itself; its presence means that the snapshot is whole."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from lockscan.errors import SnapshotError
from lockscan.snapshot.place import JOURNAL, MANIFEST
from lockscan.snapshot.tables import FORMAT, TABLES, VERSION


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Read by every later version; fields are only ever added."""

    program: str
    """Version of lockscan that wrote it."""

    collected: date
    sources: tuple[str, ...]
    """Kinds of source that were read: `live`, `plan` ..."""

    asked: tuple[str, ...]
    """The sources as the user named them."""

    facts: tuple[str, ...]
    """Neutral facts the program knew how to collect."""

    rows: Mapping[str, int]
    files: Mapping[str, str]
    """Table -> SHA-256 of its file."""

    @property
    def digest(self) -> str:
        """One digest of the content, whatever wrote it and when."""
        return sha256("".join(f"{name}:{self.files[name]}\n" for name in sorted(self.files)).encode()).hexdigest()


def write(folder: Path, manifest: Manifest) -> None:
    """Write it last and in one move: before it, the snapshot does not exist."""
    body = {
        "format": f"{FORMAT}/v{VERSION}",
        "program": manifest.program,
        "collected": manifest.collected.isoformat(),
        "sources": list(manifest.sources),
        "asked": list(manifest.asked),
        "facts": list(manifest.facts),
        "rows": dict(sorted(manifest.rows.items())),
        "files": {name: f"sha256:{digest}" for name, digest in sorted(manifest.files.items())},
        "digest": f"sha256:{manifest.digest}",
    }
    partial = folder / f"{MANIFEST}.partial"
    with partial.open("w", encoding="utf-8") as stream:
        json.dump(body, stream, indent=2)
        stream.write("\n")
        stream.flush()
        os.fsync(stream.fileno())
    partial.replace(folder / MANIFEST)


def read(folder: Path) -> Manifest:
    """Read and verify: format, every file's presence and digest."""
    body = _body(folder)
    _check_format(folder, body)
    try:
        manifest = Manifest(
            program=str(body["program"]),
            collected=date.fromisoformat(body["collected"]),
            sources=tuple(body["sources"]),
            asked=tuple(body.get("asked", ())),
            facts=tuple(body["facts"]),
            rows={str(name): int(count) for name, count in body["rows"].items()},
            files={name: str(digest).removeprefix("sha256:") for name, digest in body["files"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _damaged(folder, f"{MANIFEST} lacks or garbles {error}") from None
    _check_files(folder, manifest)
    return manifest


def digest_of(path: Path) -> str:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _body(folder: Path) -> dict[str, Any]:
    try:
        body = json.loads((folder / MANIFEST).read_bytes())
    except FileNotFoundError:
        raise SnapshotError(_missing(folder)) from None
    except NotADirectoryError:
        raise SnapshotError(
            f"{folder}: is a file, not a snapshot; `lockscan scan {folder} --snapshot DIR` makes one of it"
        ) from None
    except OSError as error:
        raise SnapshotError(f"{folder}: cannot be read ({error.strerror})") from None
    except (ValueError, RecursionError):
        raise _damaged(folder, f"{MANIFEST} is not valid JSON") from None
    if not isinstance(body, dict):
        raise _damaged(folder, f"{MANIFEST} is not an object")
    return body


def _missing(folder: Path) -> str:
    if not folder.exists():
        return f"{folder}: there is no such snapshot; `lockscan scan SOURCE --snapshot {folder}` makes one"
    if (folder / JOURNAL).is_dir():
        return f"{folder}: its scan was interrupted; run the same `lockscan scan` again to finish it"
    return f"{folder}: is not a lockscan snapshot (there is no {MANIFEST} in it)"


def _check_format(folder: Path, body: dict[str, Any]) -> None:
    name, _, version = str(body.get("format", "")).partition("/v")
    if name != FORMAT or not version.isdigit():
        raise SnapshotError(f"{folder}: is not a lockscan snapshot (its {MANIFEST} is another program's)")
    if int(version) > VERSION:
        written = body.get("program", "a newer one")
        raise SnapshotError(
            f"{folder}: was written by lockscan {written} in a newer format; update lockscan to read it"
        )


def _check_files(folder: Path, manifest: Manifest) -> None:
    if missing := sorted(TABLES.keys() - manifest.files.keys()):
        raise _damaged(folder, f"{MANIFEST} does not list {', '.join(missing)}")
    for table in TABLES:
        path = folder / f"{table}.parquet"
        try:
            same = digest_of(path) == manifest.files[table]
        except OSError:
            raise _damaged(folder, f"{path.name} is missing or cannot be read") from None
        if not same:
            raise _damaged(folder, f"{path.name} was changed after it was written")


def _damaged(folder: Path, what: str) -> SnapshotError:
    return SnapshotError(f"{folder}: is damaged: {what}; restore it from a copy or scan again")
