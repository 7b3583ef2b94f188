"""Functions that a template defines itself: they see what they are given, and the template's other functions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lockscan.connectors._shape import items, table, text
from lockscan.connectors.arm.evaluation import Indices

if TYPE_CHECKING:
    from lockscan.connectors.arm.evaluation import Names


def own_functions(root: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Give every function by its name in lower case, its namespace with a dot in front."""
    return {
        f"{text(space.get('namespace'))}.{name}".lower(): table(said)
        for space in map(table, items(root.get("functions")))
        for name, said in table(space.get("members")).items()
    }


@dataclass(frozen=True, slots=True)
class Inside:
    """What an expression inside such a function may ask."""

    around: "Names"
    given: Mapping[str, Any]

    @classmethod
    def of(cls, around: "Names", said: Mapping[str, Any], arguments: list[Any]) -> "Inside":
        names = [text(table(one).get("name")).lower() for one in items(said.get("parameters"))]
        return cls(around, dict(zip(names, arguments, strict=False)))

    def call(self, name: str, arguments: list[Any], indices: Indices) -> Any:
        if name != "parameters":
            return self.around.call(name, arguments, indices)
        return self.given.get(text(next(iter(arguments), "")).lower())
