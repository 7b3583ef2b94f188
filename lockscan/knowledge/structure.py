"""Whether a rule file has the shape of one: the schema lies beside, the lines come from the reader."""

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lockscan.knowledge.accepting import Accepts, acceptor
from lockscan.knowledge.documents import Document

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

LONGEST = 160


def shape_problems(document: Document) -> list[str]:
    """List everything that is not as the schema says, each with file and line."""
    if _accepts()(document.plain):
        return []
    errors = sorted(_validator().iter_errors(document.plain), key=lambda error: [str(step) for step in error.path])
    return [f"{document.where(list(error.absolute_path))}: {_told(error)}" for error in errors]


@cache
def _accepts() -> Accepts:
    return acceptor(_schema())


@cache
def _validator() -> "Draft202012Validator":
    from jsonschema import Draft202012Validator

    return Draft202012Validator(_schema())


@cache
def _schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((Path(__file__).parent / "schema.json").read_text("utf-8"))
    inlined: dict[str, Any] = _inlined(schema, schema.pop("$defs"))
    return inlined


def _inlined(node: Any, definitions: dict[str, Any]) -> Any:
    """Put definitions where they are referred to: looking each up anew takes most of the validator's time."""
    if isinstance(node, dict):
        name = node.get("$ref")
        here = {**definitions[name.rpartition("/")[2]], **node} if isinstance(name, str) else node
        return {key: _inlined(value, definitions) for key, value in here.items() if key != "$ref"}
    return [_inlined(value, definitions) for value in node] if isinstance(node, list) else node


def _told(error: "ValidationError") -> str:
    place = ".".join(str(step) for step in error.absolute_path if isinstance(step, str))
    if error.validator == "oneOf" and "types" in str(error.validator_value):
        message = "needs either `type` or `types`"
    elif error.validator == "anyOf":
        message = "needs `capabilities` or `interfaces`"
    else:
        message = error.message
    message = message if len(message) <= LONGEST else f"{message[:LONGEST]} ..."
    return f"{place}: {message}" if place else message
