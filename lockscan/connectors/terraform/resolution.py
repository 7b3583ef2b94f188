"""What an expression refers to in the end: through module inputs and outputs, data sources and instance keys."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from lockscan.connectors.terraform.configuration import Block, Module
from lockscan.connectors.terraform.instance import Address, Instance, Key, Link, Step

MOST_TARGETS = 100
"""Instances one expression may lead to; a counted block that uses all of another's thousands is cut off here."""

_TOKEN = re.compile(r'([^.\[\]"]+)|\[(\d{1,9})\]|\["((?:[^"\\]|\\.)*)"\]')
_PAIRING = ("count.index", "each.key", "each.value")


@dataclass(frozen=True, slots=True)
class _Asked:
    """One reference, and where it stands."""

    reference: str
    steps: tuple[Step, ...]
    each: tuple[str, ...] = ()
    pair: Key = None
    """Where the expression counts along with its block: the block's own instance key."""


class Resolver:
    def __init__(self, root: Module, instances: Iterable[Instance]) -> None:
        self._root = root
        self._addresses: dict[tuple[tuple[Step, ...], str], dict[Key, Address]] = defaultdict(dict)
        self._children: dict[tuple[tuple[Step, ...], str], dict[Key, None]] = defaultdict(dict)
        for one in instances:
            self._addresses[one.module, f"{one.type}.{one.name}"].setdefault(one.key, one.address)
            for depth, (name, key) in enumerate(one.module):
                self._children[one.module[:depth], name][key] = None

    def block(self, instance: Instance) -> Block:
        module = self._root.at(instance.module)
        return module.blocks.get(f"{instance.type}.{instance.name}", Block())

    def links(self, instance: Instance) -> tuple[Link, ...]:
        """What the instance's expressions lead to, by attribute; never itself."""
        block = self.block(instance)
        found = (
            Link(path, self._reached(references, instance, block)) for path, references in block.expressions.items()
        )
        return tuple(link for link in found if link.targets)

    def after(self, instance: Instance) -> tuple[Address, ...]:
        block = self.block(instance)
        return self._reached(block.depends_on, instance, Block())

    def _reached(self, references: tuple[str, ...], instance: Instance, block: Block) -> tuple[Address, ...]:
        pair = instance.key if _pairs(references) else None
        todo = [_Asked(one, instance.module, block.each, pair) for one in reversed(references)]
        seen: set[tuple[str, tuple[Step, ...]]] = set()
        reached: dict[Address, None] = {}
        while todo and len(reached) < MOST_TARGETS:
            asked = todo.pop()
            if (asked.reference, asked.steps) in seen:
                continue
            seen.add((asked.reference, asked.steps))
            for hit in self._follow(asked):
                if isinstance(hit, _Asked):
                    todo.append(hit)
                elif hit != instance.address:
                    reached[hit] = None
        return tuple(reached)[:MOST_TARGETS]

    def _follow(self, asked: _Asked) -> "Iterator[_Asked | Address]":
        match _tokens(asked.reference):
            case ["each", *what]:
                over = [one for one in asked.each if what[:1] != ["key"] or _is_set(one)]
                yield from (replace(asked, reference=one, each=()) for one in over)
            case ["var", str(name), *_]:
                yield from self._input(asked, name)
            case ["module", str(name), *rest]:
                yield from self._outputs(asked, name, rest)
            case ["data", str(type_), str(name), *_]:
                yield from self._data(asked, f"data.{type_}.{name}")
            case ["count" | "self" | "local" | "path" | "terraform", *_] | [] | [_]:
                return
            case [type_, name, *rest]:
                at = self._addresses.get((asked.steps, f"{type_}.{name}"), {})
                yield from (at[key] for key in _chosen(at, rest, asked.pair))

    def _input(self, asked: _Asked, name: str) -> Iterator[_Asked]:
        """A module's variable is what the caller's expression of that name refers to."""
        if not asked.steps:
            return
        above, (called, key) = asked.steps[:-1], asked.steps[-1]
        call = self._root.at(above).calls.get(called)
        if call:
            references = call.block.expressions.get(name, ())
            pair = key if _pairs(references) else None
            yield from (_Asked(one, above, call.block.each, pair) for one in references)

    def _outputs(self, asked: _Asked, name: str, rest: "list[str | int]") -> Iterator[_Asked]:
        """A module's output is what its own expression refers to, in each instance of the module that is meant."""
        children = self._children.get((asked.steps, name), {})
        output = next((token for token in rest[:2] if token in self._named_outputs(asked.steps, name)), None)
        for key in _chosen(children, rest, asked.pair):
            steps = (*asked.steps, (name, key))
            outputs = self._root.at(steps).outputs
            wanted = [outputs[str(output)]] if output is not None else outputs.values()
            yield from (_Asked(one, steps) for references in wanted for one in references)

    def _named_outputs(self, steps: tuple[Step, ...], name: str) -> Iterable[object]:
        return self._root.at((*steps, (name, None))).outputs

    def _data(self, asked: _Asked, name: str) -> Iterator[_Asked]:
        """What a data source was asked with is what its answer depends on."""
        block = self._root.at(asked.steps).blocks.get(name, Block())
        for references in block.expressions.values():
            yield from (_Asked(one, asked.steps, block.each, asked.pair) for one in references)


def _tokens(reference: str) -> "list[str | int]":
    return [int(number) if number else name or text for name, number, text in _TOKEN.findall(reference)]


def _is_set(reference: str) -> bool:
    """Over a set key and value are the same; over a whole resource or module the key is but a name."""
    tokens = _tokens(reference)
    return len(tokens) > {"module": 3, "data": 3}.get(str(tokens[0]) if tokens else "", 2)


def _pairs(references: Iterable[str]) -> bool:
    return any(one.startswith(_PAIRING) for one in references)


def _chosen(at: Mapping[Key, object], rest: "list[str | int]", pair: Key) -> list[Key]:
    """The instance that is named, else the one that counts along, else all."""
    if rest and rest[0] in at:
        return [rest[0]]
    if pair is not None and pair in at:
        return [pair]
    return list(at)
