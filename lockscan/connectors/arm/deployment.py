"""A template being deployed: what its expressions may ask, its resources written out, deployments inside it."""

import os
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Final

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors._shape import index, items, table, text
from lockscan.connectors.arm.asking import Asking
from lockscan.connectors.arm.declared import Declared, Target, Told
from lockscan.connectors.arm.evaluation import Evaluator, Indices
from lockscan.connectors.arm.naming import BESIDE, NESTED, NO_GROUP, NOWHERE, base_of, extension, id_of
from lockscan.connectors.arm.symbols import OPEN, known
from lockscan.connectors.arm.template import Template, open_template
from lockscan.vocabulary.arm import bare_type

MOST_ROUNDS: Final = 800
"""As many resources as Azure lets one loop make."""

DEEPEST: Final = 12
"""Deployments inside deployments."""

Given = Mapping[str, Callable[[], Any]]


class Deployment:
    def __init__(
        self,
        template: Template,
        evaluator: Evaluator,
        target: Target,
        *,
        given: Given | None = None,
        asks: "Deployment | None" = None,
        above: tuple["Deployment", ...] = (),
    ) -> None:
        self.template = template
        self.evaluator = evaluator
        self.target = target
        self.told = Told()
        self.above = above
        self.children: dict[str, Deployment] = {}
        self.spared: set[Path] = set()
        """Templates that are linked under a condition that does not hold."""

        self.names: Asking = asks.names if asks else Asking(self, given or {})
        self._listing = False

    @property
    def base(self) -> str:
        """The id of what it is deployed to."""
        level = self.template.level
        above = level in {"tenant", "managementgroup"}
        return base_of(NOWHERE, "") if above else base_of(self.target.subscription, self.target.group)

    def value(self, node: Any, indices: Indices) -> Any:
        return self.evaluator.value(node, self.names, indices)

    @cached_property
    def outputs(self) -> dict[str, Any]:
        return {
            name: {"value": self._given_out(table(one))}
            for name, one in table(self.template.root.get("outputs")).items()
            if self.value(table(one).get("condition", True), {}) is not False
        }

    def _given_out(self, output: Mapping[str, Any]) -> Any:
        if loop := table(output.get("copy")):
            return table(self.value({"copy": [{**loop, "name": "all"}]}, {})).get("all")
        return self.value(output.get("value"), {})

    @cached_property
    def resources(self) -> list[Declared]:
        """Everything the template makes itself; deployments inside it become children."""
        self._listing = True
        found = list(self._listed(self.template.root.get("resources"), "", "", {}, 0))
        self._listing = False
        return found

    def by_symbol(self, symbol: str) -> str | None:
        """Give the id of what a template calls by a symbolic name; of a loop's round by its number."""
        written = self.template.root.get("resources")
        bare, _, place = symbol.partition("[")
        if not isinstance(written, dict) or bare not in written:
            return None
        at = index(place[:-1]) or 0
        node = table(written[bare])
        return self._named(node, "", "", {"": at, text(table(node.get("copy")).get("name")).lower(): at})[0]

    def by_loop(self, name: str) -> list[str]:
        """Give the ids of everything that a loop of that name makes, or that a looped resource of that symbol is."""
        written = self.template.root.get("resources")
        meant = table(written).get(name)
        return [one.id for one in self.resources if one.node is meant or one.loop == name.lower()]

    def rounds_of(self, symbol: str) -> int | None:
        """Give how many a loop of that symbol makes."""
        loop = table(table(table(self.template.root.get("resources")).get(symbol)).get("copy"))
        count = self.value(loop.get("count"), {})
        return min(count, MOST_ROUNDS) if isinstance(count, int) and not isinstance(count, bool) else None

    def by_name(self, name: str) -> str | None:
        """Give the id of the one resource of that name."""
        if self._listing:
            return None
        found = {one.id for one in self.resources if one.name.rpartition("/")[2] == name or one.name == name}
        return found.pop() if len(found) == 1 else None

    def _listed(
        self, written: Any, above_type: str, above_name: str, indices: Indices, depth: int
    ) -> Iterator[Declared]:
        for node in map(table, written.values() if isinstance(written, dict) else items(written)):
            if not text(node.get("type")) or depth > DEEPEST:
                self.told.untyped += 1
                continue
            for at in self._rounds(node, indices):
                yield from self._round(node, above_type, above_name, at, depth)

    def _rounds(self, node: Mapping[str, Any], indices: Indices) -> Iterator[Indices]:
        loop = table(node.get("copy"))
        if not loop:
            yield indices
            return
        count = self.value(loop.get("count"), indices)
        if not isinstance(count, int) or isinstance(count, bool):
            self.told.uncounted.append(text(node.get("type")))
            yield indices
            return
        for at in range(min(count, MOST_ROUNDS)):
            yield {**indices, "": at, text(loop.get("name")).lower(): at}

    def _round(
        self, node: Mapping[str, Any], above_type: str, above_name: str, indices: Indices, depth: int
    ) -> Iterator[Declared]:
        id_, type_, name, scope = self._named(node, above_type, above_name, indices)
        if self.value(node.get("condition", True), indices) is False:
            self.told.left_out.append(type_)
            self.spared.update([place] if (place := self._place_of(table(node.get("properties")), indices)) else [])
            return
        if type_.lower() == NESTED:
            self._nest(node, id_, indices)
            return
        if self.value(node.get("existing", False), indices) is True:
            return
        line = self.template.lines.get(id(node))
        yield Declared(id=id_, type=type_, name=name, node=node, indices=indices, line=line, scope=scope)
        yield from self._listed(node.get("resources"), type_, name, indices, depth + 1)

    def _named(
        self, node: Mapping[str, Any], above_type: str, above_name: str, indices: Indices
    ) -> tuple[str, str, str, str]:
        type_, name = bare_type(text(node.get("type"))), str(self.value(_name_of(node), indices))
        if above_type and not type_.lower().startswith(f"{above_type.lower()}/"):
            type_ = type_ if "." in type_.partition("/")[0] else f"{above_type}/{type_}"
        if above_name and type_.lower().startswith(f"{above_type.lower()}/") and name.count("/") < type_.count("/") - 1:
            name = f"{above_name}/{name}"
        scope = self._scope(node, indices)
        if "/providers/" in type_.lower():
            whole = type_.partition("/providers/")[0]
            type_, name = extension(type_, name)
            scope = id_of(self.base, whole, name.split("/")[: whole.count("/")])
            name = name.split("/", whole.count("/"))[-1]
        return id_of(scope or self._level(type_), type_, [name]), type_, name, scope

    def _scope(self, node: Mapping[str, Any], indices: Indices) -> str:
        said = self.value(node.get("scope", ""), indices)
        if not isinstance(said, str) or said in {"", "/"}:
            return ""
        if said.startswith("/"):
            return said
        ids = self.evaluator.symbols.ids_in(said)
        return next(iter(sorted(ids)), f"{self.base}/providers/{said}" if OPEN not in said else said)

    def _level(self, type_: str) -> str:
        """A resource group stands right under its subscription."""
        return (
            base_of(self.target.subscription, "")
            if type_.lower() == "microsoft.resources/resourcegroups"
            else self.base
        )

    def _nest(self, node: Mapping[str, Any], id_: str, indices: Indices) -> None:
        properties = table(node.get("properties"))
        inline = table(properties.get("template"))
        template = (
            Template(self.template.path, inline, self.template.lines) if inline else self._linked(properties, indices)
        )
        if template is None or len(self.above) >= DEEPEST:
            self.told.unread.setdefault(
                self.evaluator.symbols.shown(id_.rpartition("/")[2]), "its template is not at hand"
            )
            return
        options = table(properties.get("expressionEvaluationOptions"))
        inner = text(options.get("scope")).lower() == "inner" or not inline
        child = Deployment(
            template,
            self.evaluator,
            self._target(node, template, indices),
            given=self._given(table(properties.get("parameters")), indices),
            asks=None if inner else self,
            above=(*self.above, self),
        )
        self.children[id_.lower()] = child

    def _target(self, node: Mapping[str, Any], template: Template, indices: Indices) -> Target:
        subscription = self.value(node.get("subscriptionId"), indices)
        group = self.value(node.get("resourceGroup"), indices)
        deployed_to = group if isinstance(group, str) and group else self.target.group
        return Target(
            subscription=subscription
            if isinstance(subscription, str) and known(subscription)
            else self.target.subscription,
            group="" if template.level else deployed_to or NO_GROUP,
        )

    def _linked(self, properties: Mapping[str, Any], indices: Indices) -> Template | None:
        path = self._place_of(properties, indices)
        if path is None or path in {self.template.path, *(one.template.path for one in self.above)}:
            return None
        try:
            return open_template(path)
        except ScopeFailed:
            return None

    def _place_of(self, properties: Mapping[str, Any], indices: Indices) -> Path | None:
        """Give the file that a linked template is, where it is one beside this."""
        link = table(properties.get("templateLink"))
        where = self.value(link.get("relativePath", link.get("uri", "")), indices)
        where = where.removeprefix(BESIDE) if isinstance(where, str) else where
        if (
            not isinstance(where, str)
            or "://" in where
            or OPEN in where
            or "\x00" in where
            or not where
            or Path(where).is_absolute()
        ):
            return None
        return Path(os.path.normpath(self.template.path.parent / where))

    def _given(self, said: Mapping[str, Any], indices: Indices) -> Given:
        return {name.lower(): partial(self._one_given, table(one), indices) for name, one in said.items()}

    def _one_given(self, said: Mapping[str, Any], indices: Indices) -> Any:
        vault = text(self.value(table(table(said.get("reference")).get("keyVault")).get("id"), indices))
        if vault:
            return self.evaluator.symbols.mark(f"a secret of {vault}", [vault])
        return self.value(said.get("value"), indices)


def _name_of(node: Mapping[str, Any]) -> Any:
    """Give how it is called: what other services make by their extensions is called inside its properties."""
    said = table(node.get("properties"))
    inside = (said.get("uniqueName"), table(said.get("metadata")).get("name"), said.get("displayName"), "?")
    return node["name"] if "name" in node else next(one for one in inside if one)
