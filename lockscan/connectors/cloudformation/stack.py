"""A template with its parameters: what each name in it stands for, through nested stacks and their outputs."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors._shape import table, text
from lockscan.connectors.cloudformation.called import stack_name
from lockscan.connectors.cloudformation.functions import Functions, exported_as
from lockscan.connectors.cloudformation.implied import Whole
from lockscan.connectors.cloudformation.template import Template, open_template
from lockscan.connectors.cloudformation.values import ABSENT, UNKNOWN, Link, Opaque, together
from lockscan.references.arns import partition_of

NESTED: Final = "AWS::CloudFormation::Stack"
NESTED_SAM: Final = "AWS::Serverless::Application"
DEEPEST: Final = 8
"""Stacks inside stacks."""

STORED: Final = "AWS::SSM::Parameter::Value"
PARAMETER: Final = "AWS::SSM::Parameter"
MOST: Final = 300
"""Stacks below one template."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the user says that the templates are deployed; empty where nothing was said."""

    account: str = ""
    region: str = ""

    @property
    def partition(self) -> str:
        return partition_of(self.region)


@dataclass(slots=True)
class Family:
    """The stacks of one scan of a file, whichever nests which."""

    root: Path
    """The template that nests them all; resources are known by it, for another one may nest the same templates."""

    count: int = 0


