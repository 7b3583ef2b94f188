"""What the Serverless Application Model joins: who may read from or write to whom, and who answers an API's calls."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from lockscan.connectors._shape import items, table, text, texts
from lockscan.connectors._uses import use
from lockscan.connectors.cloudformation.serverless import API, DEPLOYED_AS, HTTP_API
from lockscan.connectors.cloudformation.stack import Stack
from lockscan.connectors.cloudformation.started import IMPLICIT
from lockscan.model.reference import Candidate
from lockscan.vocabulary.kinds import Kind


def connections(stack: Stack, name: str) -> Iterator[Candidate]:
    """Give those whom connectors let a resource reach, written on it or as resources of their own."""
    own = table(stack.resources[name].get("Connectors"))
    for said, one in own.items():
        yield from _reached(stack, name, table(table(one).get("Properties")), f"Connectors.{said}")
    for said, one in stack.connectors.items():
        if table(one.get("Source")).get("Id") == name:
            yield from _reached(stack, name, one, said)


def answered(stack: Stack, name: str) -> Iterator[Candidate]:
    """Give the functions and state machines that answer an API's calls: their events name it."""
    if stack.resources[name]["Type"] not in {API, HTTP_API}:
        return
    for other, one in stack.resources.items():
        for event, said in table(table(one.get("Properties")).get("Events")).items():
            key = IMPLICIT.get(text(table(said).get("Type")), ("",))[0]
            if key and table(table(table(said).get("Properties")).get(key)).get("Ref") == name:
                path, target = f"{other}.Events.{event}", DEPLOYED_AS.get(text(one["Type"]), "")
                yield replace(
                    use(stack.key(other), path, text(stack.resources[name]["Type"]), target), kind=Kind.ROUTES_TO
                )


def _reached(stack: Stack, name: str, said: Mapping[str, Any], path: str) -> Iterator[Candidate]:
    kind = Kind.WRITES_TO if "Write" in texts(said.get("Permissions")) else Kind.READS_FROM
    there = said.get("Destination")
    for end in map(table, items(there) or [there]):
        to = text(end.get("Id"))
        if to in stack.resources:
            source, target = (text(stack.resources[one]["Type"]) for one in (name, to))
            yield replace(use(stack.key(to), f"{path}.Destination", source, target), kind=kind)
