"""Reading catalog YAML so that every problem is told at once, each with its file and line."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from lockscan.connectors.aws.expression import InvalidExpression, Path, Template, compiled_params
from lockscan.vocabulary.data import LINE

T = TypeVar("T")


@dataclass(slots=True)
class Fields:
    """One mapping of a catalog file, read key by key; what is wrong is collected, not raised."""

    file: str
    values: Mapping[str, Any]
    problems: list[str]
    asked: set[str] = field(default_factory=lambda: {LINE})

    @property
    def origin(self) -> str:
        return f"{self.file}:{self.values.get(LINE, 1)}"

    def wrong(self, message: str) -> None:
        self.problems.append(f"{self.origin}: {message}")

    def text(self, key: str, default: str | None = None) -> str:
        """Give a text; required where there is no default."""
        value = self._get(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or not value:
            self.wrong(f"`{key}` must be a text")
            return default or "?"
        return value

    def number(self, key: str) -> int | None:
        value = self._get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            self.wrong(f"`{key}` must be a whole number")
            return None
        return value

    def scale(self, key: str) -> float | None:
        value = self._get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            self.wrong(f"`{key}` must be a number")
            return None
        return value

    def path(self, key: str, default: str | None = None) -> Path | None:
        value = self._get(key)
        if value is None and default is None:
            return None
        return self._compile(key, default if value is None else value, Path)

    def needed(self, key: str, default: str | None = None) -> Path:
        found = self.path(key, default)
        if found is None and not self.has(key):
            self.wrong(f"`{key}` is missing")
        return found or Path("missing")

    def template(self, key: str) -> Template | None:
        value = self._get(key)
        return None if value is None else self._compile(key, value, Template)

    def templates(self, key: str) -> tuple[Template, ...]:
        found = (self._compile(key, text, Template) for text in self.texts(key))
        return tuple(template for template in found if template is not None)

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
            self.wrong(f"`{key}` must be a list of texts")
            return ()
        return tuple(value)

    def params(self, key: str) -> Mapping[str, Any]:
        value = self.plain(key)
        return self._compile(key, value, compiled_params) or {}

    def plain(self, key: str) -> dict[str, Any]:
        """Give a free mapping without the line marks."""
        value = self._get(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.wrong(f"`{key}` must be a mapping")
            return {}
        cleaned: dict[str, Any] = _without_lines(value)
        return cleaned

    def inner(self, key: str) -> "Fields | None":
        value = self._get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.wrong(f"`{key}` must be a mapping")
            return None
        return Fields(self.file, value, self.problems)

    def each(self, key: str) -> "Iterator[Fields]":
        value = self._get(key)
        if value is not None and not isinstance(value, list):
            self.wrong(f"`{key}` must be a list")
            return
        for element in value or ():
            if isinstance(element, dict):
                yield Fields(self.file, element, self.problems)
            else:
                self.wrong(f"`{key}` must be a list of mappings")

    def named(self, key: str) -> "Iterator[tuple[str, Fields]]":
        """Give the entries of a mapping; a bare text stands for `{path: text}`."""
        value = self._get(key)
        if value is not None and not isinstance(value, dict):
            self.wrong(f"`{key}` must be a mapping")
            return
        for name, element in (value or {}).items():
            if name == LINE:
                continue
            entry = element if isinstance(element, dict) else {"path": element, LINE: self.values.get(LINE, 1)}
            yield name, Fields(self.file, entry, self.problems)

    def done(self) -> None:
        """Tell every key that nobody asked for: a misspelt key must not be a silent default."""
        for key in self.values:
            if key not in self.asked:
                self.wrong(f"unknown key `{key}`")

    def has(self, key: str) -> bool:
        return key in self.values

    def _get(self, key: str) -> Any:
        self.asked.add(key)
        return self.values.get(key)

    def _compile(self, key: str, value: Any, make: Callable[[Any], T]) -> T | None:
        if make is not compiled_params and not isinstance(value, str):
            self.wrong(f"`{key}` must be a text")
            return None
        try:
            return make(value)
        except InvalidExpression as error:
            self.wrong(f"`{key}` is not a JMESPath: {str(error).splitlines()[0]}")
            return None


def _without_lines(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_lines(inner) for key, inner in value.items() if key != LINE}
    if isinstance(value, list):
        return [_without_lines(inner) for inner in value]
    return value
