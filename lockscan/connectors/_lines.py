"""On which line something stands in a text whose parser does not say."""

import re
from collections.abc import Iterator
from typing import Final

_OPENS: Final = re.compile(r"\s*:\s*[{\[]")


class Lines:
    """Goes through a text once, forwards; what it does not find it says nothing about."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._counted = 0
        self._line = 1

    def key(self, name: str) -> int | None:
        """Give the line of the next place where a key holds an object or a list, and go on from there."""
        written = f'"{_escaped(name)}"'
        start = self._text.find(written, self._at)
        while start >= 0:
            if found := _OPENS.match(self._text, start + len(written)):
                self._at = found.end()
                return self._of(start)
            start = self._text.find(written, start + 1)
        return None

    def values(self, key: str) -> Iterator[tuple[str, int]]:
        """Give every text that stands right under a key of that name, whatever its case, with its line."""
        for found in re.finditer(rf'"{key}"\s*:\s*"((?:[^"\\]|\\.)*)"', self._text, re.IGNORECASE):
            yield found[1], self._of(found.start())

    def _of(self, offset: int) -> int:
        """Count the lines up to a place; none lies before the last one asked for."""
        self._line += self._text.count("\n", self._counted, offset)
        self._counted = offset
        return self._line


def _escaped(name: str) -> str:
    return name.replace("\\", "\\\\").replace('"', '\\"')
