"""ARM templates read a second time, from their public documentation, by someone who had not seen the reader."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from tests.connectors.second.expression import Parse

Edge = tuple[str, str]
"""What depends on what, each as type and names in turn, in lower case."""

MARKED = re.compile(r"<([^<>]*)>")
"""A resource's name inside a text: whatever gives an id or a state gives this."""

SPELLED = re.compile(r"/providers/([a-z]+\.[a-z.]+(?:/[^/'\"\s<>]+)+)", re.IGNORECASE)
COMMENT = re.compile(r'("(?:[^"\\]|\\.)*")|//[^\n]*|/\*.*?\*/', re.DOTALL)
TRAILING = re.compile(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])')
DEPLOYMENT = "microsoft.resources/deployments"
NOT_READ = {"type", "name", "apiVersion", "dependsOn", "copy", "condition", "resources", "scope", "existing"}


def load(path: Path) -> Any:
    text = COMMENT.sub(lambda found: found[1] or "", path.read_text())
    return json.loads(TRAILING.sub(lambda found: found[1] or "", text), strict=False)


@dataclass
class Made:
    """A resource as it will be."""

    node: str
    body: Any
    within: "Template"
    turn: dict[str, Any]
    symbol: str


@dataclass(eq=False)
class Template:
    """One template as it is used once."""

    folder: Path
    document: Any
    given: dict[str, Any] = field(default_factory=dict)
    outer: "Template | None" = None
    """Where expressions are evaluated in the parent's terms."""

    @cached_property
    def made(self) -> list[Made]:
        listed = self.document["resources"]
        pairs = listed.items() if isinstance(listed, dict) else (("", one) for one in listed)
        return [made for symbol, body in pairs for made in self.expanded(body, "", symbol)]

    @cache  # noqa: B019 - lives as long as a test
    def inside(self, node: str) -> "Template | None":
        """Give what a deployment deploys; its parameters may need another's outputs."""
        return next((self.deployed(one) for one in self.made if one.node == node and node.startswith(DEPLOYMENT)), None)

    def expanded(self, body: Any, parent: str, symbol: str, turn: dict[str, Any] | None = None) -> Iterator[Made]:
        loop = body.get("copy")
        count = self.value(loop["count"], {}) if loop else 1
        for at in range(count) if isinstance(count, int) else ["{}"]:
            turn = {"": at, loop["name"]: at} if loop else turn or {}
            if body.get("existing") or self.value(body.get("condition", True), turn) is False:
                continue
            name = str(self.value(body["name"], turn))
            node = child(parent, body["type"], name) if parent else joined(body["type"], name.split("/"))
            if "scope" in body and "." in (scope := self.scope(body["scope"], turn)):
                node = f"{scope}/providers/{node}"
            yield Made(node, body, self, turn, f"{symbol}[{at}]" if loop and symbol else symbol)
            for below in body.get("resources", []):
                yield from self.expanded(below, node, "", turn)

    def scope(self, value: Any, turn: dict[str, Any]) -> str:
        text = str(self.value(value, turn)).lower()
        found = MARKED.search(text)
        return found[1] if found else text.strip("/")

    def deployed(self, made: Made) -> "Template | None":
        properties = made.body["properties"]
        given = {
            name: self.value(one.get("value"), made.turn) for name, one in (properties.get("parameters") or {}).items()
        }
        if "relativePath" in (properties.get("templateLink") or {}):
            path = self.folder / properties["templateLink"]["relativePath"]
            return Template(path.parent, load(path), given) if path.is_file() else None
        if "template" not in properties:
            return None
        scope = (properties.get("expressionEvaluationOptions") or {}).get("scope", "outer")
        return Template(self.folder, properties["template"], given, self if scope.lower() == "outer" else None)

    def value(self, value: Any, turn: dict[str, Any]) -> Any:
        if isinstance(value, str) and value.startswith("[") and value.endswith("]") and not value.startswith("[["):
            return (self.outer or self).worked(Parse(value[1:-1]).value(), turn)
        if isinstance(value, list):
            return [self.value(one, turn) for one in value]
        if isinstance(value, dict):
            value = {self.value(key, turn): one for key, one in value.items()}
            loops = value.get("copy")
            made = {}
            if isinstance(loops, list):
                for loop in loops:
                    count = self.value(loop["count"], turn)
                    rounds = range(count if isinstance(count, int) else 1)
                    made[loop["name"]] = [
                        self.value(loop["input"], {**turn, loop["name"]: at, **({} if turn else {"": at})})
                        for at in rounds
                    ]
            return {**{key: self.value(one, turn) for key, one in value.items() if not made or key != "copy"}, **made}
        return value

    def worked(self, tree: Any, turn: dict[str, Any]) -> Any:
        match tree:
            case ("at", below, key):
                return self.picked(self.worked(below, turn), self.worked(key, turn))
            case ("call", name, arguments):
                return self.called(name, [self.worked(one, turn) for one in arguments], turn)
        return tree

    def picked(self, value: Any, key: Any) -> Any:
        if isinstance(value, dict):
            return next((one for name, one in value.items() if name.lower() == str(key).lower()), None)
        if isinstance(value, list) and isinstance(key, int):
            return value[key]
        if isinstance(value, Outputs):
            return value if key in {"outputs", "value"} else value.picked(str(key))
        return value if isinstance(value, str) and "<" in value else f"{value}.{key}"

    def called(self, name: str, given: list[Any], turn: dict[str, Any]) -> Any:  # noqa: PLR0911 - one case a function
        match name, given:
            case "parameters", [key]:
                default = self.document.get("parameters", {}).get(key, {}).get("defaultValue")
                return (
                    self.given[key]
                    if key in self.given
                    else self.value(default, {})
                    if default is not None
                    else f"{{{key}}}"
                )
            case "variables", [key]:
                return self.variable(key)
            case "copyindex", _:
                loop = given.pop(0) if given and isinstance(given[0], str) else ""
                at = turn.get(loop, 0)
                return at + (given[0] if given else 0) if isinstance(at, int) else at
            case (("resourceid" | "subscriptionresourceid" | "tenantresourceid" | "managementgroupresourceid"), _):
                at = next(
                    at
                    for at, one in enumerate(given)
                    if isinstance(one, str) and re.fullmatch(r"[\w.]+(/[\w.]+)+", one)
                )
                return f"<{joined(given[at], given[at + 1 :])}>"
            case "extensionresourceid", [_, kind, *names]:
                return f"<{joined(kind, names)}>"
            case "reference" | "resourceinfo", [target, *_]:
                return self.state(str(target))
            case "resourcegroup", _:
                return {"id": "/subscriptions/s/resourceGroups/g", "location": "{here}", "name": "g"}
            case "if", [held, yes, no]:
                return [yes, no][not held] if isinstance(held, bool) else [yes, no]
            case _ if "." in name:
                return self.defined(name, given)
            case _:
                return plain(name, given)

    def defined(self, name: str, given: list[Any]) -> Any:
        """Apply a function of the template's own: it sees what it is given and its like."""
        space, _, member = name.partition(".")
        listed = [one["members"] for one in self.document["functions"] if one["namespace"].lower() == space]
        said = next(one for members in listed for key, one in members.items() if key.lower() == member)
        own = {one["name"]: value for one, value in zip(said["parameters"], given, strict=True)}
        inside = Template(self.folder, {"resources": [], "functions": self.document["functions"]}, own)
        return inside.value(said["output"]["value"], {})

    def variable(self, key: str) -> Any:
        section = self.document.get("variables", {})
        for loop in section.get("copy", []):
            if loop["name"] == key:
                return self.value({"copy": [loop]}, {})[key]
        return self.value(section[key], {})

    def state(self, target: str) -> Any:
        found = MARKED.search(target)
        named = next((one for one in self.made if target in {one.symbol, one.node.rpartition("/")[2]}), None)
        node = named.node if named else found[1] if found else target.lower().strip("/")
        inner = self.inside(node)
        return Outputs(inner) if inner else f"<{node}>"

    def every(self) -> Iterator[Made]:
        yield from self.made
        for one in self.made:
            inner = self.inside(one.node)
            yield from inner.every() if inner else ()


