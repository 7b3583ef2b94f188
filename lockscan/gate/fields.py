"""One table of a policy, read key by key; whatever is wrong is kept with the key's path."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, TypeVar

T = TypeVar("T")
FEW = 12
"""So many names fit into a line."""


class Fields:
    """Reads a table and remembers which keys were asked for, so that the rest can be told as unknown."""

    def __init__(self, table: object, path: str, problems: list[str]) -> None:
        self.path = path
        self.problems = problems
        self._table: Mapping[str, Any] = table if isinstance(table, dict) else {}
        self._asked: set[str] = set()
        if not isinstance(table, dict):
            problems.append(f"{path}: needs a table")

    def __contains__(self, key: str) -> bool:
        self._asked.add(key)
        return key in self._table

    def wrong(self, key: str, what: str) -> None:
        self.problems.append(f"{self.path}.{key}: {what}" if key else f"{self.path}: {what}")

    def text(self, key: str, *, needed: bool = False) -> str:
        if needed and key not in self:
            self.wrong(key, "missing")
        return self._read(
            key, "", lambda value: isinstance(value, str) and bool(value.strip()), "write a text in quotes"
        )

    def truth(self, key: str) -> bool:
        return self._read(key, False, lambda value: isinstance(value, bool), "write true or false")

    def number(self, key: str, default: float, low: float, high: float) -> float:
        fits = f"write a number from {low:g} to {high:g}"
        return float(self._read(key, default, lambda value: is_number(value) and low <= value <= high, fits))

    def one_of(self, key: str, known: Collection[str], default: str) -> str:
        value = self.text(key)
        if value and value not in known:
            self.wrong(key, unknown(value, known))
        return value or default

    def day(self, key: str) -> date:
        if key not in self:
            self.wrong(key, "missing")
        fits = "write a date without quotes, as 2027-03-31"
        return self._read(key, date.min, lambda v: isinstance(v, date) and not isinstance(v, datetime), fits)

    def texts(self, key: str) -> tuple[str, ...]:
        """Give one text or several as several."""
        value = self.raw(key)
        found = value if isinstance(value, list) else [value]
        if not found or not all(isinstance(one, str) and one.strip() for one in found):
            self.wrong(key, "write a text in quotes, or a list of them")
            return ()
        return tuple(found)

    def raw(self, key: str) -> Any:
        self._asked.add(key)
        return self._table.get(key)

    def tables(self, key: str, make: Callable[["Fields", int], T]) -> tuple[T, ...]:
        """Read every table of an array of tables."""
        entries = self.raw(key)
        if entries is None:
            return ()
        if not isinstance(entries, list):
            self.wrong(key, f"write [[{self.path}.{key}]] with double brackets")
            return ()
        return tuple(
            make(Fields(entry, f"{self.path}.{key}[{index}]", self.problems), index)
            for index, entry in enumerate(entries)
        )

    def finish(self) -> None:
        """Tell the keys that nobody asked for."""
        for key in self._table:
            if key not in self._asked:
                self.wrong(key, unknown(key, self._asked))

    def _read(self, key: str, default: T, fits: Callable[[Any], bool], remedy: str) -> T:
        value = self.raw(key)
        if value is None:
            return default
        if not fits(value):
            self.wrong(key, f"{value!r} does not fit; {remedy}")
            return default
        read: T = value
        return read


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def unknown(value: str, known: Collection[str]) -> str:
    """Say that a name is none of those known, and which it may have been meant to be."""
    if len(known) < FEW:
        return f"{value!r} is not known; there are {', '.join(sorted(known))}"
    close = get_close_matches(value, known, n=3, cutoff=0.5)
    return f"{value!r} is not known" + (f"; did you mean {' or '.join(close)}?" if close else "")
