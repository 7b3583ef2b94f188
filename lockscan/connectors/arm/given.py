"""The parameter file beside a template: what it gives goes before the template's own defaults."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from lockscan.connectors._files import read_text
from lockscan.connectors._json import parts
from lockscan.connectors._shape import table
from lockscan.connectors.arm.template import without_comments

ENDING: Final = ".parameters.json"
SCHEMA: Final = (b"/deploymentParameters.json", b"/subscriptionDeploymentParameters.json")


def is_parameters(path: Path, head: bytes) -> bool:
    """Tell by the schema it names; alone, without its template, it says nothing."""
    template = path.with_name(f"{path.name.removesuffix(ENDING)}.json")
    return path.name.endswith(ENDING) and any(one in head for one in SCHEMA) and template.is_file()


def beside(template: Path) -> Path:
    """Give the place where the parameters of a template stand by custom."""
    return template.with_name(f"{template.stem}{ENDING}")


def given_beside(template: Path) -> Mapping[str, Callable[[], Any]]:
    """Give the values by the parameter's name in lower case; one that a vault keeps is not known."""
    path = beside(template)
    if not path.is_file():
        return {}
    said = {part.key: part.value for part in parts(path, without_comments(read_text(path)))}
    return {
        name.lower(): partial(_same, one["value"])
        for name, one in table(said.get("parameters")).items()
        if isinstance(one, dict) and one.get("value") is not None
    }


def _same(value: Any) -> Any:
    return value
