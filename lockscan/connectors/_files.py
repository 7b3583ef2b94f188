"""Files are read within limits: what breaks one becomes one line with the place and the way out."""

import gzip
import json
import zlib
from functools import lru_cache
from pathlib import Path
from typing import NoReturn

from lockscan.collection.interface import ScopeFailed
from lockscan.model.scope import ScopeState

HEAD_BYTES = 64 * 1024
LIMIT_BYTES = 512 * 1024**2
"""Read whole: an ASCII text takes its own size in memory, one with wide characters up to four times that."""

PACKED = b"\x1f\x8b"
"""How a gzip file begins: the cloud delivers its exports so."""


def failed(path: Path, what: str, remedy: str, *, line: int | None = None) -> NoReturn:
    where = f"{path}:{line}" if line else f"{path}"
    raise ScopeFailed(ScopeState.ERROR, f"{where}: {what}", remedy)


def read_head(path: Path) -> bytes:
    """Read as much as formats are told by."""
    try:
        _check_file(path)
        return _unpacked(path, HEAD_BYTES) if _is_packed(path) else _beginning(path, HEAD_BYTES)
    except OSError as error:
        failed(path, error.strerror or "unreadable", "check the path and its permissions")


@lru_cache(maxsize=4)
def head_text(head: bytes) -> str:
    """Give a head as text, once for all readers that are asked whether it is theirs."""
    return head.decode(json.detect_encoding(head), errors="ignore")


def read_text(path: Path, *, limit: int = LIMIT_BYTES) -> str:
    """Read a whole file in whichever Unicode encoding it was written, a byte-order mark or none."""
    try:
        _check_file(path)
        size = path.stat().st_size
        if size > limit:
            failed(path, f"{size // 1024**2} MB, above the limit of {limit // 1024**2} MB", "split it, or scan live")
        content = _unpacked(path, limit + 1) if _is_packed(path) else path.read_bytes()
        if len(content) > limit:
            failed(path, f"unpacked it is above the limit of {limit // 1024**2} MB", "split it, or scan live")
    except OSError as error:
        failed(path, error.strerror or "unreadable", "check the path and its permissions")
    try:
        return content.decode(json.detect_encoding(content))
    except UnicodeDecodeError as error:
        failed(path, f"not Unicode text at byte {error.start}", "save it as UTF-8")


def _is_packed(path: Path) -> bool:
    return _beginning(path, len(PACKED)) == PACKED


def _beginning(path: Path, size: int) -> bytes:
    with path.open("rb") as stream:
        return stream.read(size)


def _unpacked(path: Path, size: int) -> bytes:
    """Give no more than asked for: a small file may unpack to more than there is room for."""
    try:
        with gzip.open(path) as stream:
            return stream.read(size)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        failed(path, "packed, and it breaks off or is damaged", "copy it again")


def _check_file(path: Path) -> None:
    """A pipe or a device would be waited for without end."""
    if path.exists() and not path.is_file():
        failed(path, "not a file", "name the file itself")
