"""Whether a value plainly is as a schema says: never a wrong yes; what is wrong with a no is for jsonschema to tell."""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

Accepts: TypeAlias = Callable[[Any], bool]

TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "number": (int, float),
    "integer": (int,),
    "boolean": (bool,),
    "null": (type(None),),
}
SILENT = frozenset({"$schema", "title", "description", "properties", "additionalProperties"})
"""Keywords that ask nothing by themselves; the last two are answered together."""


def acceptor(schema: Mapping[str, Any]) -> Accepts:
    """Make a schema without references into one question; a keyword it does not know is never accepted."""
    asked = [_KEYWORDS.get(keyword, _unknown)(wanted) for keyword, wanted in schema.items() if keyword not in SILENT]
    if "properties" in schema or "additionalProperties" in schema:
        asked.append(_members(schema.get("properties", {}), schema.get("additionalProperties", True)))
    if len(asked) == 1:
        return asked[0]
    return lambda value: all(accepts(value) for accepts in asked)


def _unknown(_: Any) -> Accepts:
    return lambda _: False


def _type(wanted: str | list[str]) -> Accepts:
    names = [wanted] if isinstance(wanted, str) else wanted
    kinds = tuple(kind for name in names for kind in TYPES[name])
    # A boolean is a number to Python, but not to a schema.
    return lambda value: isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool))


def _members(properties: Mapping[str, Any], others: Mapping[str, Any] | bool) -> Accepts:
    known = {name: acceptor(schema) for name, schema in properties.items()}
    other: Accepts = acceptor(others) if isinstance(others, Mapping) else lambda _: others

    def accepts(value: Any) -> bool:
        if not isinstance(value, dict):
            return True
        return all(known.get(name, other)(item) for name, item in value.items())

    return accepts


def _required(names: list[str]) -> Accepts:
    return lambda value: not isinstance(value, dict) or all(name in value for name in names)


def _items(schema: Mapping[str, Any]) -> Accepts:
    each = acceptor(schema)
    return lambda value: not isinstance(value, list) or all(map(each, value))


def _names(schema: Mapping[str, Any]) -> Accepts:
    each = acceptor(schema)
    return lambda value: not isinstance(value, dict) or all(map(each, value))


def _one_of(schemas: list[Mapping[str, Any]]) -> Accepts:
    each = [acceptor(schema) for schema in schemas]
    return lambda value: any(accepts(value) for accepts in each)


def _exactly_one(schemas: list[Mapping[str, Any]]) -> Accepts:
    """Two that are not accepted may still hold, so only alternatives that shut each other out can be told here."""
    wanted = [tuple(schema.get("required", ())) for schema in schemas]
    if any(set(schema) != {"required"} for schema in schemas):
        return _unknown(schemas)
    return lambda value: isinstance(value, dict) and sum(all(n in value for n in names) for names in wanted) == 1


def _pattern(pattern: str) -> Accepts:
    found = re.compile(pattern).search
    return lambda value: not isinstance(value, str) or found(value) is not None


def _enum(values: list[Any]) -> Accepts:
    texts = frozenset(value for value in values if isinstance(value, str))
    return lambda value: isinstance(value, str) and value in texts


def _many(kind: type[str] | type[list[Any]] | type[dict[str, Any]]) -> Callable[[int], Accepts]:
    return lambda least: lambda value: not isinstance(value, kind) or len(value) >= least


def _figure(holds: Callable[[Any, float], bool]) -> Callable[[float], Accepts]:
    def keyword(bound: float) -> Accepts:
        return lambda value: not isinstance(value, int | float) or isinstance(value, bool) or holds(value, bound)

    return keyword


_KEYWORDS: Mapping[str, Callable[[Any], Accepts]] = {
    "type": _type,
    "required": _required,
    "items": _items,
    "propertyNames": _names,
    "anyOf": _one_of,
    "oneOf": _exactly_one,
    "pattern": _pattern,
    "enum": _enum,
    "minLength": _many(str),
    "minItems": _many(list),
    "minProperties": _many(dict),
    "minimum": _figure(lambda value, bound: value >= bound),
    "maximum": _figure(lambda value, bound: value <= bound),
    "exclusiveMinimum": _figure(lambda value, bound: value > bound),
    "exclusiveMaximum": _figure(lambda value, bound: value < bound),
}
