"""What an attribute says without a plan: its value where it is literal, else whom its expression refers to."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from lockscan.connectors.hcl.syntax import MARK, bare

DEEPEST: Final = 12
"""Locals and variables that stand for one another."""

LONGEST: Final = 100_000
"""Characters of one expression that are looked at."""

UNKNOWN: Final = object()

_WHOLE: Final = re.compile(r"\$\{\s*(var|local)\.([\w-]+)\s*\}")
_INSERTED: Final = re.compile(r"(?<!\$)\$\{([^{}]*)\}")
_QUOTED: Final = re.compile(r'(?<!\[)"(?:[^"\\$]|\\.|\$(?!\{))*"')
_TRAVERSAL: Final = re.compile(r'(?<![\w.])([A-Za-z_][\w-]*)((?:\.(?:[\w-]+|\*)|\[(?:\d+|\*|"[^"\]]*"|[\w.]+)\])+)')
_SPLAT: Final = re.compile(r"\.\*|\[(?!\d+\]|\")[^\]]*\]")
_ESCAPES: Final = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}


@dataclass(slots=True, kw_only=True)
class Names:
    """What the names of one module stand for, as far as that is written down."""

    variables: Mapping[str, Any] = field(default_factory=dict)
    """Values already known, by name."""

    locals: Mapping[str, Any] = field(default_factory=dict)
    """As written."""

    def value(self, node: Any, depth: int = 0) -> Any:
        """Give a value without what is not known; `UNKNOWN` where nothing of it is."""
        if isinstance(node, dict):
            inner = {_key(key): self.value(one, depth) for key, one in node.items() if key != MARK}
            return {key: one for key, one in inner.items() if one is not UNKNOWN}
        if isinstance(node, list):
            return [found for one in node if (found := self.value(one, depth)) is not UNKNOWN]
        return self._text(node, depth) if isinstance(node, str) else node

    def _text(self, said: str, depth: int) -> Any:
        if len(said) > 1 and said[0] == said[-1] == '"':
            return self._template(said[1:-1], depth)
        whole = _WHOLE.fullmatch(said)
        return self._named(whole[1], whole[2], depth) if whole else UNKNOWN

    def _named(self, kind: str, name: str, depth: int) -> Any:
        if depth > DEEPEST:
            return UNKNOWN
        if kind == "var":
            return self.variables.get(name, UNKNOWN)
        return self.value(self.locals[name], depth + 1) if name in self.locals else UNKNOWN

    def _template(self, said: str, depth: int) -> Any:
        if said.startswith("<<"):
            said = said.partition("\n")[2].rpartition("\n")[0]
        known = True

        def put(match: re.Match[str]) -> str:
            nonlocal known
            found = self._text(match[0], depth)
            if isinstance(found, bool) or not isinstance(found, str | int | float):
                known = False
                return ""
            return str(found)

        filled = _INSERTED.sub(put, said)
        if not known or re.search(r"(?<!\$)\$\{|%\{", filled):
            return UNKNOWN
        return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[0]), filled)

    def references(self, node: Any, depth: int = 0) -> Iterator[str]:
        """Give what expressions anywhere in a node refer to, locals followed."""
        if isinstance(node, dict):
            for one in node.values():
                yield from self.references(one, depth)
        elif isinstance(node, list):
            for one in node:
                yield from self.references(one, depth)
        elif isinstance(node, str):
            for said in _traversals(node):
                yield from self._followed(said, depth)

    def _followed(self, said: str, depth: int) -> Iterator[str]:
        kind, _, rest = said.partition(".")
        if kind != "local":
            yield said
        elif depth <= DEEPEST and (name := re.split(r"[.\[]", rest)[0]) in self.locals:
            yield from self.references(self.locals[name], depth + 1)


def _key(key: Any) -> str:
    return bare(str(key))


def _traversals(text: str) -> Iterator[str]:
    if "${" not in text:
        return
    code = text[:LONGEST]
    parts = [code] if code.startswith("${") else re.findall(r"\$\{(.*?)\}", code, re.DOTALL)
    for part in parts:
        for head, rest in _TRAVERSAL.findall(_QUOTED.sub('""', part)):
            yield head + _SPLAT.sub("", rest)


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Give every attribute with its path, places in lists left out; a dynamic block is one of what it makes."""
    if isinstance(node, dict):
        for key, one in node.items():
            if key == MARK:
                continue
            name = _key(key)
            yield from leaves(one, f"{path}.{name}".lstrip("."))
    elif isinstance(node, list):
        for one in node:
            yield from leaves(one, path)
    else:
        yield path, node


def undynamic(body: Mapping[str, Any], *, followed: bool = False) -> dict[str, Any]:
    """Write each dynamic block as one block of its kind; how many it makes only a plan tells.

    Followed, what the block goes over stands beside each use of its value: whom the one names, the other means.
    """
    found = {key: _inner(one, followed) for key, one in body.items() if key not in {"dynamic", MARK}}
    for entry in _listed(body.get("dynamic")):
        for label, said in entry.items() if isinstance(entry, dict) else ():
            if label != MARK and isinstance(said, dict):
                over = (f"{bare(label)}.value", said.get("for_each")) if followed else None
                contents = [_going_over(_inner(one, followed), over) for one in _listed(said.get("content"))]
                found[bare(label)] = [*_listed(found.get(bare(label))), *contents]
    return found


def _inner(node: Any, followed: bool) -> Any:
    if isinstance(node, dict):
        return undynamic(node, followed=followed)
    return [_inner(one, followed) for one in node] if isinstance(node, list) else node


def _going_over(node: Any, over: tuple[str, Any] | None) -> Any:
    if over is None:
        return node
    if isinstance(node, dict):
        return {key: _going_over(one, over) for key, one in node.items()}
    if isinstance(node, list):
        return [_going_over(one, over) for one in node]
    return [node, over[1]] if isinstance(node, str) and over[0] in node else node


def _listed(node: Any) -> list[Any]:
    return node if isinstance(node, list) else []
