"""The language's plain functions, on values that are known; anything odd about the arguments is a `ValueError`."""

import base64
import json
from collections.abc import Callable, Mapping
from functools import reduce
from ipaddress import ip_network
from typing import Any, Final
from urllib.parse import quote, unquote

LARGEST: Final = 2**63
"""Numbers of the language are of 64 bits."""

LONGEST: Final = 100_000
"""Characters of a text that a function may make."""

MOST: Final = 5_000
"""Elements of a list that a function may make; a loop makes 800 at most."""


def _concat(*values: Any) -> Any:
    if values and isinstance(values[0], list):
        return [one for value in values for one in _list(value)]
    return "".join(text_of(value) for value in values)


def _format(pattern: str, *values: Any) -> str:
    """Composite formatting as .NET has it; the format after a colon is left to deploying."""
    result = _text(pattern)
    for index, value in enumerate(values):
        result = _replace(result, f"{{{index}}}", text_of(value))
    return result


def _replace(text: Any, old: Any, new: Any) -> str:
    if not old or len(_text(text)) + text.count(old) * len(_text(new)) > LONGEST:
        raise ValueError
    return str(text.replace(old, new))


def _join(values: Any, by: Any) -> str:
    written = [text_of(value) for value in _list(values)]
    if sum(map(len, written)) + len(written) * len(_text(by)) > LONGEST:
        raise ValueError
    return str(by.join(written))


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > LARGEST:
        raise ValueError
    return value


def _place(value: Any) -> int:
    """Give a place counted from nought: from the end, as Python would count on, there is nothing."""
    if _whole(value) < 0:
        raise ValueError
    return int(value)


def _quotient(one: Any, other: Any) -> int:
    """Cut towards nought, as the language does."""
    size = abs(_whole(one)) // abs(_whole(other))
    return size if (one < 0) == (other < 0) else -size


def _uri(base: str, rest: str) -> str:
    """What stands after the last slash of a base is a file, and makes way for the other; a host stays."""
    base, rest = _text(base), _text(rest).lstrip("/")
    start, _, host = base.rpartition("//")
    folder = host.rpartition("/")[0] or host
    return f"{start}//{folder}/{rest}" if start else f"{folder}/{rest}"


def _union(*values: Any) -> Any:
    if _are_objects(*values):
        return reduce(_merged, values)
    merged: list[Any] = []
    for value in values:
        merged += [one for one in _list(value) if one not in merged]
    return merged


