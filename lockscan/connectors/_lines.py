"""On which line something stands in a text whose parser does not say."""

import re
from bisect import bisect_right
from collections.abc import Iterator


class Lines:
    """Goes through a text once, forwards; what it does not find it says nothing about."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._starts = [match.end() for match in re.finditer("\n", text)]

    def key(self, name: str) -> int | None:
        """Give the line of the next place where a key holds an object or a list, and go on from there."""
        found = re.compile(rf'"{re.escape(_escaped(name))}"\s*:\s*[{{\[]').search(self._text, self._at)
        if found is None:
            return None
        self._at = found.end()
        return self.of(found.start())

    def of(self, offset: int) -> int:
        return bisect_right(self._starts, offset) + 1

    def values(self, key: str) -> Iterator[tuple[str, int]]:
        """Give every text that stands right under a key of that name, whatever its case, with its line."""
        for found in re.finditer(rf'"{key}"\s*:\s*"((?:[^"\\]|\\.)*)"', self._text, re.IGNORECASE):
            yield found[1], self.of(found.start())


def _escaped(name: str) -> str:
    return name.replace("\\", "\\\\").replace('"', '\\"')
