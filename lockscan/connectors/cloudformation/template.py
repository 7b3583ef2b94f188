"""One template as it is written: its sections, each resource with its line, short forms spelled out."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lockscan.connectors._files import failed, head_text, read_head, read_text
from lockscan.connectors._json import head_keys, parts
from lockscan.connectors._lines import Lines
from lockscan.connectors._shape import table
from lockscan.vocabulary.documents import BrokenYaml, Table, yaml_documents

VERSION = "AWSTemplateFormatVersion"
SECTIONS = frozenset(
    {"Parameters", "Mappings", "Conditions", "Metadata", "Description", "Transform", "Globals", "Rules", "Outputs"}
)

_FORMAT = re.compile(r"""^\ufeff?(["']?)AWSTemplateFormatVersion\1\s*:""", re.MULTILINE)
_RESOURCES = re.compile(r"""^(["']?)Resources\1\s*:""", re.MULTILINE)
_TYPE = re.compile(r"""(["']?)\bType\1\s*:\s*["']?(?:AWS|Alexa|Custom)::\w""")
_SHORT = frozenset({"Ref", "Condition"})


@dataclass(frozen=True, slots=True)
class Template:
    path: Path
    sections: Mapping[str, Any]
    line_of: Callable[[str], int | None]
    """Where a resource begins; resources are to be asked for in the template's order."""

    doubled: tuple[str, ...]
    """Keys of which only the last is read."""

    looped: bool
    resolving: bool
    transforming: bool
    """Whether any of it is a loop, to be resolved when deploying or a macro's: most need no search for either."""

    def section(self, name: str) -> Mapping[str, Any]:
        return table(self.sections.get(name))


def is_template(head: bytes) -> bool:
    """Tell by the first bytes; a template need not say that it is one."""
    keys = set(head_keys(head))
    written = head_text(head)
    if VERSION in keys:
        return True
    if keys:
        return ("Resources" in keys or len(keys & SECTIONS) > 1) and _TYPE.search(written) is not None
    if written.lstrip("\ufeff \t\r\n").startswith(("{", "[", "<")):
        return False
    return bool(_FORMAT.search(written)) or bool(_RESOURCES.search(written) and _TYPE.search(written))


def open_template(path: Path) -> Template:
    if not is_template(read_head(path)):
        failed(path, "not a CloudFormation template", "name a template, JSON or YAML")
    written = read_text(path)
    if written.lstrip("\ufeff \t\r\n").startswith("{"):
        doubled: list[str] = []
        sections = {part.key: part.value for part in parts(path, written, doubled=doubled)}
        return _template(path, written, sections, _sought(written), doubled)
    return _from_yaml(path, written)


def _from_yaml(path: Path, written: str) -> Template:
    doubled: list[str] = []
    try:
        documents = [one for one in yaml_documents(written, spelled_out, doubled) if one is not None]
    except BrokenYaml as broken:
        failed(
            path, f"not valid YAML: {broken.problem}", "write it again; a copy may have broken off", line=broken.line
        )
    if len(documents) != 1 or not isinstance(documents[0], dict):
        failed(path, f"{len(documents)} YAML documents where one template belongs", "give one template a file")
    marked = table(documents[0].get("Resources"))

    def line_of(name: str) -> int | None:
        resource = marked.get(name)
        return resource.line if isinstance(resource, Table) else None

    return _template(path, written, documents[0], line_of, doubled)


def _template(
    path: Path, written: str, sections: Mapping[str, Any], line_of: Callable[[str], int | None], doubled: list[str]
) -> Template:
    return Template(
        path,
        sections,
        line_of,
        looped="ForEach" in written,
        resolving="resolve" in written,
        transforming="Transform" in written,
        doubled=tuple(doubled),
    )


def spelled_out(tag: str, value: Any) -> Any:
    """Give the long form of a short-form function."""
    if tag == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {tag if tag in _SHORT else f"Fn::{tag}": value}


def _sought(written: str) -> Callable[[str], int | None]:
    lines = Lines(written)
    lines.key("Resources")
    return lines.key
