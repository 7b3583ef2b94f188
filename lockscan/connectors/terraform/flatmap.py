"""States up to version 3 keep attributes as flat text (`tags.%`, `subnet_ids.0`); here they get their shape back."""

from collections.abc import Iterable, Mapping
from typing import Any

_COUNTS = frozenset("#%")


def expand(flat: Mapping[str, Any]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for path, value in flat.items():
        _put(tree, path.split("."), value)
    return {key: _shaped(value) for key, value in tree.items()}


def _put(tree: dict[str, Any], steps: list[str], value: Any) -> None:
    for step in steps[:-1]:
        below = tree.setdefault(step, {})
        if not isinstance(below, dict):
            below = tree[step] = {}
        tree = below
    tree.setdefault(steps[-1], _scalar(value))


def _shaped(value: Any) -> Any:
    """A node with `#` is a list or set (its keys are places or hashes), one with `%` a map."""
    if not isinstance(value, dict):
        return value
    below = {key: _shaped(child) for key, child in value.items() if key not in _COUNTS}
    return [below[key] for key in _in_order(below)] if "#" in value else below


def _in_order(keys: Iterable[str]) -> list[str]:
    return sorted(keys, key=lambda key: (len(key), key))


def _scalar(value: Any) -> Any:
    """Numbers stay text: an account id must not lose its leading zeros."""
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value
