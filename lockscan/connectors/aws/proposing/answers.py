"""Where an operation's answer holds its items, and by which members an item is known."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from botocore.model import ListShape, OperationModel, Shape, StringShape, StructureShape

from lockscan.connectors.aws.conformance import READS, Models
from lockscan.connectors.aws.entry import Operation
from lockscan.connectors.aws.paging import known_tokens
from lockscan.connectors.aws.proposing.naming import singular

TAGS: Final = frozenset({"tags", "taglist", "tagset", "tagslist"})
STATES: Final = ("status", "state", "lifecyclestate", "lifecyclestatus")
REMARKS: Final = re.compile(r"errors?|warnings?|failures?|unprocessed\w*|skipped\w*|filters?|invalid\w*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One kind of item: where it stands, and what of it names it."""

    items: str
    members: tuple[str, ...]
    arn: str = ""
    id: str = ""
    name: str = ""
    tags: str = ""
    state: str = ""

    def member_called(self, wanted: str, noun: str) -> str:
        """Give the member that fills a parameter: its namesake, or the noun's own arn, id or name."""
        folded = {member.lower(): member for member in self.members}
        found = folded.get(wanted.lower(), "")
        if found:
            return found
        stem, kind = _parted(wanted)
        if stem.lower() not in {noun.lower(), ""}:
            return ""
        return {"arn": self.arn, "id": self.id or self.name, "name": self.name}.get(kind) or self.arn or self.id


def answer_of(models: Models, operation: OperationModel) -> Answer | None:
    """Read what an operation answers; None where it gives no list of things."""
    found = _list_in(models, operation)
    if found is None:
        return None
    path, member = found
    noun = singular(READS.sub(lambda verb: verb[0][-1], operation.name))
    if isinstance(member, StringShape):
        kind = "Arn" if re.search("arns?$", path, re.IGNORECASE) else "Name"
        items = f"{path}[].{{{kind}: @}}"
        return Answer(items=items, members=(kind,), arn="Arn" if kind == "Arn" else "", id="Name", name="Name")
    if not isinstance(member, StructureShape):
        return None
    return _described(f"{path}[]", member, noun)


def _described(items: str, shape: StructureShape, noun: str) -> Answer:
    texts = [name for name, member in shape.members.items() if isinstance(member, StringShape)]
    return Answer(
        items=items,
        members=tuple(texts),
        arn=_called(texts, noun, "arn"),
        id=_called(texts, noun, "id"),
        name=_called(texts, noun, "name"),
        tags=next((name for name in shape.members if name.lower() in TAGS), ""),
        state=next((name for name in texts if name.lower() in STATES), ""),
    )


def _called(members: list[str], noun: str, kind: str) -> str:
    """Give the member that is the item's own arn, id or name, not another thing's."""
    folded = {member.lower(): member for member in members}
    tails = [noun[start.start() :] for start in re.finditer("[A-Z]", noun)]
    for stem in ("", *tails, "Resource"):
        if (found := folded.get(f"{stem}{kind}".lower())) is not None:
            return found
    ending = [member for member in members if member.lower().endswith(kind)]
    akin = len(ending) == 1 and kind == "arn" and _last(ending[0][: -len(kind)]) == _last(noun)
    return ending[0] if akin else ""


def _last(words: str) -> str:
    found = re.findall("[A-Z]?[a-z]+|[A-Z]+(?![a-z])", words)
    return found[-1].lower() if found else ""


def _list_in(models: Models, operation: OperationModel) -> tuple[str, Shape] | None:
    shape = operation.output_shape
    if not isinstance(shape, StructureShape):
        return None
    results = _paged_results(models, operation)
    lists = [(path, member) for path, member in _lists(shape) if not REMARKS.fullmatch(path)]
    paged = [found for found in lists if found[0] in results]
    return next(iter(paged or (lists if len(lists) == 1 else _structures(lists))), None)


def _structures(lists: list[tuple[str, Shape]]) -> list[tuple[str, Shape]]:
    kept = [found for found in lists if isinstance(found[1], StructureShape)]
    return kept if len(kept) == 1 else []


def _lists(shape: StructureShape) -> Iterator[tuple[str, Shape]]:
    for name, member in shape.members.items():
        if isinstance(member, ListShape):
            yield name, member.member
        elif isinstance(member, StructureShape):
            for inner, below in member.members.items():
                if isinstance(below, ListShape) and inner == "Items":
                    yield f"{name}.{inner}", below.member


def _paged_results(models: Models, operation: OperationModel) -> frozenset[str]:
    asked = Operation(service=operation.service_model.service_name, name=operation.name, action="")
    if known_tokens(models.loader, asked) is None:
        return frozenset()
    described = models.loader.load_service_model(asked.service, "paginators-1")["pagination"][asked.name]
    results = described.get("result_key", ())
    return frozenset([results] if isinstance(results, str) else results)


def _parted(wanted: str) -> tuple[str, str]:
    for kind in ("arn", "identifier", "id", "name"):
        if wanted.lower().endswith(kind):
            return wanted[: -len(kind)], kind
    return wanted, ""
