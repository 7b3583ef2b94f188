"""A folder of files as one module, with the modules it calls by a path beside it."""

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors._files import read_text
from lockscan.connectors._shape import items
from lockscan.connectors.hcl.expressions import UNKNOWN, Names, leaves, undynamic
from lockscan.connectors.hcl.syntax import Block, blocks_of, parsed
from lockscan.connectors.terraform import configuration
from lockscan.connectors.terraform.instance import Instance, Step, address_of

SUFFIXES: Final = (".tf", ".tofu")
VALUES: Final = ("terraform.tfvars", "*.auto.tfvars")
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
        self.children = {one.labels[0]: child for one in self._of.get("module", ()) if (child := self._child(one))}

    def _variables(self, given: Mapping[str, Any] | None) -> dict[str, Any]:
        plain = Names()
        found = {
            one.labels[0]: plain.value(one.body["default"])
            for one in self._of.get("variable", ())
            if one.body.get("default") is not None
        }
        said = given if given is not None else _values(self.folder, self.told)
        return {name: value for name, value in {**found, **said}.items() if value is not UNKNOWN}

    def _locals(self) -> dict[str, Any]:
        return {name: node for one in self._of.get("locals", ()) for name, node in one.body.items()}

    def _child(self, call: Block) -> "Module | None":
        name = call.labels[0]
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
            key: value
            for key, node in call.body.items()
            if key not in META and (value := self.names.value(node)) is not UNKNOWN
        }
        return Module(folder, self.told, given=given, steps=(*self.steps, (name, None)))

    def all(self) -> Iterator["Module"]:
        yield self
        for child in self.children.values():
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
                    block=self._block(one), module=self.children[one.labels[0]].configured()
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
            if self.names.value(one.body.get("count", 1)) in (0, False):
                self.told.left_out[type_] += 1
                continue
            if "count" in one.body or "for_each" in one.body:
                self.told.uncounted[type_] += 1
            body = {key: node for key, node in undynamic(one.body).items() if key not in META}
            values = {key: value for key, node in body.items() if (value := self.names.value(node)) is not UNKNOWN}
            unknown = frozenset(path for path, node in leaves(body) if self.names.value(node) is UNKNOWN)
            instance = Instance(
                address=address_of(self.steps, type_, name, None),
                type=type_,
                name=name,
                module=self.steps,
                configured=next(self.names.references(one.body.get("provider")), "") or type_.partition("_")[0],
                values=values,
                line=one.line,
            )
            yield Written(instance=instance, path=one.path, unknown=unknown)


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES and path.is_file())


def _blocks(folder: Path, told: Told) -> Iterator[Block]:
    for path in files_of(folder):
        try:
            yield from blocks_of(path)
        except ScopeFailed as error:
            told.broken.append(error)


def _values(folder: Path, told: Told) -> dict[str, Any]:
    """Give the root's variables as the files say that Terraform takes by itself."""
    found: dict[str, Any] = {}
    for path in (path for pattern in VALUES for path in sorted(folder.glob(pattern))):
        try:
            written = parsed(path, read_text(path))
        except ScopeFailed as error:
            told.broken.append(error)
        else:
            found |= {name: Names().value(node) for name, node in written.items()}
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
