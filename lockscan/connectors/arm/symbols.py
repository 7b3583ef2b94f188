"""What is only known when deploying, as marks inside texts: the same expression is always the same mark."""

import re
from collections.abc import Iterable, Iterator
from hashlib import md5
from typing import Any, Final

from lockscan.connectors.arm.naming import NO_GROUP, NOWHERE, base_of

OPEN: Final = "\ue000"
CLOSE: Final = "\ue001"
MOST: Final = 5_000
"""Values of one evaluated tree that are looked at."""

HERE: Final = base_of(NOWHERE, NO_GROUP)

MARK: Final = re.compile(f"{OPEN}(\\d+){CLOSE}")
_ID: Final = re.compile(
    rf"(?:/subscriptions/[\w{OPEN}{CLOSE}-]+(?:/resourceGroups/[\w.(){OPEN}{CLOSE}-]+)?)?"
    rf"(?:/providers/[A-Za-z][\w.]*(?:/[\w{OPEN}{CLOSE}.-]+/[\w.(){OPEN}{CLOSE}$@| -]+)+)+",
    re.IGNORECASE,
)
LONGEST: Final = 400
"""Characters of an expression that tell it from another; beyond them a digest does."""

_SHOWN: Final = 80
_STEM: Final = "zqx"
_DIGITS: Final = "abcdefghij"
WORD: Final = re.compile(rf"{_STEM}([{_DIGITS}]{{1,9}})xqz")
"""Few letters and nothing else: it passes wherever a name does, and nothing takes it for a size or a version."""


class Symbols:
    """The marks of one file."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._shown: list[str] = []
        self._ids: list[frozenset[str]] = []

    def mark(self, shown: str, ids: Iterable[str] = ()) -> str:
        """Give the mark of an expression; `ids` are the resources its value comes from."""
        number = self._numbers.setdefault(shown, len(self._shown))
        if number == len(self._shown):
            self._shown.append(shown)
            self._ids.append(frozenset(ids))
        elif ids:
            self._ids[number] |= frozenset(ids)
        return f"{OPEN}{number}{CLOSE}"

    def shown(self, text: str) -> str:
        """Give a text as people may read it: what is not known in braces."""
        return MARK.sub(lambda match: f"{{{self._named(int(match[1]))}}}", text) if OPEN in text else text

    def worded(self, value: Any) -> Any:
        """Give a value with words in place of marks, so that it can pass for one that Azure gave."""
        if isinstance(value, str):
            return MARK.sub(lambda match: _word(int(match[1])), value) if OPEN in value else value
        if isinstance(value, dict):
            return {self.worded(key): self.worded(inner) for key, inner in value.items()}
        return [self.worded(one) for one in value] if isinstance(value, list) else value

    def unworded(self, text: str) -> str:
        """Give a text with words in it as people may read it."""
        return WORD.sub(lambda match: f"{{{self._named(_number(match[1]))}}}", text) if _STEM in text else text

    def _named(self, number: int) -> str:
        return _short(self._shown[number]) if number < len(self._shown) else "?"

    def ids(self, text: str) -> Iterator[str]:
        """Give every resource id in a text, and those that its marks come from."""
        if "/providers/" in text.lower():
            yield from (match[0] for match in _ID.finditer(text))
        if OPEN in text:
            for match in MARK.finditer(text):
                yield from sorted(self._ids[int(match[1])])

    def ids_in(self, *values: Any) -> frozenset[str]:
        """Give the ids in whole values."""
        return frozenset(one for text in texts(values) for one in self.ids(text))

    def written(self, *values: Any) -> str:
        """Give values as text, for telling one expression from another."""
        whole = MARK.sub(lambda match: f"{{{self._shown[int(match[1])]}}}", ", ".join(str(value) for value in values))
        said = whole.replace(f"{HERE}/providers/", "").replace(HERE, "resourceGroup().id")
        if len(said) <= LONGEST:
            return said
        # Cut alike, two that only differ at their end would be taken for one.
        return f"{said[:LONGEST]}~{md5(said.encode('utf-8', 'replace'), usedforsecurity=False).hexdigest()[:12]}"


def known(value: Any) -> bool:
    """Whether a single value is told by the template itself."""
    return not (isinstance(value, str) and OPEN in value)


def texts(value: Any) -> Iterator[str]:
    for _, text in placed(value):
        yield text


def placed(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Give every text of a value with its path; keys are texts, too, for Azure writes ids as keys."""
    todo: list[tuple[str, Any]] = [(path, value)]
    for _ in range(MOST):
        if not todo:
            return
        path, one = todo.pop()
        if isinstance(one, str):
            yield path, one
        elif isinstance(one, dict):
            for key, inner in reversed(one.items()):
                below = f"{path}.{key}" if path else str(key)
                if "/" in str(key):
                    todo.append((path, str(key)))
                    below = path
                todo.append((below, inner))
        elif isinstance(one, list | tuple):
            todo.extend((f"{path}[{index}]", one[index]) for index in range(len(one) - 1, -1, -1))


def marked_keys(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Give every key that is not known with the path of its mapping: identities are written as keys."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if OPEN in key:
                yield path, key
            else:
                yield from marked_keys(inner, f"{path}.{key}" if path else key)


def _word(number: int) -> str:
    return f"{_STEM}{''.join(_DIGITS[int(digit)] for digit in str(number))}xqz"


def _number(letters: str) -> int:
    return int("".join(str(_DIGITS.index(letter)) for letter in letters))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
