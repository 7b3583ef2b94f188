"""The `configuration` part of a plan: which expression of which block refers to what, as written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lockscan.connectors._shape import items, table, text, texts
from lockscan.connectors.terraform.instance import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A resource, a data source or a module call."""

    expressions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Attribute path -> what its expression refers to."""

    each: tuple[str, ...] = ()
    """What its count or for_each refers to."""

    depends_on: tuple[str, ...] = ()
    configured: str = ""
    """The provider configuration it is under."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    blocks: Mapping[str, Block] = field(default_factory=dict)
    """By `type.name`, data sources by `data.type.name`."""

    outputs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    calls: Mapping[str, "Call"] = field(default_factory=dict)

    def at(self, steps: tuple[Step, ...]) -> "Module":
        """Give the module that instance steps lead to; an empty one where they lead nowhere."""
        module = self
        for name, _ in steps:
            call = module.calls.get(name)
            if call is None:
                return NOTHING
            module = call.module
        return module


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    block: Block
    module: Module


NOTHING = Module()
LONGEST = 2_000
"""Characters of a reference that are looked at; no address is longer."""


def read_module(value: Any) -> Module:
    tree = table(value)
    return Module(
        blocks={_name(entry): _block(entry) for entry in map(table, items(tree.get("resources")))},
        outputs={name: _references(output) for name, output in table(tree.get("outputs")).items()},
        calls={
            name: Call(block=_block(table(call)), module=read_module(table(call).get("module")))
            for name, call in table(tree.get("module_calls")).items()
        },
    )


def _name(entry: Mapping[str, Any]) -> str:
    name = f"{text(entry.get('type'))}.{text(entry.get('name'))}"
    return f"data.{name}" if text(entry.get("mode")) == "data" else name


def _block(entry: Mapping[str, Any]) -> Block:
    each = [entry.get("for_each_expression"), entry.get("count_expression")]
    return Block(
        expressions={path: refs for path, refs in _leaves(entry.get("expressions"), "") if refs},
        each=_narrowed(ref for one in each for _, refs in _leaves(one, "") for ref in refs),
        depends_on=tuple(texts(entry.get("depends_on"))),
        configured=text(entry.get("provider_config_key")),
    )


def _references(output: Any) -> tuple[str, ...]:
    return _narrowed(ref for _, refs in _leaves(table(output).get("expression"), "") for ref in refs)


def _leaves(expression: Any, path: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Nested blocks hold expressions below them; repeated ones share a path."""
    merged: dict[str, list[str]] = {}
    todo = [(path, expression)]
    while todo:
        at, one = todo.pop()
        if isinstance(one, list):
            todo.extend((at, child) for child in one)
        elif isinstance(references := table(one).get("references"), list):
            merged.setdefault(at, []).extend(texts(references))
        else:
            todo.extend((f"{at}.{key}".lstrip("."), child) for key, child in table(one).items())
    yield from ((at, _narrowed(refs)) for at, refs in merged.items())


def _narrowed(references: Iterable[str]) -> tuple[str, ...]:
    """Terraform lists `a.b.id` and then its beginning `a.b`; only the longest says what was meant."""
    every = dict.fromkeys(references)
    beginnings = {ref[:end] for ref in every for end, sign in enumerate(ref[:LONGEST]) if sign in ".["}
    return tuple(ref for ref in every if ref not in beginnings)
