"""A folder of files as one module, with the modules it calls by a path beside it."""

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors._files import read_text
from lockscan.connectors._json import read_document
from lockscan.connectors._shape import items, table
from lockscan.connectors.hcl.expressions import Names, leaves, undynamic
from lockscan.connectors.hcl.files import files_of, overridden, value_files
from lockscan.connectors.hcl.syntax import Block, blocks_of, parsed
from lockscan.connectors.hcl.values import UNKNOWN, limited
from lockscan.connectors.terraform import configuration
from lockscan.connectors.terraform.instance import Instance, Key, Step, address_of

MOST: Final = 1_000
"""Instances of one block that are written out; of more there is said to be one."""

DEEPEST: Final = 12
"""Modules inside modules."""

META: Final = frozenset(
    {
        "count",
        "for_each",
        "provider",
        "providers",
        "depends_on",
        "lifecycle",
        "connection",
        "provisioner",
        "source",
        "version",
    }
)
"""Arguments of Terraform itself."""

_LOCAL: Final = re.compile(r'^\s*source\s*=\s*"(\.{1,2}/[^"]*)"', re.MULTILINE)


@dataclass(slots=True, kw_only=True)
class Told:
    """What is to be said beside the resources."""

    uncounted: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    unread: dict[str, str] = field(default_factory=dict)
    broken: list[ScopeFailed] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A resource as it is written, ready to be told as an instance."""

    instance: Instance
    path: Path
    unknown: frozenset[str]
    """Attributes that only a plan could compute."""


class Module:
    """One call of a module; the same folder called twice is two."""

    def __init__(
        self, folder: Path, told: Told, *, given: Mapping[str, Any] | None = None, steps: tuple[Step, ...] = ()
    ) -> None:
        self.folder = folder
        self.steps = steps
        self.told = told
        blocks = list(_blocks(folder, told))
        self._of = {kind: [one for one in blocks if one.kind == kind] for kind in {one.kind for one in blocks}}
        self.names = Names(variables=self._variables(given), locals=self._locals())
        calls = ((one.labels[0], list(self._called(one))) for one in self._of.get("module", ()))
        self.children = {name: called for name, called in calls if called}

    def _variables(self, given: Mapping[str, Any] | None) -> dict[str, Any]:
        plain = Names()
        found = {
            one.labels[0]: plain.computing(one.body["default"])
            for one in self._of.get("variable", ())
            if one.body.get("default") is not None
        }
        said = given if given is not None else _values(self.folder, self.told)
        kept = {name: limited(value) for name, value in {**found, **said}.items() if value is not None}
        return {name: value for name, value in kept.items() if value is not UNKNOWN}

    def _locals(self) -> dict[str, Any]:
        return {name: node for one in self._of.get("locals", ()) for name, node in one.body.items()}

    def _called(self, call: Block) -> "Iterator[Module]":
        """Give the module once for each that count or for_each makes, as far as that is written down."""
        name = call.labels[0]
        for key, names in self._each(call.body, f"module {name}"):
            if child := self._child(call, name, key, names):
                yield child

    def _each(self, body: Mapping[str, Any], said: str) -> Iterator[tuple[Key, Names]]:
        """Give the instances of a block, each with what its expressions may know of itself."""
        if "count" in body:
            own = _counted(self.names.value(body["count"]))
        elif "for_each" in body:
            own = _gone_over(self.names.computing(body["for_each"]))
        else:
            yield None, self.names
            return
        if own is None or len(own) > MOST:
            self.told.uncounted[said] += 1
            yield None, self.names
        elif not own:
            self.told.left_out[said] += 1
        else:
            yield from ((key, replace(self.names, own=one)) for key, one in own.items())

    def _child(self, call: Block, name: str, key: Key, names: Names) -> "Module | None":
        source = self.names.value(call.body.get("source", ""))
        where = ".".join([*(step for step, _ in self.steps), name])
        if not isinstance(source, str) or not source.startswith(("./", "../")):
            self.told.unread[f"module {where}"] = "it comes from elsewhere"
            return None
        folder = Path(os.path.normpath(self.folder / source))
        if not folder.is_dir() or len(self.steps) >= DEEPEST:
            self.told.unread[f"module {where}"] = f"{source} is not a folder beside it"
            return None
        given = {
            name: value
            for name, node in call.body.items()
            if name not in META and (value := names.computing(node)) is not UNKNOWN
        }
        return Module(folder, self.told, given=given, steps=(*self.steps, (name, key)))

    def all(self) -> Iterator["Module"]:
        yield self
        for called in self.children.values():
            for child in called:
                yield from child.all()

    def providers(self) -> dict[str, Any]:
        """Give the provider blocks as a plan would hold them."""
        found = {}
        for one in self._of.get("provider", ()):
            alias = self.names.value(one.body.get("alias"))
            said = {key: {"constant_value": self.names.value(node)} for key, node in one.body.items()}
            key = f"{one.labels[0]}.{alias}" if isinstance(alias, str) else one.labels[0]
            found[key] = {"expressions": {k: v for k, v in said.items() if v["constant_value"] is not UNKNOWN}}
        return found

    def configured(self) -> configuration.Module:
        """Give the expressions as a plan's configuration would, by what they refer to."""
        return configuration.Module(
            blocks={
                f"{'data.' if one.kind == 'data' else ''}{'.'.join(one.labels)}": self._block(one)
                for kind in ("resource", "data")
                for one in self._of.get(kind, ())
            },
            outputs={
                one.labels[0]: tuple(self.names.references(one.body.get("value"))) for one in self._of.get("output", ())
            },
            calls={
                one.labels[0]: configuration.Call(
                    block=self._block(one), module=self.children[one.labels[0]][0].configured()
                )
                for one in self._of.get("module", ())
                if one.labels[0] in self.children
            },
        )

    def _block(self, block: Block) -> configuration.Block:
        body = undynamic(block.body, followed=True)
        expressions: dict[str, dict[str, None]] = {}
        for path, node in leaves({key: one for key, one in body.items() if key not in META}):
            if found := dict.fromkeys(self.names.references(node)):
                expressions.setdefault(path, {}).update(found)
        return configuration.Block(
            expressions={path: tuple(found) for path, found in expressions.items()},
            each=tuple(self.names.references([body.get("for_each"), body.get("count")])),
            depends_on=tuple(self.names.references(body.get("depends_on"))),
        )

    def resources(self) -> Iterator[Written]:
        for one in self._of.get("resource", ()):
            type_, name = one.labels
            body = {key: node for key, node in undynamic(one.body).items() if key not in META}
            for key, names in self._each(one.body, type_):
                values = {name: value for name, node in body.items() if (value := names.value(node)) is not UNKNOWN}
                unknown = frozenset(path for path, node in leaves(body) if names.value(node) is UNKNOWN)
                instance = Instance(
                    address=address_of(self.steps, type_, name, key),
                    type=type_,
                    name=name,
                    key=key,
                    module=self.steps,
                    configured=next(self.names.references(one.body.get("provider")), "") or type_.partition("_")[0],
                    values=values,
                    line=one.line,
                )
                yield Written(instance=instance, path=one.path, unknown=unknown)


