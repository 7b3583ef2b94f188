"""What an operation wants to be told before it answers, and where it takes the token of the next page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from botocore.model import OperationModel, Shape

from lockscan.connectors.aws.conformance import READS, TOKEN, Models
from lockscan.connectors.aws.entry import Operation
from lockscan.connectors.aws.paging import known_tokens
from lockscan.connectors.aws.proposing.naming import singular

SIZE: Final = re.compile(r"(max|page|limit).*|.*(size|limit)", re.IGNORECASE)
ACCOUNT: Final = re.compile(r"(aws_?)?account_?id", re.IGNORECASE)
SELF: Final = {"owners": ["self"], "owner": "SELF", "resourceowner": "SELF", "scope": "Local"}
"""Parameters by which a list that speaks of everyone's things is held to the account's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One operation and how it would be put."""

    operation: str
    noun: str
    many: bool
    """Whether the operation's own name speaks of many."""

    params: Mapping[str, Any]
    wanted: tuple[str, ...] = ()
    """Required parameters that only a parent can fill."""

    page: Mapping[str, str] = field(default_factory=dict)


def question_of(models: Models, operation: OperationModel) -> Question:
    """Read an operation's parameters; sizes and owners are filled, the rest is wanted."""
    shape = operation.input_shape
    inputs: Mapping[str, Shape] = shape.members if shape else {}
    required = set(shape.required_members if shape else ())
    params = {name: value for name, member in inputs.items() if (value := _fixed(name, member, required)) is not None}
    nouns = READS.sub(lambda verb: verb[0][-1], operation.name)
    return Question(
        operation=operation.name,
        noun=singular(nouns),
        many=singular(nouns) != nouns,
        params=params,
        wanted=tuple(sorted(required - set(params))),
        page=_page(models, operation, inputs),
    )


def _fixed(name: str, shape: Shape, required: set[str]) -> Any:
    if name.lower() in SELF:
        own = SELF[name.lower()]
        if isinstance(own, list) == (shape.type_name == "list"):
            return _spelt(own, shape)
    if name in required and ACCOUNT.fullmatch(name):
        return "{here.account}"
    if name in required and shape.type_name in {"integer", "long"} and SIZE.fullmatch(name):
        return shape.metadata.get("max", 100)
    return None


def _spelt(own: Any, shape: Shape) -> Any:
    """Give a value as the parameter's enumeration writes it, or None where it has no such value."""
    choices = getattr(shape, "enum", ())
    if not choices:
        return own
    return next((choice for choice in choices if choice.lower() == str(own).lower()), None)


def _page(models: Models, operation: OperationModel, inputs: Mapping[str, Shape]) -> Mapping[str, str]:
    service = operation.service_model.service_name
    if known_tokens(models.loader, Operation(service=service, name=operation.name, action="")) is not None:
        return {}
    outputs = operation.output_shape.members if operation.output_shape else {}
    taken = next((key for key in inputs if TOKEN.match(key)), None)
    given = next((key for key in outputs if TOKEN.match(key)), None)
    return {"in": taken, "out": given} if taken and given else {}
