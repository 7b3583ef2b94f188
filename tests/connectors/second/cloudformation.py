"""CloudFormation read a second time, from its public documentation alone and by someone who had not seen the reader."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

Edge = tuple[str, str]
"""What depends on what, each as `file#LogicalId`."""

PLACEHOLDER = re.compile(r"\$\{([^!}][^}]*)\}")
NOT_READ = ("Type", "Condition", "DependsOn", "DeletionPolicy", "UpdateReplacePolicy", "Connectors")


class Loader(yaml.SafeLoader):
    """YAML with the short forms of the functions."""


def short(loader: Loader, suffix: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        value: Any = loader.construct_mapping(node, deep=True)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = node.value
    return {suffix if suffix in {"Ref", "Condition"} else f"Fn::{suffix}": value}


Loader.add_multi_constructor("!", short)


def load(path: Path) -> dict[str, Any]:
    text = path.read_text()
    loaded: dict[str, Any] = json.loads(text) if text.lstrip().startswith("{") else yaml.load(text, Loader)  # noqa: S506 - a safe loader
    return loaded


@dataclass
class Stack:
    """One template as it is used once: with what its parent gives it."""

    path: Path
    given: dict[str, Any] = field(default_factory=dict)
    parent: "Stack | None" = None

    @cached_property
    def document(self) -> dict[str, Any]:
        return load(self.path)

    @cached_property
    def resources(self) -> dict[str, Any]:
        found = dict(self.looped(self.document["Resources"], {}))
        return {name: one for name, one in found.items() if self.holds(one.get("Condition")) is not False}

    @cached_property
    def nested(self) -> dict[str, "Stack"]:
        stacks = {}
        for name, one in self.resources.items():
            properties = one.get("Properties") or {}
            place = properties.get("TemplateURL") or properties.get("Location")
            if one["Type"] in {"AWS::CloudFormation::Stack", "AWS::Serverless::Application"} and isinstance(place, str):
                path = self.path.parent / place
                if path.is_file():
                    stacks[name] = Stack(path, properties.get("Parameters") or {}, self)
        return stacks

    def node(self, name: str) -> str:
        return f"{self.path.name}#{name}"

    def looped(self, section: dict[str, Any], names: dict[str, str]) -> Iterator[tuple[str, Any]]:
        """Write out the loops of a section."""
        for key, value in section.items():
            if key.startswith("Fn::ForEach::"):
                variable, items, body = value
                for item in self.value(items) or []:
                    yield from self.looped(body, {**names, variable: item})
            else:
                yield spelled(key, names), spelled(value, names)

    def value(self, value: Any) -> Any:
        """Give a literal, or None where only deploying tells."""
        match value:
            case {"Ref": str(name)}:
                if name in self.given and self.parent:
                    return self.parent.value(self.given[name])
                declared = self.document.get("Parameters", {}).get(name, {})
                default = declared.get("Default")
                listed = "List" in str(declared.get("Type", "")) and isinstance(default, str)
                return [one.strip() for one in default.split(",")] if listed else default
            case {"Fn::FindInMap": [str(name), first, second, *_]}:
                rows = self.document.get("Mappings", {}).get(name, {})
                return rows.get(self.value(first), {}).get(self.value(second))
            case dict():
                return None
            case list():
                return [self.value(one) for one in value]
        return value

    def holds(self, condition: Any) -> bool | None:
        match condition:
            case None:
                return True
            case str(name) | {"Condition": str(name)}:
                return self.holds(self.document["Conditions"][name])
            case {"Fn::Equals": [one, other]}:
                left, right = self.value(one), self.value(other)
                return None if left is None or right is None else str(left) == str(right)
            case {"Fn::Not": [one]}:
                held = self.holds(one)
                return None if held is None else not held
            case {"Fn::And": list(parts)} | {"Fn::Or": list(parts)}:
                decides = "Fn::Or" in condition
                held_all = [self.holds(one) for one in parts]
                return decides if decides in held_all else None if None in held_all else not decides
        return None

    def leads(self, value: Any) -> Iterator[str]:  # noqa: C901, PLR0912 - one case a function
        """Give the resources that a value is made of."""
        match value:
            case {"Ref": str(name)}:
                yield from self.named(name)
            case {"Ref": dict(name)}:
                yield from self.named(self.text(name))
            case {"Fn::GetAtt": str(text)}:
                yield from self.attribute(text.split("."))
            case {"Fn::GetAtt": [str(name), attribute]}:
                yield from self.attribute([name, *(str(attribute).split(".") if isinstance(attribute, str) else [""])])
            case {"Fn::Sub": str(text)}:
                yield from self.substituted(text, {})
            case {"Fn::Sub": [str(text), dict(own)]}:
                yield from self.substituted(text, own)
            case {"Fn::If": [str(name), one, other]}:
                held = self.holds(name)
                for branch, left_out in ((one, False), (other, True)):
                    if held is not left_out:
                        yield from self.leads(branch)
            case {"Fn::ImportValue": name}:
                yield f"import:{self.text(name)}"
            case dict():
                for one in value.values():
                    yield from self.leads(one)
            case list():
                for one in value:
                    yield from self.leads(one)

    def named(self, name: str) -> Iterator[str]:
        if name in self.given and self.parent:
            yield from self.parent.leads(self.given[name])
        elif name in self.resources:
            yield self.node(name)

    def attribute(self, parts: list[str]) -> Iterator[str]:
        name = parts[0]
        if name in self.nested and parts[1] == "Outputs":
            inner = self.nested[name]
            yield from inner.leads(inner.outputs().get(parts[2], {}).get("Value"))
        else:
            yield from self.named(name)

    def substituted(self, text: str, own: dict[str, Any]) -> Iterator[str]:
        for name in PLACEHOLDER.findall(text):
            if name in own:
                yield from self.leads(own[name])
            else:
                yield from self.attribute(name.split(".")) if "." in name else self.named(name)

    def text(self, value: Any) -> str:
        """Give a text with what is known put in."""
        if isinstance(value, dict) and "Fn::Sub" in value:
            text = value["Fn::Sub"] if isinstance(value["Fn::Sub"], str) else value["Fn::Sub"][0]
            return PLACEHOLDER.sub(lambda found: str(self.value({"Ref": found[1]}) or found[0]), text)
        return str(self.value(value))

    def outputs(self) -> dict[str, Any]:
        return dict(self.looped(self.document.get("Outputs") or {}, {}))

    def shared(self, kind: str) -> Any:
        """Give what the globals of a serverless template say of one kind of resource."""
        section = {"AWS::Serverless::Function": "Function", "AWS::Serverless::Api": "Api"}.get(kind)
        return (self.document.get("Globals") or {}).get(section)


def spelled(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, str):
        for name, item in names.items():
            value = value.replace(f"${{{name}}}", item).replace(f"&{{{name}}}", "".join(filter(str.isalnum, item)))
        return value
    if isinstance(value, list):
        return [spelled(one, names) for one in value]
    if isinstance(value, dict):
        if set(value) == {"Ref"} and str(value["Ref"]) in names:
            return names[value["Ref"]]
        return {spelled(key, names): spelled(one, names) for key, one in value.items()}
    return value


def tops(path: Path) -> list[Path]:
    """Give the templates of a folder that no other one nests."""
    every = sorted(path.iterdir())
    inner = {one.path.resolve() for top in map(Stack, every) for one in top.nested.values()}
    return [one for one in every if one.resolve() not in inner]


def stacks(path: Path) -> Iterator[Stack]:
    """Give each template of a folder, nested ones as their parents use them."""
    waiting = [Stack(one) for one in tops(path)]
    while waiting:
        stack = waiting.pop()
        yield stack
        waiting.extend(stack.nested.values())


def edges(folder: Path) -> tuple[set[Edge], set[Edge]]:
    """Give what uses what, and what only has to come after what."""
    every = list(stacks(folder))
    exports = {
        f"import:{stack.text(one['Export']['Name'])}": list(stack.leads(one["Value"]))
        for stack in every
        for one in stack.outputs().values()
        if "Export" in one
    }
    uses: set[Edge] = set()
    orders: set[Edge] = set()
    for stack in every:
        for name, one in stack.resources.items():
            source = stack.node(name)
            after = one.get("DependsOn") or []
            orders.update(
                (source, stack.node(each))
                for each in ([after] if isinstance(after, str) else after)
                if each in stack.resources
            )
            if name in stack.nested:
                continue
            read = [{key: value for key, value in one.items() if key not in NOT_READ}, stack.shared(one["Type"])]
            joined = [each["Properties"].get("Destination") for each in (one.get("Connectors") or {}).values()]
            read += [{"Ref": each["Id"]} for each in joined if isinstance(each, dict)]
            for target in stack.leads(read):
                uses.update((source, each) for each in exports.get(target, [target]) if each != source)
    return {(one, other) for one, other in uses if "#" in other}, orders
