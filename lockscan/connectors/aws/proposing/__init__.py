"""Catalog entries proposed from botocore's models, for a human to judge, correct and promote."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from botocore.model import OperationModel

from lockscan.connectors.aws.conformance import READS, SECRETS, Models
from lockscan.connectors.aws.proposing.answers import Answer, answer_of
from lockscan.connectors.aws.proposing.naming import Names
from lockscan.connectors.aws.proposing.questions import Question, question_of

NOT_THINGS: Final = re.compile(
    r"\w+For(?:Resource|[A-Z]\w+)|(?:\w+)?(?:Tag|Event|Quota|Offering|Metric|Permission|Error|Finding|Statistic)"
    r"|(?:Default|Active|Supported|Available)[A-Z]\w+"
)
"""Nouns of lists that speak of what happened, what is on offer or what is written on a thing, not of things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One list operation as the catalog might take it up."""

    type: str
    known: bool
    """Whether the type's name is one that the rules know."""

    question: Question
    answer: Answer
    children: "tuple[Proposal, ...]" = ()


def proposals(models: Models, names: Names, service: str) -> tuple[Proposal, ...]:
    """Give every list a service can be asked for without knowing anything, each with the lists below its items."""
    asked = list(_asked(models, names, service))
    tops = [one for one in asked if not one.question.wanted]
    below = [one for one in asked if len(one.question.wanted) == 1 and one.question.many]
    return tuple(replace(top, children=tuple(_parts(top, below))) for top in tops)


def _asked(models: Models, names: Names, service: str) -> Iterator[Proposal]:
    for operation in models.operations(service):
        if not reads(operation):
            continue
        answer = answer_of(models, operation)
        if answer is None:
            continue
        question = question_of(models, operation)
        if NOT_THINGS.fullmatch(question.noun):
            continue
        kind, known = names.type_of(service, question.noun)
        yield Proposal(type=kind, known=known, question=question, answer=answer)


def reads(operation: OperationModel) -> bool:
    """Whether an operation's name says that it only reads, and what it reads is not a secret."""
    return READS.match(operation.name) is not None and operation.name not in SECRETS


def _parts(top: Proposal, below: list[Proposal]) -> Iterator[Proposal]:
    for part in below:
        (wanted,) = part.question.wanted
        found = top.answer.member_called(wanted, top.question.noun)
        if found and part.question.noun != top.question.noun:
            params = {**part.question.params, wanted: f"{{parent.{found}}}"}
            yield replace(part, question=replace(part.question, params=params, wanted=()))
