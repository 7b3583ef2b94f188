"""Create an estate from data: API calls in YAML, each with its arguments and the names it leaves for later calls."""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import jmespath

from lockscan.errors import UsageError
from lockscan.vocabulary.data import read_yaml, yaml_files

NAME = re.compile(r"\$\{([\w.-]+)\}")

Call = Callable[[str, str, str, Mapping[str, Any]], Any]
"""(service, region, operation in snake case, arguments) -> the answer."""


def seed(folder: Path, call: Call, names: dict[str, Any] | None = None) -> int:
    """Run every step of every file in order and give how many calls were made; a name kept serves all that follows.

    `names` are there from the beginning, and those that the steps keep are added to them.
    """
    kept = {} if names is None else names
    return sum(_seed_file(path, call, kept) for path in yaml_files(folder))


def _seed_file(path: Path, call: Call, names: dict[str, Any]) -> int:
    document = read_yaml(path)
    made = 0
    for step in document["steps"]:
        for variables in _rounds(step):
            _run(step, document["region"], {**names, **variables}, names, call, path)
            made += 1
    return made


def _rounds(step: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    """Give the loop variables of a step: `each` lists them, without it there is one round."""
    each = step.get("each")
    if each is None:
        return [{}]
    return [item if isinstance(item, dict) else {"it": item} for item in each]


def _run(
    step: Mapping[str, Any], region: str, scope: dict[str, Any], names: dict[str, Any], call: Call, path: Path
) -> None:
    service, operation = step["call"].split(".")
    arguments = filled(step.get("with", {}), scope, path)
    answer = call(service, str(filled(step.get("region", region), scope, path)), operation, arguments)
    for name, where in step.get("keep", {}).items():
        found = jmespath.search(str(filled(where, scope, path)), answer)
        if found is None:
            raise UsageError(f"{path}: {step['call']} gave nothing at {where!r} to keep as {name!r}")
        names[str(filled(name, scope, path))] = found


def filled(value: Any, scope: Mapping[str, Any], path: Path) -> Any:
    """Put names in place; names may stand inside names; one name alone becomes its value, whatever the type."""
    if isinstance(value, dict):
        return {key: filled(item, scope, path) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item, scope, path) for item in value]
    if not isinstance(value, str):
        return value
    while names := NAME.findall(value):
        if value == f"${{{names[0]}}}":
            return _look_up(names[0], scope, path)
        value = NAME.sub(lambda match: str(_look_up(match[1], scope, path)), value)
    return value


def _look_up(name: str, scope: Mapping[str, Any], path: Path) -> Any:
    if name not in scope:
        raise UsageError(f"{path}: no step before has kept a name {name!r}")
    return scope[name]