@dataclass
class Outputs:
    """What a nested deployment gives back."""

    template: Template

    def picked(self, name: str) -> Any:
        found = self.template.document.get("outputs", {}).get(name)
        return self.template.value(found["value"], {}) if found else None


def plain(name: str, given: list[Any]) -> Any:  # noqa: C901, PLR0911 - one case a function
    match name, given:
        case "concat", [list(), *_]:
            return [one for part in given for one in part]
        case "concat", _:
            return "".join(map(str, given))
        case "format", [text, *rest]:
            return re.sub(r"\{(\d+)[^}]*\}", lambda found: str(rest[int(found[1])]), text)
        case (("equals" | "not" | "and" | "or" | "empty" | "greater" | "length" | "add" | "createarray" | "range"), _):
            return counted(name, given)
        case (("tolower" | "string" | "json" | "trim" | "base64" | "uri"), [one, *rest]):
            return one.lower() if name == "tolower" else (f"{one}{rest[0]}" if rest else one)
        case (("true" | "false"), _):
            return name == "true"
        case "first", [[one, *_]]:
            return one
        case "last", [[*_, one]]:
            return one
        case "split", [str(text), str(mark)]:
            return text.split(mark)
        case "coalesce", _:
            return next((one for one in given if one is not None), None)
        case (("subscription" | "environment" | "deployment" | "tenant"), _):
            return {"id": "/subscriptions/s", "subscriptionId": "s"}
        case "union", [dict(), *_]:
            return {key: one for part in given for key, one in part.items()}
    inside = "" if name in {"guid", "uniquestring"} else ",".join(map(str, given))
    return f"{{{name}({inside})}}"