class Stack:
    def __init__(
        self,
        template: Template,
        place: Place,
        *,
        called: str = "",
        given: Mapping[str, Any] | None = None,
        above: tuple[Path, ...] = (),
        family: Family | None = None,
    ) -> None:
        self.template = template
        self.place = place
        self._family = family or Family(root=template.path)
        self._family.count += 1
        self._prefix = f"{called}/" if called else ""
        self.name = stack_name(template)
        self.unread: dict[str, str] = {}
        """Nested stacks whose template is not at hand, and why."""

        self.untyped: list[str] = []
        """What stands among the resources and is none, known once they are."""

        self._given = given or {}
        self._above = (*above, template.path)
        self._asked: set[str] = set()
        self._expanding = False
        self._children: dict[str, Stack | None] = {}
        self.functions = Functions(
            self._resolve, template.section("Conditions"), template.section("Mappings"), looped=template.looped
        )
        self._whole = Whole(template.section("Globals"), self.functions.value)

    @cached_property
    def resources(self) -> Mapping[str, Mapping[str, Any]]:
        """Every resource by its logical id, loops written out, whatever its condition; loops go over no resource."""
        self._expanding = True
        written = self.functions.expanded(self.template.section("Resources"))
        typed = {name: one for name, one in written.items() if text(table(one).get("Type"))}
        self._whole.add(typed)
        self._expanding = False
        self.untyped = sorted(written.keys() - typed.keys())
        return self._whole.resources

    @property
    def owners(self) -> Mapping[str, list[str]]:
        """Of each resource that nobody wrote, all that imply it; known once the resources are."""
        return self._whole.owners

    @cached_property
    def connectors(self) -> Mapping[str, Mapping[str, Any]]:
        """Connectors that stand as resources of their own, by what they say."""
        return {
            name: table(one.get("Properties"))
            for name, one in self.resources.items()
            if one["Type"] == "AWS::Serverless::Connector"
        }

    def address(self, name: str) -> str:
        """Give the logical id, of a nested stack's resource below the stack's own."""
        return f"{self._prefix}{name}"

    def key(self, name: str) -> str:
        return f"{self._family.root}#{self.address(name)}"

    def exports(self) -> Iterator[tuple[str, Link]]:
        """Give the names under which other templates know what this one's outputs lead to."""
        for output in map(table, self._outputs.values()):
            name = self.functions.value(table(output.get("Export")).get("Name"))
            if isinstance(name, str) and self._stands(output):
                links = together([self.functions.value(output.get("Value"))]).links
                yield from zip(exported_as(name), links, strict=False)

    @cached_property
    def _outputs(self) -> Mapping[str, Any]:
        return self.functions.expanded(self.template.section("Outputs"))

    def _stands(self, entry: Mapping[str, Any]) -> bool:
        return self.functions.holds(text(entry.get("Condition"))) is not False if entry.get("Condition") else True

    def standing(self, name: str) -> bool:
        """Whether the resource is made, as far as the parameters' defaults tell; what cannot be told stands."""
        return any(self._stands(self.resources[one]) for one in self.owners.get(name, (name,)))

    @cached_property
    def children(self) -> Mapping[str, "Stack"]:
        """Nested stacks whose template is a file beside this one."""
        found = ((name, self._child_of(name)) for name in self.resources)
        return {name: child for name, child in found if child}

    def _child_of(self, name: str) -> "Stack | None":
        """Read a nested stack once; its parameters may be another one's outputs."""
        resource = self.resources[name]
        if name not in self._children:
            self._children[name] = None  # while it is being read it is not there
            if resource["Type"] in {NESTED, NESTED_SAM} and self.standing(name):
                self._children[name] = self._child(name, table(resource.get("Properties")))
        return self._children[name]

    def nested(self) -> Iterator[Path]:
        """Give the templates of all stacks below it, those whose condition does not hold included."""
        for name, resource in self.resources.items():
            if resource["Type"] in {NESTED, NESTED_SAM}:
                child = self._child_of(name)
                place = child.template.path if child else None if self.standing(name) else self._place_of(name)
                yield from [place] if place else []
                yield from child.nested() if child else ()

    def _place_of(self, name: str) -> Path | None:
        """Give the file that a nested stack's template is: by its place, or where it was before it was uploaded."""
        resource = self.resources[name]
        properties, made = table(resource.get("Properties")), table(resource.get("Metadata"))
        said = (properties.get("TemplateURL", properties.get("Location")), made.get("aws:asset:path"))
        for where in map(self.functions.value, said):
            if isinstance(where, str) and where and "://" not in where and "\x00" not in where:
                path = Path(where)
                return None if path.is_absolute() else Path(os.path.normpath(self.template.path.parent / path))
        return None

    def _child(self, name: str, properties: Mapping[str, Any]) -> "Stack | None":
        path = self._place_of(name)
        if path is None:
            self.unread[name] = "its template is not a file beside this one"
            return None
        if path in self._above or len(self._above) > DEEPEST or self._family.count >= MOST:
            self.unread[name] = "it nests itself" if path in self._above else "more nested stacks than are followed"
            return None
        try:
            template = open_template(path)
        except ScopeFailed as error:
            self.unread[name] = error.reason
            return None
        given = table(self.functions.value(properties.get("Parameters")))
        called = f"{self._prefix}{name}"
        return Stack(template, self.place, called=called, given=given, above=self._above, family=self._family)

    def _resolve(self, name: str, attribute: str) -> Any:
        if not self._expanding and name in self.resources:
            return self._made(self._whole.called.get(f"{name}.{attribute}", name), attribute)
        if not self._expanding and name in self._whole.called:
            return self._made(self._whole.called[name], attribute)
        if name.startswith("AWS::"):
            return self._pseudo(name)
        return self._parameter(name)

    def _made(self, name: str, attribute: str) -> Any:
        if attribute.startswith("Outputs.") and name not in self._asked:
            self._asked.add(name)  # stacks that want each other's outputs lead nowhere
            child = self._child_of(name)
            value = child.output(attribute.removeprefix("Outputs.")) if child else None
            self._asked.discard(name)
            if value is not None:
                return value
        return Opaque((Link(self.key(name), str(self.resources[name]["Type"])),))

    def output(self, name: str) -> Any:
        entry = table(self._outputs.get(name))
        return self.functions.value(entry.get("Value")) if "Value" in entry else None

    def _parameter(self, name: str) -> Any:
        declared = table(self.template.section("Parameters").get(name))
        kind = text(declared.get("Type"))
        if name in self._given:
            value = self._given[name]
        elif not declared or _flag(declared.get("NoEcho")) or "Default" not in declared:
            return UNKNOWN
        else:
            value = declared["Default"]
        if kind.startswith(STORED):
            return _stored(value)
        if kind.startswith(("List<", "CommaDelimitedList")) and isinstance(value, str):
            return [one.strip() for one in value.split(",")]
        return value if not isinstance(value, dict) else UNKNOWN

    def _pseudo(self, name: str) -> Any:
        known = {
            "AWS::NoValue": ABSENT,
            "AWS::Partition": self.place.partition,
            "AWS::URLSuffix": "amazonaws.com.cn" if self.place.partition == "aws-cn" else "amazonaws.com",
            "AWS::StackName": self.name,
            "AWS::Region": self.place.region or UNKNOWN,
            "AWS::AccountId": self.place.account or UNKNOWN,
        }
        return known.get(name, UNKNOWN)


def _stored(name: Any) -> Opaque:
    """What a stored parameter holds is known when deploying; those that AWS gives out itself are nobody's resources."""
    own = isinstance(name, str) and name and not name.startswith("/aws/")
    return Opaque((Link(name, PARAMETER, named=True),)) if own else UNKNOWN


def _flag(value: Any) -> bool:
    return value is True or str(value).lower() == "true"
