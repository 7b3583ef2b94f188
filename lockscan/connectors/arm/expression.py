"""The template language's expressions, as trees; a text that is none stays the text it is."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

DEEPEST: Final = 60
"""Calls inside calls; beyond it an expression is not understood."""

_WORD: Final = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<number>-?\d{1,18})|(?P<name>[A-Za-z_][\w]*)|(?P<sign>[().,\[\]?]))"
)


@dataclass(frozen=True, slots=True)
class Literal:
    value: str | int


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    """In lower case, a namespace with its dot in front."""

    arguments: "tuple[Expression, ...]"
    written: str


@dataclass(frozen=True, slots=True)
class Member:
    whole: "Expression"
    key: "Expression"


Expression: TypeAlias = Literal | Call | Member


class NotUnderstood(ValueError):
    """The text between the brackets is no expression."""


@lru_cache(maxsize=32_768)
def parsed(text: str) -> Expression | None:
    """Give the tree of a text in brackets; None for a plain text."""
    if not (text.startswith("[") and text.endswith("]")) or text.startswith("[["):
        return None
    return _Parser(text[1:-1]).whole()


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._depth = 0

    def whole(self) -> Expression:
        found = self._expression()
        if self._text[self._at :].strip():
            raise NotUnderstood
        return found

    def _expression(self) -> Expression:
        self._depth += 1
        if self._depth > DEEPEST:
            raise NotUnderstood
        kind, word = self._take()
        if kind == "text":
            found: Expression = Literal(word[1:-1].replace("''", "'"))
        elif kind == "number":
            found = Literal(int(word))
        elif kind == "name":
            found = self._call(word)
        else:
            raise NotUnderstood
        while self._next() in {".", "[", "?"}:
            found = Member(found, self._key())
        self._depth -= 1
        return found

    def _call(self, name: str) -> Expression:
        start = self._at
        while self._next() == ".":
            self._take()
            name = f"{name}.{self._take()[1]}"
        if self._next() != "(":
            raise NotUnderstood
        self._take()
        arguments: list[Expression] = []
        while self._next() != ")":
            arguments.append(self._expression())
            if self._next() == ",":
                self._take()
            elif self._next() != ")":
                raise NotUnderstood
        self._take()
        return Call(name.lower(), tuple(arguments), name + self._text[start : self._at])

    def _key(self) -> Expression:
        """Take `.name`, `[index]`, and both with the question mark of a safe access."""
        _, sign = self._take()
        if sign == "?":
            _, sign = self._take()
            if self._next() == "?":
                self._take()
        if sign == ".":
            kind, word = self._take()
            if kind == "sign" and word == "?":
                kind, word = self._take()
            if kind != "name":
                raise NotUnderstood
            return Literal(word)
        if sign != "[":
            raise NotUnderstood
        if self._next() == "?":
            self._take()
        key = self._expression()
        if self._take()[1] != "]":
            raise NotUnderstood
        return key

    def _next(self) -> str:
        match = _WORD.match(self._text, self._at)
        return (match["sign"] or "") if match else ""

    def _take(self) -> tuple[str, str]:
        match = _WORD.match(self._text, self._at)
        if match is None or match.lastgroup is None:
            raise NotUnderstood
        self._at = match.end()
        return match.lastgroup, match[match.lastgroup]
