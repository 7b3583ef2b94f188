"""Compiled rules kept between runs as JSON under their digest; a disk that cannot be written only costs time."""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from lockscan.cache import cache_folder

KEPT = 6
"""Compiled rules of other versions and packs that may stay."""


def remembered(digest: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Give what was kept for these rules by this very program, or make and keep it."""
    path = cache_folder() / f"rules-{digest[:24]}-{_program()}.json"
    kept = _read(path, digest)
    if kept is None:
        kept = make()
        _write(path, kept)
    return kept


def _program() -> str:
    """Give the state of what reads and checks rules: another version must not trust what this one compiled."""
    parts = (path for path in sorted(Path(__file__).parent.iterdir()) if path.suffix in {".py", ".json"})
    return sha256(b"\0".join(path.read_bytes() for path in parts)).hexdigest()[:12]


def _read(path: Path, digest: str) -> dict[str, Any] | None:
    try:
        kept = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return kept if isinstance(kept, dict) and kept.get("digest") == digest else None


def _write(path: Path, content: dict[str, Any]) -> None:
    # Only a cache: what cannot be kept is made again next time.
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        whole = path.with_suffix(f".{os.getpid()}")
        whole.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        whole.replace(path)
        for old in sorted(path.parent.glob("rules-*.json"), key=lambda file: file.stat().st_mtime)[:-KEPT]:
            old.unlink(missing_ok=True)
