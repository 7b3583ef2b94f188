"""An AWS account written as Terraform's state and as CloudFormation templates, from what its own API answers."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.roundtrip.describing import HOME, SAID, Described, found

PROVIDER: Final = 'provider["registry.terraform.io/hashicorp/aws"]'
NAMED: Final[Mapping[str, str]] = SAID["named"]
LONG: Final = 20
"""Characters that no bare name has: an ARN, a host."""

_PLAIN: Final = re.compile(r"[^A-Za-z0-9]+")
_WORD: Final = re.compile(r"[A-Za-z]*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One resource with the name that code gives it."""

    label: str
    one: Described

    @property
    def ref(self) -> str:
        return str(found(self.one.spelling["ref"], self.one.answer))


def entries(described: Sequence[Described]) -> list[Entry]:
    """Give each a label of its own, made of its type and its place in the account."""
    count: Counter[str] = Counter()
    labelled = []
    for one in described:
        short = _PLAIN.sub("", one.type.removeprefix("AWS::"))
        count[short] += 1
        labelled.append(Entry(f"{short}{count[short]}", one))
    return labelled


def write_state(known: Sequence[Entry], path: Path) -> Path:
    """Write what `terraform state pull` gives after an apply: one file, a provider each region."""
    addresses = {entry.label: f"{next(iter(entry.one.spelling['terraform']))}.{entry.label}" for entry in known}
    owners = _owners(known)
    named = {(entry.one.type, entry.ref): entry.label for entry in known}
    resources = []
    for entry in known:
        for label, type_, values in _stated(entry):
            by_name = {named.get((NAMED[key], str(value)), "") for key, value in values.items() if key in NAMED}
            needs = {addresses[owner] for owner in (_mentioned(values, owners) | by_name) - {"", label}}
            alias = "" if entry.one.region == HOME else ".ireland"
            resources.append(
                {
                    "mode": "managed",
                    "type": type_,
                    "name": label,
                    "provider": PROVIDER + alias,
                    "instances": [{"attributes": values, "dependencies": sorted(needs)}],
                }
            )
    path.write_text(json.dumps({"version": 4, "terraform_version": "1.9.0", "serial": 3, "resources": resources}))
    return path


def _stated(entry: Entry) -> Iterator[tuple[str, str, dict[str, Any]]]:
    one = entry.one
    for type_, form in one.spelling["terraform"].items():
        tags = {"tags": one.tags(), "tags_all": one.tags()} if one.tags() else {}
        yield entry.label, type_, {"id": entry.ref, **one.spelled(form), **tags}
    for number, (type_, values) in enumerate(one.beside(one.spelling.get("terraform_beside", {}))):
        yield f"{entry.label}_{number}", type_, values


def _owners(known: Sequence[Entry]) -> dict[str, str]:
    """Text -> the label of the one resource that it names; what names two names none, nor does a plain word."""
    said: dict[str, set[str]] = {}
    for entry in known:
        for text in (entry.ref, entry.one.id, *_given(entry).values()):
            if not _WORD.fullmatch(text):
                said.setdefault(text, set()).add(entry.label)
    return {text: labels.pop() for text, labels in said.items() if len(labels) == 1}


def _given(entry: Entry) -> dict[str, str]:
    forms = entry.one.spelling.get("gives", {})
    return {name: str(value) for name, form in forms.items() if (value := found(form, entry.one.answer))}


def _mentioned(value: Any, owners: Mapping[str, str]) -> set[str]:
    if isinstance(value, Mapping):
        return {label for one in value.values() for label in _mentioned(one, owners)}
    if isinstance(value, list):
        return {label for one in value for label in _mentioned(one, owners)}
    if not isinstance(value, str):
        return set()
    whole = {owners[value]} if value in owners else set()
    return whole | {label for text, label in owners.items() if text.startswith("arn:") and text in value}


def write_templates(known: Sequence[Entry], folder: Path) -> dict[str, Path]:
    """Write one template a region, each resource under the name of its entry; gives region -> template."""
    folder.mkdir()
    by_region: dict[str, list[Entry]] = {}
    for entry in known:
        if "cloudformation" in entry.one.spelling:
            by_region.setdefault(entry.one.region, []).append(entry)
    return {region: _template(here, folder / f"{region}.json") for region, here in by_region.items()}


def _template(here: Sequence[Entry], path: Path) -> Path:
    words = _Words(here)
    resources: dict[str, Any] = {}
    for entry in here:
        one = entry.one
        properties = words.put(one.spelled(one.spelling["cloudformation"]), entry.label)
        resources[entry.label] = {"Type": one.type, "Properties": properties}
        for number, (type_, values) in enumerate(one.beside(one.spelling.get("beside", {}))):
            resources[f"{entry.label}Part{number}"] = {"Type": type_, "Properties": words.put(values, "")}
    path.write_text(json.dumps({"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources}, indent=1))
    return path


class _Words:
    """What an author writes in place of a text that only the deployed resource has."""

    def __init__(self, here: Sequence[Entry]) -> None:
        owners = _owners(here)
        labels = {entry.label: entry for entry in here}
        self._whole: dict[str, Any] = {}
        for text, label in owners.items():
            entry = labels[label]
            names = [name for name, value in _given(entry).items() if value == text]
            self._whole[text] = {"Ref": label} if text == entry.ref or not names else {"Fn::GetAtt": [label, names[0]]}
        self._owners = owners
        self._named = {(entry.one.type, entry.ref): {"Ref": entry.label} for entry in here}

    def put(self, value: Any, own: str, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: self.put(one, own, name) for name, one in value.items()}
        if isinstance(value, list):
            return [self.put(one, own, key) for one in value]
        if not isinstance(value, str):
            return value
        if key in NAMED and (reference := self._named.get((NAMED[key], value))) and reference != {"Ref": own}:
            return reference
        if value in self._owners:
            return value if self._owners[value] == own else self._whole[value]
        return self._within(value, own)

    def _within(self, value: str, own: str) -> Any:
        """Put an ARN or a host name that stands in a longer text in its place."""
        written = value.replace("${", "${!")
        for text, reference in self._whole.items():
            if len(text) >= LONG and text in written and self._owners[text] != own:
                said = reference.get("Ref") or ".".join(reference["Fn::GetAtt"])
                written = written.replace(text, f"${{{said}}}")
        return value if written == value else {"Fn::Sub": written}