def _counted(count: Any) -> dict[Key, dict[str, Any]] | None:
    if not isinstance(count, int) or count > MOST:
        return None
    return {key: {"count.index": key} for key in range(count)}


def _gone_over(over: Any) -> dict[Key, dict[str, Any]] | None:
    """Give each instance by its key; a set is a list of texts here."""
    if isinstance(over, list) and all(isinstance(one, str) for one in over):
        over = {one: one for one in over}
    return {key: {"each.key": key, "each.value": one} for key, one in over.items()} if isinstance(over, dict) else None


def _blocks(folder: Path, told: Told) -> Iterator[Block]:
    found: list[Block] = []
    for path in files_of(folder):
        try:
            found += blocks_of(path)
        except ScopeFailed as error:
            told.broken.append(error)
    return overridden(found)


def _values(folder: Path, told: Told) -> dict[str, Any]:
    """Give the root's variables as the files say that Terraform takes by itself."""
    found: dict[str, Any] = {}
    for path in value_files(folder):
        try:
            if path.name.endswith(".json"):
                found |= table(read_document(path))
            else:
                found |= {name: Names().computing(node) for name, node in parsed(path, read_text(path)).items()}
        except ScopeFailed as error:
            told.broken.append(error)
    return found


def roots(folders: Iterable[Path]) -> list[Path]:
    """Leave out folders that another of them calls as a module, by itself or through one it calls."""
    every = sorted(set(folders))
    called = {os.path.normpath(folder / source) for folder in every for source in _called(folder)}
    # Folders that call one another are all called; then none is left, and all are read.
    return [folder for folder in every if os.path.normpath(folder) not in called] or every


def _called(folder: Path) -> list[str]:
    found: list[str] = []
    for path in files_of(folder):
        try:
            found += items(_LOCAL.findall(read_text(path)))
        except ScopeFailed:
            continue  # it is told when it is read
    return found