def counted(name: str, given: list[Any]) -> Any:
    match name, given:
        case "equals", [one, other]:
            known = "{" not in f"{one}{other}"
            return str(one).lower() == str(other).lower() if known else None
        case (("and" | "or"), _):
            return all(given) if name == "and" else any(given)
        case (("not" | "empty"), [one]):
            return not one
        case (("add" | "greater"), [one, other]):
            return one + other if name == "add" else one > other
        case "range", [start, count]:
            return list(range(start, start + count))
    return given if name == "createarray" else len(given[0])


def joined(kind: str, names: list[Any]) -> str:
    space, *parts = kind.split("/")
    every = [part for name in names for part in str(name).split("/")]
    return "/".join([space, *(one for pair in zip(parts, every, strict=False) for one in pair)]).lower()


def child(parent: str, kind: str, name: str) -> str:
    if kind.startswith("providers/"):
        space, _, name = name.partition("/")
        kind = f"{space}/{kind.removeprefix('providers/')}"
    return (
        f"{parent}/providers/{joined(kind, [name])}" if "." in kind.split("/")[0] else f"{parent}/{kind}/{name}".lower()
    )


def marks(value: Any) -> Iterator[str]:
    """Give the resources that an evaluated value names."""
    if isinstance(value, str):
        yield from (found.lower() for found in MARKED.findall(value))
        yield from (found.lower() for found in SPELLED.findall(value))
    elif isinstance(value, list):
        for one in value:
            yield from marks(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from marks([key, one])


def known(node: str, every: set[str]) -> str:
    """Give the thing itself, or what it is a part of."""
    while node and node not in every:
        node = node.rpartition("/")[0].rpartition("/")[0]
    return node


def edges(folder: Path) -> tuple[set[Edge], set[Edge]]:
    """Give what uses what, and what only has to come after what; deployments and parents are neither."""
    linked = {path.resolve() for path in folder.rglob("*.json") if path.parent != folder}
    tops = [Template(path.parent, load(path)) for path in sorted(folder.glob("*.json")) if path.resolve() not in linked]
    made = [one for top in tops for one in top.every() if not one.node.startswith(DEPLOYMENT)]
    nodes = {one.node for one in made}
    uses, orders = set(), set()
    for one in made:
        read = {key: value for key, value in one.body.items() if key not in NOT_READ}
        found = {known(mark, nodes) for mark in marks(one.within.value(read, one.turn))}
        uses |= {(one.node, target) for target in found if target and not one.node.startswith(target)}
        for text in one.within.value(one.body.get("dependsOn", []), one.turn):
            orders |= {(one.node, target) for target in meant(str(text), one.within) if target in nodes}
    return uses, {pair for pair in orders if not pair[0].startswith(pair[1])}


def meant(text: str, template: Template) -> set[str]:
    """Give what an entry of `dependsOn` stands for: an id, a symbolic name, a loop or a plain name."""
    exact = {found.lower() for found in [*MARKED.findall(text), *SPELLED.findall(text)]} or {text.lower().strip("/")}
    loose = {
        one.node
        for one in template.made
        if text
        in ({one.symbol, one.symbol.partition("[")[0]} if one.symbol else {(one.body.get("copy") or {}).get("name")})
        or (not one.symbol and one.node.rpartition("/")[2] == text.lower())
    }
    return exact | loose
