"""The functions of Terraform's language that depend on their arguments alone; what one of them refuses has no value."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import Any, Final

from lockscan.connectors.hcl.values import LONGEST, plain, spelled

_VERB: Final = re.compile(r"%(%|0?\d{0,2}[dsvq])")
_INDEX_OUT: Final = "the list is empty"


def _format(pattern: str, *values: Any) -> str:
    left = list(values)

    def put(match: re.Match[str]) -> str:
        verb = match[1]
        if verb == "%":
            return "%"
        value = left.pop(0)
        if verb.endswith("d"):
            return f"{int(value):{verb}}"
        return f"{json.dumps(spelled(value)) if verb.endswith('q') else spelled(value):>{verb[:-1] or 0}}"

    made = _VERB.sub(put, pattern)
    if left:
        raise ValueError(pattern)
    return made


def _number(value: Any) -> float:
    if isinstance(value, bool):
        raise TypeError(value)
    if isinstance(value, str):
        return int(value) if re.fullmatch(r"-?\d{1,18}", value) else plain(float(value))
    return plain(value)


def _merge(*maps: Mapping[str, Any] | None) -> dict[str, Any]:
    return {key: value for one in maps if one is not None for key, value in one.items()}


def _lookup(where: Mapping[str, Any], key: str, *fallback: Any) -> Any:
    return where[key] if not fallback else where.get(key, fallback[0])


def _element(values: list[Any], place: float) -> Any:
    if not values:
        raise IndexError(_INDEX_OUT)
    return values[int(place) % len(values)]


def _flatten(values: Iterable[Any]) -> list[Any]:
    return list(chain.from_iterable(_flatten(one) if isinstance(one, list) else [one] for one in values))


def _distinct(values: Iterable[Any]) -> list[Any]:
    return list({_encoded(one): one for one in values}.values())


def _first(values: Iterable[Any], empty: tuple[Any, ...]) -> Any:
    return next(one for one in values if one not in empty)


def _replace(text: str, old: str, new: str) -> str:
    if len(old) > 1 and old[0] == old[-1] == "/":
        raise ValueError(old)  # a pattern in another language's spelling
    return text.replace(old, new)


def _decoded(text: str) -> Any:
    return json.loads(text, parse_float=lambda number: plain(float(number)))


def _encoded(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), sort_keys=True)


def _boolean(value: Any) -> bool:
    return value if isinstance(value, bool) else {"true": True, "false": False}[value]


def _one(values: list[Any]) -> Any:
    if len(values) > 1:
        raise ValueError(len(values))
    return values[0] if values else None


HOLDING: Final[Mapping[str, Callable[..., Any]]] = {
    "concat": lambda *lists: list(chain(*lists)),
    "element": _element,
    "keys": sorted,
    "length": len,
    "lookup": _lookup,
    "merge": _merge,
    "nonsensitive": lambda one: one,
    "one": _one,
    "reverse": lambda one: one[::-1],
    "slice": lambda one, start, end: one[int(start) : int(end)],
    "tolist": list,
    "tomap": dict,
    "values": lambda one: [one[key] for key in sorted(one)],
}
"""Those that only hand on what lists and maps hold: what one of these holds may be unknown."""

KNOWING: Final[Mapping[str, Callable[..., Any]]] = {
    "coalesce": lambda *values: _first(values, (None, "")),
    "coalescelist": lambda *values: _first(values, (None, [])),
    "compact": lambda one: [value for value in one if value not in (None, "")],
    "contains": lambda one, value: value in one,
    "distinct": _distinct,
    "endswith": lambda text, end: text.endswith(end),
    "flatten": _flatten,
    "format": _format,
    "join": lambda separator, *lists: separator.join(map(spelled, chain(*lists))),
    "jsondecode": _decoded,
    "jsonencode": _encoded,
    "lower": lambda text: spelled(text).lower(),
    "max": lambda *values: max(map(_number, values)),
    "min": lambda *values: min(map(_number, values)),
    "replace": _replace,
    "sort": lambda one: sorted(map(spelled, one)),
    "split": lambda separator, text: text.split(separator),
    "startswith": lambda text, start: text.startswith(start),
    "substr": lambda text, start, length: text[int(start) :][: int(length) if length >= 0 else None],
    "title": lambda text: re.sub(r"\b[a-z]", lambda match: match[0].upper(), text),
    "tobool": _boolean,
    "tonumber": _number,
    "toset": lambda one: sorted(_distinct(one)),
    "tostring": spelled,
    "trimprefix": lambda text, start: text.removeprefix(start),
    "trimspace": lambda text: spelled(text).strip(),
    "trimsuffix": lambda text, end: text.removesuffix(end),
    "upper": lambda text: spelled(text).upper(),
}
"""Those that need every part of every argument."""


def called(name: str, arguments: list[Any], *, whole: bool) -> Any:
    """Compute a function; `LookupError` where it is not known here, or not for arguments that are not whole."""
    function = HOLDING.get(name) or (KNOWING[name] if whole else None)
    if function is None:
        raise LookupError(name)
    made = function(*arguments)
    if isinstance(made, str | list | dict) and len(made) > LONGEST:
        raise ValueError(name)
    return made
