"""Paths and templates of the catalog, compiled once: how a value is found in a service's answer."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import jmespath
from jmespath import functions
from jmespath.exceptions import JMESPathError

PLAIN = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")
PLACE = re.compile(r"\{([^{}]+)\}")

InvalidExpression = JMESPathError
"""Raised while compiling, never while reading: a value of an unexpected shape is an absent value."""


class _Functions(functions.Functions):  # type: ignore[misc,unused-ignore]
    """What the catalog needs beyond JMESPath's own functions."""

    @functions.signature({"types": ["string"]}, {"types": ["string"]})  # type: ignore[untyped-decorator,unused-ignore]
    def _func_split(self, text: str, separator: str) -> list[str]:
        return text.split(separator)

    @functions.signature({"types": ["number"]}, {"types": ["number"]})  # type: ignore[untyped-decorator,unused-ignore]
    def _func_times(self, one: float, other: float) -> float:
        return one * other

    @functions.signature({"types": []})  # type: ignore[untyped-decorator,unused-ignore]
    def _func_day(self, moment: Any) -> int | None:
        """Give a day as a number that sorts (20260331); services tell moments as such or as texts."""
        found = _moment(moment)
        return int(found.strftime("%Y%m%d")) if found else None

    @functions.signature({"types": []}, {"types": ["number"]})  # type: ignore[untyped-decorator,unused-ignore]
    def _func_later(self, moment: Any, seconds: float) -> datetime | None:
        found = _moment(moment)
        return found + timedelta(seconds=seconds) if found else None


OPTIONS = jmespath.Options(custom_functions=_Functions())


class Path:
    """A JMESPath; plain dotted ones skip the interpreter, which most of the reading time would go to."""

    __slots__ = ("_find", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._find = _dotted(text) if PLAIN.fullmatch(text) else _compiled(text)

    def __call__(self, item: Any) -> Any:
        return self._find(item)

    def __repr__(self) -> str:
        return f"Path({self.text!r})"

    @property
    def root(self) -> str:
        """The member of the answer it starts from; empty where that cannot be told."""
        found = re.match(r"[A-Za-z_]\w*", self.text)
        return found[0] if found else ""


class Template:
    """Text with paths in braces; one that is a single pair of braces gives the value as it is."""

    __slots__ = ("_paths", "_texts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        pieces = PLACE.split(text)
        self._texts = pieces[::2]
        self._paths = [Path(piece) for piece in pieces[1::2]]

    def __call__(self, item: Mapping[str, Any]) -> Any:
        """Give None where any of its paths finds nothing: half an identifier identifies nothing."""
        values = [path(item) for path in self._paths]
        if None in values:
            return None
        if len(values) == 1 and self._texts == ["", ""]:
            return values[0]
        return self._texts[0] + "".join(f"{value}{text}" for value, text in zip(values, self._texts[1:], strict=True))

    def __repr__(self) -> str:
        return f"Template({self.text!r})"

    @property
    def paths(self) -> tuple[Path, ...]:
        return tuple(self._paths)


def filled(params: Any, item: Mapping[str, Any]) -> Any:
    """Give parameters with every template in them replaced; a parameter that finds nothing is left out."""
    if isinstance(params, Template):
        return params(item)
    if isinstance(params, Mapping):
        values = {key: filled(value, item) for key, value in params.items()}
        return {key: value for key, value in values.items() if value is not None}
    if isinstance(params, list):
        return [filled(value, item) for value in params]
    return params


def compiled_params(params: Any) -> Any:
    """Turn every text with braces into a template."""
    if isinstance(params, str) and PLACE.search(params):
        return Template(params)
    if isinstance(params, Mapping):
        return {key: compiled_params(value) for key, value in params.items()}
    if isinstance(params, list):
        return [compiled_params(value) for value in params]
    return params


def _dotted(text: str) -> Callable[[Any], Any]:
    keys = text.split(".")

    def find(item: Any) -> Any:
        for key in keys:
            if not isinstance(item, Mapping):
                return None
            item = item.get(key)
        return item

    return find


def _compiled(text: str) -> Callable[[Any], Any]:
    program = jmespath.compile(text)

    def find(item: Any) -> Any:
        try:
            return program.search(item, options=OPTIONS)
        except JMESPathError:
            return None

    return find


def _moment(value: Any) -> datetime | None:
    if isinstance(value, datetime):
        return value
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
