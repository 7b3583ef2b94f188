"""Expressions computed as far as the template tells; total: what is not known becomes a mark, whatever is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, Protocol

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors._shape import items, table, text
from lockscan.connectors.arm.expression import Call, Expression, Literal, Member, NotUnderstood, parsed
from lockscan.connectors.arm.functions import FUNCTIONS, KEEPING, LONGEST, MOST, NOTHING, ODD
from lockscan.connectors.arm.lambdas import TAKING, Lambda, applied, read_lambda
from lockscan.connectors.arm.symbols import Symbols, known
from lockscan.model.scope import ScopeState

STEPS: Final = 10_000_000
"""Values that one file's evaluation may touch."""

ROUNDS: Final = 200_000
"""Rounds of all lists that one file's loops make: Azure lets one make 800."""

Indices = Mapping[str, int]
"""Which round of which loop it is; under the empty name the resource's own."""


class Names(Protocol):
    """What an expression may ask the template around it."""

    def call(self, name: str, arguments: list[Any], indices: Indices) -> Any:
        """Give what a function that looks around comes to; raises `LookupError` where it is none of them."""


@dataclass(slots=True)
class Evaluator:
    """Evaluates everything of one file; counts what it does."""

    location: str
    symbols: Symbols = field(default_factory=Symbols)
    left: int = STEPS
    rounds: int = ROUNDS
    bound: list[Mapping[str, Any]] = field(default_factory=list)
    """What the lambdas that are being applied were given, the innermost last."""

    def value(self, node: Any, names: Names, indices: Indices) -> Any:
        """Evaluate a part of the template with everything below it."""
        self.left -= 1
        if self.left < 0 or self.rounds < 0:
            raise ScopeFailed(ScopeState.PARTIAL, f"{self.location}: its loops make too much", "check what wrote it")
        if isinstance(node, str):
            return self._text(node, names, indices)
        if isinstance(node, list):
            return [self.value(one, names, indices) for one in node]
        if isinstance(node, dict):
            made = {
                self.key(key, names, indices): self.value(inner, names, indices) for key, inner in self._plain(node)
            }
            made.update(self._loops(node, names, indices))
            return made
        return node

    def key(self, node: str, names: Names, indices: Indices) -> str:
        """Evaluate a key: identities are written as the keys of a mapping."""
        value = self._text(node, names, indices) if node.startswith("[") else node
        return value if isinstance(value, str) else node

    def _plain(self, node: Mapping[str, Any]) -> list[tuple[str, Any]]:
        loops = _are_loops(node.get("copy"))
        return [(key, inner) for key, inner in node.items() if not (key == "copy" and loops)]

    def _loops(self, node: Mapping[str, Any], names: Names, indices: Indices) -> dict[str, Any]:
        """Write out the lists that `copy` makes of an input."""
        made: dict[str, Any] = {}
        for loop in map(table, items(node.get("copy")) if _are_loops(node.get("copy")) else ()):
            name = text(loop["name"])
            count = self.value(loop.get("count"), names, indices)
            rounds = range(min(count, MOST)) if isinstance(count, int) and not isinstance(count, bool) else range(1)
            self.rounds -= len(rounds)
            made[name] = [self.value(loop.get("input"), names, {**indices, name.lower(): at}) for at in rounds]
        return made

    def _text(self, node: str, names: Names, indices: Indices) -> Any:
        try:
            tree = parsed(node)
        except NotUnderstood:
            return self.symbols.mark(node[:200], self.symbols.ids(node))
        if tree is None:
            return node[1:] if node.startswith("[[") else node
        return self.result(tree, names, indices)

    def result(self, tree: Expression, names: Names, indices: Indices) -> Any:
        """Evaluate a tree."""
        self.left -= 1
        if isinstance(tree, Literal):
            return tree.value
        if isinstance(tree, Member):
            return self._member(self.result(tree.whole, names, indices), self.result(tree.key, names, indices))
        if tree.name == "if" and len(tree.arguments) == 3:  # noqa: PLR2004 - test, then, else
            return self._choice(tree, names, indices)
        if tree.name in TAKING and tree.arguments:
            return self._applied(tree, names, indices)
        return self._asked(tree, names, indices)

    def _asked(self, tree: Call, names: Names, indices: Indices) -> Any:
        arguments = [self.result(one, names, indices) for one in tree.arguments]
        if tree.name == "lambdavariables":
            asked = str(next(iter(arguments), "")).lower()
            return next((said[asked] for said in reversed(self.bound) if asked in said), None)
        try:
            return names.call(tree.name, arguments, indices)
        except LookupError:
            return self._called(tree, arguments)

    def _choice(self, tree: Call, names: Names, indices: Indices) -> Any:
        """Only the branch that is taken is evaluated, where that is known."""
        test = self.result(tree.arguments[0], names, indices)
        if isinstance(test, bool):
            return self.result(tree.arguments[1 if test else 2], names, indices)
        branches = [self.result(one, names, indices) for one in tree.arguments[1:]]
        return self._called(tree, [test, *branches])

    def _applied(self, tree: Call, names: Names, indices: Indices) -> Any:
        arguments = [
            partial(self._given, made, names, indices)
            if (made := read_lambda(one))
            else self.result(one, names, indices)
            for one in tree.arguments
        ]
        plain = [one for one in arguments if not isinstance(one, partial)]
        try:
            made = applied(tree.name, arguments)
        except ODD:
            made = None
        if made is not None and not _oversized(made):
            return made
        said = f"{tree.written}({self.symbols.written(*plain)})"
        return self.symbols.mark(said, self.symbols.ids_in(*plain))

    def _given(self, made: Lambda, names: Names, indices: Indices, *values: Any) -> Any:
        """Give what a lambda makes of values."""
        self.rounds -= 1
        if self.rounds < 0:
            raise ScopeFailed(ScopeState.PARTIAL, f"{self.location}: its loops make too much", "check what wrote it")
        self.bound.append(made.bound(values))
        try:
            return self.result(made.body, names, indices)
        finally:
            self.bound.pop()

    def _called(self, tree: Call, arguments: list[Any]) -> Any:
        function = FUNCTIONS.get(tree.name)
        if function and (tree.name in KEEPING or all(map(_all_known, arguments))):
            try:
                made = function(*arguments)
            except ODD:
                made = None
            if made is not None and not _oversized(made):
                return made
            if made is None and tree.name in NOTHING:
                return None
        said = f"{tree.name}({self.symbols.written(*arguments)})"
        return self.symbols.mark(said, self.symbols.ids_in(*arguments))

    def _member(self, whole: Any, key: Any) -> Any:
        if isinstance(whole, dict) and isinstance(key, str):
            if key in whole:
                return whole[key]
            folded = {one.lower(): one for one in whole}
            return whole[folded[key.lower()]] if key.lower() in folded else None
        if isinstance(whole, list) and isinstance(key, int) and 0 <= key < len(whole):
            return whole[key]
        if whole is None:
            return None
        said = f"{self.symbols.written(whole)}.{self.symbols.written(key)}"
        return self.symbols.mark(said, self.symbols.ids_in(whole))


def _are_loops(value: Any) -> bool:
    """Tell a list of loops from a property that is called `copy`."""
    return isinstance(value, list) and all(isinstance(one, dict) and text(one.get("name")) for one in value)


def _all_known(value: Any) -> bool:
    """Whether nothing in a value is a mark; a value too large to look through counts as one that may be."""
    todo, seen = [value], 0
    while todo:
        one = todo.pop()
        seen += 1
        if seen > MOST or not known(one):
            return False
        if isinstance(one, dict):
            todo.extend(one.values())
        elif isinstance(one, list):
            todo.extend(one)
    return True


def _oversized(value: Any) -> bool:
    limit = LONGEST if isinstance(value, str) else MOST
    return isinstance(value, str | list | dict) and len(value) > limit
