"""An expression computed as far as it is written down: literals, names, operators, and functions of those alone."""

import re
from collections.abc import Callable
from typing import Any, Final

from lockscan.connectors.hcl.functions import called
from lockscan.connectors.hcl.operators import RANKS, combined
from lockscan.connectors.hcl.values import ABSENT, LONGEST, UNKNOWN, is_number, plain, spelled, whole

DEEPEST: Final = 60
"""Parentheses inside parentheses."""

Resolve = Callable[[str], Any]
"""What a name stands for by itself: `var.size`, `local.name`, `each.key`; `UNKNOWN` for what is not written down."""

_SPACE: Final = re.compile(r"\s*")
_NUMBER: Final = re.compile(r"\d{1,18}(?:\.\d{1,18})?(?![\w.])")
_NAME: Final = re.compile(r"[A-Za-z_][\w-]*")
_OPERATOR: Final = re.compile(r"\|\||&&|==|!=|<=|>=|[<>+\-*/%]")
_PLAIN: Final = re.compile(r'(?:[^"\\$%]|\$(?!\{)|%(?!\{))+')
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r"}
_NAMED: Final = frozenset({"var", "local", "each", "count"})


class _Unread(Exception):
    """The expression is of a kind that is not computed."""


def computed(text: str, resolve: Resolve) -> Any:
    """Give what an expression comes to, in which parts may be unknown."""
    return _whole(text, lambda reading: reading.expression(), resolve)


def filled(text: str, resolve: Resolve) -> Any:
    """Give a text with what stands in it put in, without quotes around it and without escapes, as a heredoc has it."""
    return _whole(text, lambda reading: reading.template("", escapes=False), resolve)


def quoted(text: str, resolve: Resolve) -> Any:
    """Give a quoted text with what stands in it put in."""
    return _whole(text, lambda reading: reading.primary(), resolve)


def _whole(text: str, read: "Callable[[_Reading], Any]", resolve: Resolve) -> Any:
    reading = _Reading(text, resolve)
    try:
        value = read(reading)
    except (_Unread, RecursionError):
        return UNKNOWN
    return value if reading.ended() and value is not ABSENT else UNKNOWN


