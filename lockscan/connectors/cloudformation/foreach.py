"""`Fn::ForEach` written out, within a bound."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from lockscan.connectors._shape import items, table, text
from lockscan.connectors.cloudformation.values import single
from lockscan.vocabulary.documents import Table

LOOP: Final = "Fn::ForEach::"
MOST: Final = 20_000
"""Rounds of all loops of one template together."""

_NOT_A_NAME = re.compile(r"[^0-9A-Za-z]")


def loops(node: Mapping[str, Any]) -> bool:
    return any(key.startswith(LOOP) for key in node)


@dataclass(slots=True)
class Rounds:
    """Counts the rounds of a template; `cut` says what could not be written out."""

    made: int = 0
    cut: str = ""

    def expanded(self, node: Mapping[str, Any], value: Callable[[Any], Any]) -> dict[str, Any]:
        """Give the mapping with every loop replaced by what it makes, loops inside loops too."""
        result: dict[str, Any] = {}
        for key, inner in node.items():
            if key.startswith(LOOP):
                for made in self._rounds(key, inner, value):
                    result.update(self.expanded(made, value))
            else:
                result[key] = inner
        return result

    def _rounds(self, key: str, argument: Any, value: Callable[[Any], Any]) -> Iterator[dict[str, Any]]:
        name, over, template = (*items(argument), None, None, None)[:3]
        collection = value(over)
        if not text(name) or not isinstance(collection, list):
            self.cut = self.cut or f"{key} goes over what is only known when deploying"
            return
        for one in collection:
            if not isinstance(one, str | int | float):
                self.cut = self.cut or f"{key} goes over what is only known when deploying"
                continue
            self.made += 1
            if self.made > MOST:
                self.cut = f"more than {MOST:,} rounds of {LOOP.rstrip(':')}"
                return
            yield _filled(table(template), text(name), _word(one))


def _filled(node: Any, name: str, word: str) -> Any:
    """Put a round's word in place of the loop's name: in keys and texts, and where it is referred to."""
    if isinstance(node, dict):
        if single(node) == ("Ref", name):
            return word
        made = {_worded(str(key), name, word): _filled(inner, name, word) for key, inner in node.items()}
        return _like(node, made)
    if isinstance(node, list):
        return [_filled(one, name, word) for one in node]
    return _worded(node, name, word) if isinstance(node, str) else node


def _like(node: Any, made: dict[str, Any]) -> dict[str, Any]:
    """Keep the line that the mapping was written on."""
    if not isinstance(node, Table):
        return made
    kept = Table(made)
    kept.line = node.line
    return kept


def _word(value: str | float) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _worded(written: str, name: str, word: str) -> str:
    return written.replace(f"&{{{name}}}", _NOT_A_NAME.sub("", word)).replace(f"${{{name}}}", word)
