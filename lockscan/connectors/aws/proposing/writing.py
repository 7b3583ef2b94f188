"""A proposal written as the catalog's YAML."""

import json
from collections.abc import Iterator
from typing import Any

from lockscan.connectors.aws.proposing import Proposal


def written(service: str, proposals: tuple[Proposal, ...]) -> str:
    """Give a catalog file; what is guessed or not known to the rules says so in a comment."""
    return "\n".join([f"service: {service}", "entries:", *_entries(proposals, "")]) + "\n"


def _entries(proposals: tuple[Proposal, ...], indent: str) -> Iterator[str]:
    for proposal in proposals:
        yield from (f"{indent}{line}" for line in _entry(proposal))
        if proposal.children:
            yield f"{indent}  children:"
            yield from _entries(proposal.children, indent + "  ")


def _entry(proposal: Proposal) -> Iterator[str]:
    answer, question = proposal.answer, proposal.question
    yield f"- type: {proposal.type}" + ("" if proposal.known else "  # the rules do not know this type")
    listed: dict[str, Any] = {"op": question.operation, "items": answer.items}
    if question.params:
        listed["params"] = dict(question.params)
    if question.page:
        listed["page"] = dict(question.page)
    yield f"  list: {_flow(listed)}"
    if answer.arn:
        yield f'  id: "{{{answer.arn}}}"'
    else:
        known_by = answer.id or answer.name or "?"
        yield f'  arn: "{question.noun.lower()}/{{{known_by}}}"  # guessed: the answer has no ARN'
    if answer.name:
        yield f'  name: "{{{answer.name}}}"'
    if answer.tags or answer.arn:
        yield f"  tags: {answer.tags or 'index'}"
    if answer.arn and answer.id:
        yield f'  also: {{scoped: ["{{{answer.id}}}"]}}'
    if answer.state:
        yield f"  facts: {{state: {answer.state}}}"


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    return value if isinstance(value, str) and value.isalnum() else json.dumps(value)
