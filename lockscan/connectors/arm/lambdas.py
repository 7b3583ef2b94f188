"""Functions that are given a function: what `map`, `filter` and their like make of a list that is known."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lockscan.connectors.arm.expression import Call, Expression, Literal

TAKING: Final = frozenset({"map", "filter", "reduce", "sort", "toobject", "groupby", "mapvalues"})

Apply = Callable[..., Any]
"""Gives what a lambda makes of values."""


class NotKnown(ValueError):
    """What it comes to is only known when deploying."""


@dataclass(frozen=True, slots=True)
class Lambda:
    names: tuple[str, ...]
    body: Expression

    def bound(self, values: Sequence[Any]) -> dict[str, Any]:
        return dict(zip(self.names, values, strict=False))


def read_lambda(tree: Expression) -> Lambda | None:
    """Give the lambda that an argument is; None for a plain argument."""
    if not isinstance(tree, Call) or tree.name != "lambda" or not tree.arguments:
        return None
    names = [str(one.value).lower() for one in tree.arguments[:-1] if isinstance(one, Literal)]
    return Lambda(tuple(names), tree.arguments[-1])


def applied(name: str, arguments: Sequence[Any]) -> Any:
    """Give what a function makes of its arguments, lambdas among them as what applies them."""
    whole, *others = arguments
    if not isinstance(whole, dict if name == "mapvalues" else list):
        raise NotKnown
    return _MADE[name](whole, *others)


def _map(values: list[Any], each: Apply) -> Any:
    return [each(value, at) for at, value in enumerate(values)]


def _filter(values: list[Any], test: Apply) -> Any:
    return [value for at, value in enumerate(values) if _decided(test(value, at))]


def _reduce(values: list[Any], start: Any, step: Apply) -> Any:
    for at, value in enumerate(values):
        start = step(start, value, at)
    return start


def _sort(values: list[Any], before: Apply) -> Any:
    """Insert each after all that it does not stand before."""
    made: list[Any] = []
    for value in values:
        at = len(made)
        while at and _decided(before(value, made[at - 1])):
            at -= 1
        made.insert(at, value)
    return made


def _to_object(values: list[Any], key: Apply, each: Apply | None = None) -> Any:
    return {_named(key(value, at)): each(value, at) if each else value for at, value in enumerate(values)}


def _group_by(values: list[Any], key: Apply) -> Any:
    made: dict[str, list[Any]] = {}
    for at, value in enumerate(values):
        made.setdefault(_named(key(value, at)), []).append(value)
    return made


def _map_values(values: dict[str, Any], each: Apply) -> Any:
    return {key: each(value) for key, value in values.items()}


def _decided(test: Any) -> bool:
    if not isinstance(test, bool):
        raise NotKnown
    return test


def _named(key: Any) -> str:
    if not isinstance(key, str):
        raise NotKnown
    return key


_MADE: Final[Mapping[str, Callable[..., Any]]] = {
    "map": _map,
    "filter": _filter,
    "reduce": _reduce,
    "sort": _sort,
    "toobject": _to_object,
    "groupby": _group_by,
    "mapvalues": _map_values,
}
