"""Intrinsic functions, computed as far as the template tells; total: whatever the arguments, a value comes out."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from lockscan.connectors._shape import index, items, table, text
from lockscan.connectors.cloudformation.foreach import Rounds, loops
from lockscan.connectors.cloudformation.values import ABSENT, UNKNOWN, Link, Opaque, single, together

DEEPEST: Final = 50
"""Conditions that ask for one another."""

LONGEST: Final = 200_000
"""Characters of a computed text."""

EXPORT: Final = "cloudformation-export:"
JOINED: Final = 6
"""Resources that one export may join: a subnet in each zone."""

Resolve = Callable[[str, str], Any]
"""What a name stands for: a resource, a parameter or a pseudo parameter; and an attribute of it, empty for itself."""

_PLACE = re.compile(r"\$\{([^{}!][^{}]*)\}")


class Functions:
    """Evaluates one template's expressions."""

    def __init__(
        self, resolve: Resolve, conditions: Mapping[str, Any], mappings: Mapping[str, Any], *, looped: bool = True
    ) -> None:
        self._resolve = resolve
        self._conditions = conditions
        self._mappings = mappings
        self._looped = looped
        self._decided: dict[str, bool | None] = {}
        self._asking = 0
        self.rounds = Rounds()

    def value(self, node: Any) -> Any:
        """Evaluate a part of the template with everything below it."""
        if isinstance(node, list):
            return [one for one in map(self.value, node) if one is not ABSENT]
        if not isinstance(node, dict):
            return node
        if len(node) == 1:
            ((name, argument),) = node.items()
            if (name in self._KNOWN or name.startswith("Fn::")) and not loops(node):
                return self._call(name, argument)
        result = {}
        for key, inner in self.expanded(node).items():
            value = self.value(inner) if isinstance(inner, dict | list) else inner
            if value is not ABSENT:
                result[key] = value
        return result

    def expanded(self, node: Mapping[str, Any]) -> Mapping[str, Any]:
        """Write loops out, so that every key is one of the template's own."""
        return self.rounds.expanded(node, self.value) if self._looped and loops(node) else node

    def holds(self, name: str) -> bool | None:
        """Whether a condition holds; None where it depends on what is only known when deploying."""
        if name not in self._decided:
            self._decided[name] = None  # what asks for itself stays undecided
            self._asking += 1
            if self._asking <= DEEPEST:
                self._decided[name] = self._test(self._conditions.get(name))
            self._asking -= 1
        return self._decided[name]

    def _test(self, node: Any) -> bool | None:
        name, argument = single(node) or ("", None)
        match name:
            case "Condition":
                return self.holds(text(argument))
            case "Fn::Not":
                inner = self._test(next(iter(items(argument)), None))
                return None if inner is None else not inner
            case "Fn::And" | "Fn::Or":
                return _combined([self._test(one) for one in items(argument)], decisive=name == "Fn::Or")
            case "Fn::Equals" | "Fn::Contains":
                return self._compared(name, [self.value(one) for one in items(argument)])
        return None

    def _compared(self, name: str, sides: list[Any]) -> bool | None:
        if len(sides) != 2 or any(_open(side) for side in sides):  # noqa: PLR2004 - left and right
            return None
        if name == "Fn::Equals":
            return _written(sides[0]) == _written(sides[1])
        return _written(sides[1]) in [_written(one) for one in items(sides[0])]

    def _call(self, name: str, argument: Any) -> Any:
        known = self._KNOWN.get(name)
        return known(self, argument) if known else together([self.value(argument)])

    def _ref(self, argument: Any) -> Any:
        return self._resolve(text(self.value(argument)), "")

    def _get_att(self, argument: Any) -> Any:
        if isinstance(argument, str):
            argument = argument.split(".", 1)
        name, *attribute = [*items(argument), ""][:3]
        said = self.value(attribute[0]) if attribute else ""
        return self._resolve(text(self.value(name)), text(said))

    def _sub(self, argument: Any) -> Any:
        pattern, given = (argument, {}) if isinstance(argument, str) else (*items(argument), None, None)[:2]
        named = table(self.value(table(given)))
        parts: list[Any] = []
        at = 0
        for match in _PLACE.finditer(text(pattern)):
            parts += [text(pattern)[at : match.start()], self._named(match[1].strip(), named)]
            at = match.end()
        return _joined("", [*parts, text(pattern)[at:].replace("${!", "${")])

    def _named(self, name: str, given: Mapping[str, Any]) -> Any:
        if name in given:
            return given[name]
        base, _, attribute = name.partition(".")
        return self._resolve(base, attribute)

    def _join(self, argument: Any) -> Any:
        separator, values = (*items(argument), None, None)[:2]
        values = self.value(values)
        return _joined(text(separator), values) if isinstance(values, list) else together([values])

    def _split(self, argument: Any) -> Any:
        separator, value = (*items(argument), None, None)[:2]
        value = self.value(value)
        return value.split(separator) if isinstance(value, str) and text(separator) else together([value])

    def _select(self, argument: Any) -> Any:
        written, values = (self.value(one) for one in (*items(argument), None, None)[:2])
        place = index(written)
        if isinstance(values, list) and place is not None and place < len(values):
            return values[place]
        return together([values])

    def _if(self, argument: Any) -> Any:
        name, *branches = items(argument)[:3] or [None]
        if len(branches) != 2:  # noqa: PLR2004 - then and else
            return UNKNOWN
        decided = self.holds(text(name))
        if decided is not None:
            return self.value(branches[0 if decided else 1])
        return together([self.value(branch) for branch in branches])

    def _find_in_map(self, argument: Any) -> Any:
        keys = [self.value(one) for one in items(argument)]
        value: Any = self._mappings
        for key in keys[:3]:
            value = table(value).get(_written(key)) if not isinstance(key, Opaque | dict | list) else None
        fallback = table(keys[3]).get("DefaultValue", UNKNOWN) if len(keys) > 3 else UNKNOWN  # noqa: PLR2004 - map, two keys
        return fallback if value is None else value

    def _import(self, argument: Any) -> Any:
        name = self.value(argument)
        if isinstance(name, str):
            return Opaque(tuple(Link(key, outside=key == EXPORT + name) for key in exported_as(name)))
        return together([name])

    def _unseen(self, argument: Any) -> Any:
        """Scripts and encoded texts are not looked into; whom they name by reference counts."""
        return together([self.value(argument)])

    def _length(self, argument: Any) -> Any:
        value = self.value(argument)
        return len(value) if isinstance(value, list) and not _open(value) else UNKNOWN

    def _json(self, argument: Any) -> Any:
        value = self.value(argument)
        return together([value]) if _open(value) else json.dumps(value)

    def _condition(self, argument: Any) -> Any:
        """A key of that name is a condition only among conditions; in a policy it is the policy's own."""
        return {"Condition": self.value(argument)}

    _KNOWN: Final[Mapping[str, Callable[["Functions", Any], Any]]] = {
        "Ref": _ref,
        "Condition": _condition,
        "Fn::GetAtt": _get_att,
        "Fn::Sub": _sub,
        "Fn::Join": _join,
        "Fn::Split": _split,
        "Fn::Select": _select,
        "Fn::If": _if,
        "Fn::FindInMap": _find_in_map,
        "Fn::ImportValue": _import,
        "Fn::Base64": _unseen,
        "Fn::Length": _length,
        "Fn::ToJsonString": _json,
    }


def exported_as(name: str) -> list[str]:
    """Give the keys of what an export leads to, the first of them its own."""
    return [EXPORT + name, *(f"{EXPORT}{name}[{place}]" for place in range(1, JOINED))]


def _combined(tests: list[bool | None], *, decisive: bool) -> bool | None:
    """One true decides an or, one false an and; else all must be known."""
    if decisive in tests:
        return decisive
    return None if None in tests or not tests else not decisive


def _joined(separator: str, values: list[Any]) -> Any:
    if any(_open(value) or isinstance(value, dict | list) for value in values):
        return together(values)
    result = separator.join(_written(value) for value in values)
    return result if len(result) <= LONGEST else UNKNOWN


def _open(value: Any) -> bool:
    """Whether any of it is not known."""
    if isinstance(value, dict):
        return any(_open(inner) for inner in value.values())
    if isinstance(value, list):
        return any(_open(inner) for inner in value)
    return isinstance(value, Opaque) or value is ABSENT


def _written(value: Any) -> str:
    """Everything is compared and joined as text."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)
