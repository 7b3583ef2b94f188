"""Sensitive values are cut out before anything else sees them; that one was there at all is then not known."""

from collections.abc import Iterable, Mapping
from typing import Any

from lockscan.connectors._shape import items, table


def without_marked(values: Any, marks: Any) -> Any:
    """Cut what the file itself marks: `marks` mirrors the values and holds true where a value is sensitive."""
    if marks is True:
        return None
    if isinstance(values, Mapping) and isinstance(marks, Mapping):
        shown = ((key, value) for key, value in values.items() if marks.get(key) is not True)
        return {key: without_marked(value, marks.get(key)) for key, value in shown}
    if isinstance(values, list) and isinstance(marks, list):
        padded = [*marks, *[None] * (len(values) - len(marks))]
        return [without_marked(value, mark) for value, mark in zip(values, padded, strict=False)]
    return values


def without_paths(values: Any, paths: Iterable[Any]) -> Any:
    """Cut what a state lists as paths of steps; a path that cannot be followed cuts as far up as it was understood."""
    for path in paths:
        values = _cut(values, [step.get("value") for step in map(table, items(path))])
    return values


def _cut(values: Any, steps: list[Any]) -> Any:
    if not steps:
        return None
    step, rest = steps[0], steps[1:]
    if isinstance(step, Mapping):
        step = step.get("value")
    if isinstance(values, Mapping):
        kept = ((key, value) for key, value in values.items() if key != step or rest)
        return {key: _cut(value, rest) if key == step else value for key, value in kept}
    if isinstance(values, list):
        return [_cut(value, rest) if _same(index, step) else value for index, value in enumerate(values)]
    return values


def _same(index: int, step: Any) -> bool:
    """An element whose place is not a plain number (a set's) is cut with all its neighbours."""
    return index == step if isinstance(step, int) else True