class _Reading:
    """Reads and computes in one go; what does not exist is as unknown as what nobody wrote down."""

    def __init__(self, text: str, resolve: Resolve) -> None:
        self._text = text if len(text) <= LONGEST else ""
        self._at = 0
        self._depth = 0
        self._resolve = resolve

    def ended(self) -> bool:
        self._space()
        return self._at == len(self._text)

    def expression(self) -> Any:
        self._depth += 1
        if self._depth > DEEPEST:
            raise _Unread
        value = self._operators(1)
        if self._took("?"):
            yes = self.expression()
            self._need(":")
            no = self.expression()
            value = UNKNOWN if not isinstance(value, bool) else yes if value else no
        self._depth -= 1
        return value

    def _operators(self, lowest: int) -> Any:
        left = self._unary()
        while True:
            self._space()
            found = _OPERATOR.match(self._text, self._at)
            if not found or RANKS[found[0]] < lowest:
                return left
            self._at = found.end()
            left = combined(found[0], left, self._operators(RANKS[found[0]] + 1))

    def _unary(self) -> Any:
        if self._took("!"):
            value = self._unary()
            return not value if isinstance(value, bool) else UNKNOWN
        if self._took("-"):
            value = self._unary()
            return -value if is_number(value) else UNKNOWN
        return self._steps(self.primary())

    def _steps(self, value: Any) -> Any:
        while True:
            if self._text.startswith(".", self._at) and not self._text.startswith("...", self._at):
                self._at += 1
                value = _within(value, self._word() or self._figure())
            elif self._text.startswith("[", self._at):
                self._at += 1
                value = _within(value, self.expression())
                self._need("]")
            else:
                return value

    def _figure(self) -> int:
        found = re.compile(r"\d{1,9}").match(self._text, self._at)
        if not found:  # a splat
            raise _Unread
        self._at = found.end()
        return int(found[0])

    def primary(self) -> Any:
        self._space()
        if self._took('"'):
            return self.template('"', escapes=True)
        if self._took("("):
            value = self.expression()
            self._need(")")
            return value
        if self._took("["):
            return self._listed("]")
        if self._took("{"):
            return self._object()
        if found := _NUMBER.match(self._text, self._at):
            self._at = found.end()
            return plain(float(found[0])) if "." in found[0] else int(found[0])
        return self._named(self._word())

    def _named(self, name: str) -> Any:
        if name in {"true", "false", "null"}:
            return {"true": True, "false": False}.get(name)
        if not name or name == "for":
            raise _Unread
        if self._took("("):
            return _result(name, self._listed(")"))
        if name in _NAMED and self._took("."):
            return self._resolve(f"{name}.{self._word()}")
        return UNKNOWN

    def _listed(self, end: str) -> list[Any]:
        found: list[Any] = []
        while not self._took(end):
            found.append(self.expression())
            if not self._took(","):
                self._need(end)
                break
        return found

    def _object(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not self._took("}"):
            self._space()
            key = self._word() or self.primary()
            if key == "for" or not isinstance(key, str | int):
                raise _Unread
            if not self._took("="):
                self._need(":")
            found[str(key)] = self.expression()
            self._took(",")
        return found

    def template(self, end: str, *, escapes: bool) -> Any:
        """Read up to the closing quote, or to the end where there is none; one part by itself keeps its kind."""
        parts: list[Any] = []
        while self._at < len(self._text):
            char = self._text[self._at]
            if end and char == end:
                self._at += 1
                break
            parts.append(self._part(escapes=escapes))
        if not all(isinstance(one, str | int | float) for one in parts):
            return UNKNOWN if len(parts) > 1 else parts[0]
        if len(parts) == 1 and not isinstance(parts[0], str):
            return parts[0]
        made = "".join(map(spelled, parts))
        return made if len(made) <= LONGEST else UNKNOWN

    def _part(self, *, escapes: bool) -> Any:
        text, at = self._text, self._at
        if text.startswith(("$${", "%%{"), at):
            self._at += 3
            return text[at + 1 : at + 3]
        if text.startswith("%{", at):
            raise _Unread
        if text.startswith("${", at):
            self._at += 3 if text.startswith("${~", at) else 2
            value = self.expression()
            self._need("}")
            return value
        if escapes and text[at] == "\\" and at + 1 < len(text):
            self._at += 2
            return _ESCAPES.get(text[at + 1], text[at + 1])
        found = _PLAIN.match(text, at)
        self._at = found.end() if found else at + 1
        return text[at : self._at]

    def _word(self) -> str:
        self._space()
        found = _NAME.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return found[0] if found else ""

    def _space(self) -> None:
        found = _SPACE.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _took(self, sign: str) -> bool:
        self._space()
        there = self._text.startswith(sign, self._at) and not (
            sign in "!=" and self._text.startswith("=", self._at + 1)
        )
        self._at += len(sign) if there else 0
        return there

    def _need(self, sign: str) -> None:
        if not self._took(sign):
            raise _Unread


def _within(value: Any, step: Any) -> Any:
    if isinstance(value, dict) and isinstance(step, str):
        return value.get(step, ABSENT)
    if isinstance(value, list) and isinstance(step, int):
        return value[step] if 0 <= step < len(value) else ABSENT
    return value if value is ABSENT else UNKNOWN


def _result(name: str, arguments: list[Any]) -> Any:
    if name == "try":
        return next((one for one in arguments if one is not ABSENT), UNKNOWN)
    if any(one is UNKNOWN or one is ABSENT for one in arguments):
        return UNKNOWN
    try:
        return called(name, arguments, whole=all(map(whole, arguments)))
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError, StopIteration):
        return UNKNOWN
