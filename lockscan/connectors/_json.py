"""JSON within limits: whole, piece by piece, or only as far as the first bytes of a file tell."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from lockscan.connectors._files import failed, head_text, read_text

LIMIT_DEPTH = 150
"""Containers inside containers; far above what any tool writes, far below what a recursive walk bears."""

_REWRITE = "write it again; a copy may have broken off"
_SPACE = re.compile(r"[ \t\n\r]*")
_SIGN = re.compile(r'("[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?)|([\[{])|[\]}]', re.DOTALL)
_HALF_PAIR = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F]..")
_DECODER = json.JSONDecoder(parse_constant=lambda _: None)


@dataclass(frozen=True, slots=True)
class Part:
    """A value directly under the document's root, or one element of a list there that was asked for singly."""

    key: str
    value: Any
    line: int


def read_document(path: Path) -> Any:
    """Parse a whole JSON file."""
    text = _whole(read_text(path))
    start = _skip(text, 0)
    value, end = _decode(path, text, start, 1)
    if _skip(text, end) != len(text):
        failed(path, "more follows after the end of the JSON value", "give one document a file")
    return value


def parts(path: Path, text: str, singly: Collection[str] = (), doubled: list[str] | None = None) -> Iterator[Part]:
    """Decode a JSON object piece by piece, so that one piece at a time is in memory beside the text.

    `doubled` is filled with the keys that stand twice in one object, of which the last counts.
    """
    text = _whole(text)
    cursor = _Cursor(path, text, _DECODER if doubled is None else _noticing(doubled))
    seen: set[str] = set()
    cursor.expect("{")
    if cursor.take("}"):
        return
    while True:
        key = cursor.key()
        if doubled is not None and key in seen:
            doubled.append(key)
        seen.add(key)
        cursor.expect(":")
        if key in singly and cursor.take("["):
            yield from _elements(cursor, key)
        else:
            yield Part(key, *cursor.value())
        if not cursor.take(","):
            break
    cursor.expect("}")
    if cursor.at != len(text):
        failed(path, "more follows after the end of the JSON value", "give one document a file", line=cursor.line())


def _elements(cursor: "_Cursor", key: str) -> Iterator[Part]:
    if cursor.take("]"):
        return
    yield Part(key, *cursor.value())
    while cursor.take(","):
        yield Part(key, *cursor.value())
    cursor.expect("]")


class _Cursor:
    """A place in the text; counts lines as it goes, so that no piece is counted twice."""

    def __init__(self, path: Path, text: str, decoder: json.JSONDecoder) -> None:
        self._path = path
        self._decoder = decoder
        self._text = text
        self.at = _skip(text, 0)
        self._counted = 0
        self._line = 1

    def line(self) -> int:
        self._line += self._text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    def take(self, sign: str) -> bool:
        if not self._text.startswith(sign, self.at):
            return False
        self.at = _skip(self._text, self.at + 1)
        return True

    def expect(self, sign: str) -> None:
        if self.take(sign):
            return
        found = f"{self._text[self.at]!r}" if self.at < len(self._text) else "the file's end"
        failed(self._path, f"not valid JSON: {found} where {sign!r} belongs", _REWRITE, line=self.line())

    def key(self) -> str:
        value, _ = self.value()
        if not isinstance(value, str):
            failed(self._path, "not valid JSON: a key must be text", _REWRITE, line=self.line())
        return value

    def value(self) -> tuple[Any, int]:
        line = self.line()
        value, end = _decode(self._path, self._text, self.at, line, self._decoder)
        self.at = _skip(self._text, end)
        return value, line


def _noticing(doubled: list[str]) -> json.JSONDecoder:
    """Decode as ever, and keep the keys of which a dictionary would only hold the last."""

    def made(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            doubled.extend(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        return found

    return json.JSONDecoder(parse_constant=lambda _: None, object_pairs_hook=made)


def _decode(path: Path, text: str, at: int, line: int, decoder: json.JSONDecoder = _DECODER) -> tuple[Any, int]:
    try:
        value, end = decoder.raw_decode(text, at)
    except RecursionError:
        failed(path, f"nested deeper than {LIMIT_DEPTH} levels", "check what wrote it", line=line)
    except json.JSONDecodeError as error:
        what = "it breaks off" if error.pos >= len(text) or error.msg.startswith("Unterminated") else error.msg
        failed(path, f"not valid JSON: {what}", _REWRITE, line=error.lineno)
    except ValueError as error:
        failed(path, f"not valid JSON: {error}", _REWRITE, line=line)
    # Counting brackets is far cheaper than walking, and few values have enough of them.
    if text.count("{", at, end) + text.count("[", at, end) > LIMIT_DEPTH and _too_deep(value):
        failed(path, f"nested deeper than {LIMIT_DEPTH} levels", "check what wrote it", line=line)
    return value, end


def _too_deep(value: Any) -> bool:
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(LIMIT_DEPTH):
        below: list[Any] = []
        for container in level:
            below.extend(container.values() if isinstance(container, dict) else container)
        level = [child for child in below if isinstance(child, dict | list)]
        if not level:
            return False
    return True


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _whole(text: str) -> str:
    """Half a surrogate pair parses, but no file can hold it: replace it before it travels."""
    if "\\ud" in text or "\\uD" in text:
        return _HALF_PAIR.sub(r"\\ufffd", text)
    return text


@lru_cache(maxsize=4)
def head_keys(head: bytes) -> tuple[str, ...]:
    """Keys directly under the root of a JSON object, as far as the head of its file goes."""
    text = head_text(head).lstrip()
    if not text.startswith("{"):
        return ()
    depth, keys = 0, []
    for written, colon, opening in _SIGN.findall(text):
        if not written:
            depth += 1 if opening else -1
        elif depth == 1 and colon:
            keys.append(written[1 : -len(colon) - 1])
    return tuple(keys)
