"""Terraform's language as it is written in JSON, in the form that the parser gives of the other spelling."""

import re
from collections.abc import Mapping
from typing import Any, Final

from lockscan.connectors._shape import table

_WHOLE: Final = re.compile(r"\$\{[^{}]*\}")
_NAMES: Final = frozenset({"provider", "depends_on", "providers", "replace_triggered_by"})
"""Arguments whose texts are names and no templates."""


def native(document: Any, labels: Mapping[str, int]) -> dict[str, Any]:
    """Give every block of a document, each kind as a list; `labels` tells how many names stand before its body."""
    return {
        kind: [_labelled(one, labels[kind]) for one in (found if isinstance(found, list) else [found])]
        for kind, found in table(document).items()
        if kind in labels
    }


def _labelled(written: Any, depth: int) -> Any:
    if not depth:
        return _body(written)
    return {name: _labelled(_single(inner), depth - 1) for name, inner in table(written).items() if name != "//"}


def _single(written: Any) -> Any:
    return written[0] if isinstance(written, list) and written else written


def _body(written: Any) -> dict[str, Any]:
    return {name: _dynamic(one) if name == "dynamic" else _node(one, name) for name, one in table(written).items()}


def _dynamic(written: Any) -> list[Any]:
    """Give dynamic blocks by their label, each with its content as a list of blocks."""
    found: list[Any] = []
    for one in written if isinstance(written, list) else [written]:
        for label, said in table(one).items():
            for made in said if isinstance(said, list) else [said]:
                content = table(made).get("content")
                contents = content if isinstance(content, list) else [content]
                found.append({label: {**_body(made), "content": [_body(inner) for inner in contents]}})
    return found


def _node(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _node(one, name if name in _NAMES else "") for key, one in value.items() if key != "//"}
    if isinstance(value, list):
        return [_node(one, name) for one in value]
    if not isinstance(value, str):
        return value
    if _WHOLE.fullmatch(value):
        return value
    # A heredoc is the one spelling in which a text needs no escapes.
    return f"${{{value}}}" if name in _NAMES else f'"<<JSON\n{value}\nJSON"'