def _merged(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Objects inside objects unite, too; all else is replaced."""
    both = {key: _merged(one[key], inner) for key, inner in other.items() if _are_objects(one.get(key), inner)}
    return {**one, **other, **both}


def _are_objects(*values: Any) -> bool:
    return all(isinstance(value, dict) for value in values)


def _padded(value: Any, width: int, sign: str = " ") -> str:
    if _whole(width) > LONGEST:
        raise ValueError
    return text_of(value).rjust(width, _text(sign))


def _subnet(within: str, length: int, at: int) -> str:
    """Give the subnet of a length at a place, counted and not listed: there may be millions."""
    whole = ip_network(_text(within))
    if not whole.prefixlen <= _whole(length) <= whole.max_prefixlen or _place(at) >= 2 ** (length - whole.prefixlen):
        raise ValueError
    return str(ip_network((int(whole.network_address) + at * 2 ** (whole.max_prefixlen - length), length)))


def _host(within: str, at: int) -> str:
    return str(ip_network(_text(within))[_place(at) + 1])


def _contains(whole: Any, part: Any) -> bool:
    if isinstance(whole, dict):
        return str(part).lower() in {key.lower() for key in whole}
    return part in whole if isinstance(whole, list) else text_of(part) in _text(whole)


def _equals(one: Any, other: Any) -> bool:
    return bool(type(one) is type(other) and one == other)


def _if(test: bool, then: Any, otherwise: Any) -> Any:
    return then if _switch(test) else otherwise


def _substring(text: str, start: int, length: int | None = None) -> str:
    return _text(text)[start:] if length is None else _text(text)[start : start + length]


def _split(text: str, by: Any) -> list[str]:
    parts = [_text(text)]
    for sign in by if isinstance(by, list) else [by]:
        parts = [one for part in parts for one in part.split(_text(sign))]
    return parts


def _range(start: int, count: int) -> list[int]:
    return list(range(start, start + min(count, MOST)))


def _object(*pairs: Any) -> dict[str, Any]:
    return {str(pairs[at]): pairs[at + 1] for at in range(0, len(pairs) - 1, 2)}


def _empty(value: Any) -> bool:
    return value is None or value in ("", [], {})


def _bool(value: Any) -> bool:
    return _switch(value) if not isinstance(value, int) or isinstance(value, bool) else value != 0


def _json(text: str) -> Any:
    return json.loads(_text(text)) if len(text) <= LONGEST else None


def _intersection(*values: Any) -> Any:
    first, *others = values
    if isinstance(first, dict):
        return {key: value for key, value in first.items() if all(other.get(key) == value for other in others)}
    return [one for one in _list(first) if all(one in _list(other) for other in others)]


def text_of(value: Any) -> str:
    """Give a value as the language writes it into a text."""
    if isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else json.dumps(value) if isinstance(value, dict | list) else str(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError  # noqa: TRY004 - every odd argument is told alike
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError  # noqa: TRY004 - every odd argument is told alike
    return value


def _switch(value: Any) -> bool:
    if isinstance(value, str) and value.lower() in {"true", "false"}:
        return value.lower() == "true"
    if not isinstance(value, bool):
        raise ValueError  # noqa: TRY004 - every odd argument is told alike
    return value


FUNCTIONS: Final[Mapping[str, Callable[..., Any]]] = {
    "add": lambda a, b: _whole(a) + _whole(b),
    "and": lambda *tests: all(_switch(test) for test in tests),
    "array": lambda value: value if isinstance(value, list) else [value],
    "base64tostring": lambda text: base64.b64decode(_text(text), validate=True).decode(),
    "base64": lambda text: base64.b64encode(_text(text).encode()).decode(),
    "bool": _bool,
    "cidrhost": _host,
    "cidrsubnet": _subnet,
    "coalesce": lambda *values: next((value for value in values if value is not None), None),
    "concat": _concat,
    "contains": _contains,
    "createarray": lambda *values: list(values),
    "createobject": _object,
    "div": _quotient,
    "empty": _empty,
    "endswith": lambda text, end: _text(text).lower().endswith(_text(end).lower()),
    "equals": _equals,
    "false": lambda: False,
    "first": lambda value: value[0] if value else None,
    "flatten": lambda value: [one for inner in _list(value) for one in _list(inner)],
    "format": _format,
    "greater": lambda a, b: a > b,
    "greaterorequals": lambda a, b: a >= b,
    "if": _if,
    "indexof": lambda text, part: _text(text).lower().find(_text(part).lower()),
    "indexfromend": lambda value, at: _list(value)[-1 - _place(_whole(at) - 1)],
    "int": int,
    "intersection": _intersection,
    "items": lambda value: [{"key": key, "value": value[key]} for key in sorted(value)],
    "join": _join,
    "json": _json,
    "last": lambda value: value[-1] if value else None,
    "lastindexof": lambda text, part: _text(text).lower().rfind(_text(part).lower()),
    "length": len,
    "less": lambda a, b: a < b,
    "lessorequals": lambda a, b: a <= b,
    "max": lambda *values: max(values[0] if isinstance(values[0], list) else values),
    "min": lambda *values: min(values[0] if isinstance(values[0], list) else values),
    "mod": lambda a, b: a - b * _quotient(a, b),
    "mul": lambda a, b: _whole(a) * _whole(b),
    "not": lambda test: not _switch(test),
    "null": lambda: None,
    "objectkeys": sorted,
    "or": lambda *tests: any(_switch(test) for test in tests),
    "padleft": _padded,
    "range": _range,
    "replace": _replace,
    "shallowmerge": lambda values: {key: inner for value in _list(values) for key, inner in value.items()},
    "skip": lambda value, count: value[max(0, count) :],
    "split": _split,
    "startswith": lambda text, start: _text(text).lower().startswith(_text(start).lower()),
    "string": text_of,
    "sub": lambda a, b: _whole(a) - _whole(b),
    "substring": _substring,
    "take": lambda value, count: value[: max(0, count)],
    "tolower": lambda text: _text(text).lower(),
    "toupper": lambda text: _text(text).upper(),
    "trim": lambda text: _text(text).strip(),
    "true": lambda: True,
    "tryget": lambda value, key: value.get(key) if isinstance(value, dict) else value[key],
    "union": _union,
    "uri": _uri,
    "uricomponent": lambda text: quote(_text(text), safe="-_.!~*'()"),
    "uricomponenttostring": lambda text: unquote(_text(text)),
}

NOTHING: Final = frozenset({"null", "first", "last", "coalesce", "tryget", "json"})
"""Functions that may well come to nothing; of others it means that they were given what they do not take."""

KEEPING: Final = frozenset(
    {"concat", "format", "tolower", "join", "uri", "createarray", "createobject", "array", "string", "trim"}
)
"""Functions that may be given what is not known: it stands in their result as it stood in the argument."""

ODD: Final = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    ZeroDivisionError,
    RecursionError,
)
"""What arguments of a wrong kind come to."""
