"""The parameter file of a template: what it gives goes before the template's own defaults.

By custom it is called as the template is; under any other name it is taken where it alone fits the one template.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors._files import read_head, read_text
from lockscan.connectors._json import parts
from lockscan.connectors._shape import table
from lockscan.connectors.arm.template import is_template, without_comments

ENDING: Final = ".parameters.json"
SCHEMA: Final = re.compile(rb"/(?:subscription|managementGroup|tenant)?deploymentParameters\.json", re.IGNORECASE)
MOST: Final = 50
"""JSON files of one folder among which parameters under other names are sought."""


def is_parameters(path: Path, head: bytes) -> bool:
    """Tell by the schema it names; alone, without its template, it says nothing."""
    if not SCHEMA.search(head):
        return False
    template = path.with_name(f"{path.name.removesuffix(ENDING)}.json")
    if path.name.endswith(ENDING) and template.is_file():
        return True
    return any(path in fitting(one) for one in _neighbours(path) if is_template(read_head(one)))


def beside(template: Path) -> Path:
    """Give the place where the parameters of a template stand by custom."""
    return template.with_name(f"{template.stem}{ENDING}")


def fitting(template: Path) -> list[Path]:
    """Give the parameter files that are the template's: the one called so, else all that name only its parameters."""
    if beside(template).is_file():
        return [beside(template)]
    others = [one for one in _neighbours(template) if SCHEMA.search(read_head(one)) and not _called_so(one)]
    return [one for one in others if _names(one) and _names(one) <= _names(template)] if others else []


def given_beside(template: Path) -> Mapping[str, Callable[[], Any]]:
    """Give the values by the parameter's name in lower case; one that a vault keeps is not known."""
    found = fitting(template)
    return {
        name.lower(): partial(_same, one["value"])
        for name, one in (_parameters(found[0]) if len(found) == 1 else {}).items()
        if isinstance(one, dict) and one.get("value") is not None
    }


def _neighbours(path: Path) -> list[Path]:
    found = sorted(one for one in path.parent.glob("*.json") if one != path and one.is_file())
    return found if len(found) <= MOST else []


def _called_so(path: Path) -> bool:
    """Whether its name makes it another template's."""
    return path.name.endswith(ENDING) and path.with_name(f"{path.name.removesuffix(ENDING)}.json").is_file()


def _names(path: Path) -> set[str]:
    try:
        return {name.lower() for name in _parameters(path)}
    except ScopeFailed:
        return set()


def _parameters(path: Path) -> Mapping[str, Any]:
    said = {part.key: part.value for part in parts(path, without_comments(read_text(path)))}
    return table(said.get("parameters"))


def _same(value: Any) -> Any:
    return value
