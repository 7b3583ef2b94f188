"""What an attribute says without a plan: its value where it is literal, else whom its expression refers to."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from lockscan.connectors.hcl.evaluation import computed, filled, quoted
from lockscan.connectors.hcl.syntax import MARK, bare
from lockscan.connectors.hcl.values import LONGEST, UNKNOWN, known, limited

DEEPEST: Final = 12
"""Locals and variables that stand for one another."""

_QUOTED: Final = re.compile(r'(?<!\[)"(?:[^"\\$]|\\.|\$(?!\{))*"')
_TRAVERSAL: Final = re.compile(r'(?<![\w.])([A-Za-z_][\w-]*)((?:\.(?:[\w-]+|\*)|\[(?:\d+|\*|"[^"\]]*"|[\w.]+)\])+)')
_SPLAT: Final = re.compile(r"\.\*|\[(?!\d+\]|\")[^\]]*\]")


@dataclass(slots=True, kw_only=True)
class Names:
    """What the names of one module stand for, as far as that is written down."""

    variables: Mapping[str, Any] = field(default_factory=dict)
    """Values already computed, by name."""

    locals: Mapping[str, Any] = field(default_factory=dict)
    """As written."""

    own: Mapping[str, Any] = field(default_factory=dict)
    """What tells one instance of a block from the others: `each.key`, `each.value`, `count.index`."""

    settled: dict[str, Any] = field(default_factory=dict)
    """Locals that were asked for."""

    asking: list[str] = field(default_factory=list)
    """Locals that stand for one another, down to the one being computed."""

    def value(self, node: Any) -> Any:
        """Give a value without what is not known; `UNKNOWN` where nothing of it is."""
        return known(self.computing(node))

    def computing(self, node: Any) -> Any:
        """Give a value with `UNKNOWN` where a part of it is."""
        if isinstance(node, dict):
            keyed = ((self._key(key), one) for key, one in node.items() if key != MARK)
            return {key: self.computing(one) for key, one in keyed if key is not None}
        if isinstance(node, list):
            return [self.computing(one) for one in node]
        return self._text(node) if isinstance(node, str) else node

    def _key(self, key: Any) -> str | None:
        found = self._text(str(key)) if "${" in str(key) else bare(str(key))
        return found if isinstance(found, str) else None

    def _text(self, said: str) -> Any:
        if said.startswith('"<<'):
            return filled(said[1:-1].partition("\n")[2].rpartition("\n")[0], self._named)
        if said.startswith('"'):
            return quoted(said, self._named)
        return computed(said[2:-1], self._named) if said.startswith("${") and said.endswith("}") else UNKNOWN

    def _named(self, name: str) -> Any:
        kind, _, rest = name.partition(".")
        if kind == "var":
            return self.variables.get(rest, UNKNOWN)
        if kind != "local":
            return self.own.get(name, UNKNOWN)
        if rest not in self.settled:
            self.settled[rest] = UNKNOWN  # a local that asks for itself stays unknown
            if len(self.asking) <= DEEPEST:
                self.asking.append(rest)
                self.settled[rest] = limited(self.computing(self.locals.get(rest, "${}")))
                self.asking.pop()
        return self.settled[rest]

    def references(self, node: Any) -> Iterator[str]:
        """Give what expressions anywhere in a node refer to; each local is followed once, however often it is named."""
        followed: set[str] = set()
        waiting = [node]
        while waiting:
            one = waiting.pop()
            if isinstance(one, dict):
                waiting.extend(reversed(one.values()))
            elif isinstance(one, list):
                waiting.extend(reversed(one))
            elif isinstance(one, str):
                for said in _traversals(one):
                    local = self._local(said)
                    if local is None:
                        yield said
                    elif local not in followed:
                        followed.add(local)
                        waiting.append(self.locals.get(local))

    def _local(self, said: str) -> str | None:
        kind, _, rest = said.partition(".")
        return re.split(r"[.\[]", rest)[0] if kind == "local" else None


def _traversals(text: str) -> Iterator[str]:
    if "${" not in text:
        return
    code = text[:LONGEST]
    parts = [code] if code.startswith("${") else [part.partition("}")[0] for part in code.split("${")[1:]]
    for part in parts:
        for head, rest in _TRAVERSAL.findall(_QUOTED.sub('""', part)):
            yield head + _SPLAT.sub("", rest)


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Give every attribute with its path, places in lists left out; a dynamic block is one of what it makes."""
    if isinstance(node, dict):
        for key, one in node.items():
            if key == MARK:
                continue
            name = bare(str(key))
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
