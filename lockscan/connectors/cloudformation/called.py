"""What a stack of a template is called: by what deploys it, by the constructs that wrote it, or by its file."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors._files import read_text
from lockscan.connectors._json import parts
from lockscan.connectors._shape import table, text
from lockscan.connectors.cloudformation.template import Template

CONSTRUCT: Final = "aws:cdk:path"
MANIFEST: Final = "manifest.json"

_USUAL: Final = frozenset({"template", "main", "index", "stack", "cloudformation", "cfn", "packaged", "infrastructure"})


def stack_name(template: Template) -> str:
    """The CDK's list of what it wrote knows best; the usual file names name nothing, their folder does."""
    path = next(_constructs(template), "")
    return (_listed(template.path) if path else "") or _rooted(path, template.path) or _filed(template.path)


def _constructs(template: Template) -> Iterator[str]:
    for one in template.section("Resources").values():
        if path := text(table(table(one).get("Metadata")).get(CONSTRUCT)):
            yield path


def _listed(path: Path) -> str:
    """Give the name under which the list beside a template deploys it."""
    beside = path.with_name(MANIFEST)
    try:
        said = {part.key: part.value for part in parts(beside, read_text(beside))} if beside.is_file() else {}
    except ScopeFailed:
        return ""
    written = (table(table(one).get("properties")) for one in table(said.get("artifacts")).values())
    return next((text(one.get("stackName")) for one in written if one.get("templateFile") == path.name), "")


def _rooted(construct: str, path: Path) -> str:
    """Give the first of a construct's path: the stack, or the stage whose name the stack's bears before its own."""
    first, _, rest = construct.partition("/")
    second = rest.partition("/")[0]
    staged = bool(second) and path.name.startswith(f"{first}{second}") and not path.name.startswith(f"{first}.")
    return f"{first}-{second}" if staged and ".nested." not in path.name else first


def _filed(path: Path) -> str:
    stem = path.name.split(".")[0]
    return path.resolve().parent.name or stem if stem.lower() in _USUAL else stem


def macros(template: Template) -> Iterator[str]:
    """Give what is to be done to the template, its resources or any part of it, each once."""
    whole = template.sections.get("Transform")
    found = [text(one) or text(table(one).get("Name")) for one in (whole if isinstance(whole, list) else [whole])]
    yield from dict.fromkeys(filter(None, (*found, *(_within(template.sections) if template.transforming else ()))))


def _within(sections: Mapping[str, Any]) -> Iterator[str]:
    todo: list[Any] = [sections]
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            yield text(table(one.get("Fn::Transform")).get("Name"))
            todo.extend(one.values())
        elif isinstance(one, list):
            todo.extend(one)
