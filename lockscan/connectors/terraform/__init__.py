"""Terraform and OpenTofu: plans and states as files, told by their content."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

from lockscan.collection.interface import Connector, Request, ScopeFailed, Unit
from lockscan.connectors._source import PAGE, file_units
from lockscan.connectors.terraform.bridging import associations, bridged
from lockscan.connectors.terraform.document import Document, Form, form_of, open_document
from lockscan.connectors.terraform.instance import Instance
from lockscan.connectors.terraform.known import Known
from lockscan.connectors.terraform.place import Places
from lockscan.connectors.terraform.providers import short_name
from lockscan.connectors.terraform.records import File, place_of, record, type_of
from lockscan.model.record import Page
from lockscan.model.scope import Scope, ScopeState

NAME = "terraform"


class _Terraform:
    title = "Terraform and OpenTofu: plan (terraform show -json) and state files, every format version"

    def recognises(self, path: Path, head: bytes) -> bool:  # noqa: ARG002 - told by content alone
        return form_of(head) is not None

    def units(self, request: Request) -> Iterable[Unit]:
        asks = "reads a file: name a plan (terraform show -json) or a state"
        return file_units(NAME, NAME, request, partial(_read, before=request.before), asks=asks)

    def permissions(self) -> str:
        return ""


def _read(path: Path, *, before: bool) -> Iterator[Page]:
    document = open_document(path, before=before)
    places, known = Places(document.configured), Known()
    kept_as: Counter[tuple[str, str]] = Counter()
    joining: list[Instance] = []
    for one in document.instances():
        places.learn(one, place_of(one))
        known.learn(one)
        if one.type in associations():
            joining.append(one)
        if type_of(one) == one.type:
            kept_as[short_name(one.provider, one.type), one.type] += 1
    file = File(
        location=str(path),
        source="plan" if document.form is Form.PLAN else "state",
        places=places,
        known=known,
        lines=document.lines(),
        images=document.images,
        bridged=bridged(joining, known, str(path)),
    )
    yield Page(scopes=tuple(_scopes(kept_as, document)))
    count = 0
    for chunk in _chunks(document.instances()):
        count += len(chunk)
        yield Page(records=tuple(record(one, file) for one in chunk))
    if not count and not document.broken:
        reason = f"{path}: it holds no resource that is managed"
        yield Page(scopes=(_scope(document, NAME, "resources", ScopeState.EMPTY, reason),))
    if document.broken:
        failure = document.broken
        raise ScopeFailed(ScopeState.PARTIAL if count else failure.state, failure.reason, failure.remedy)


def _chunks(instances: Iterator[Instance]) -> Iterator[list[Instance]]:
    while chunk := list(islice(instances, PAGE)):
        yield chunk


def _scopes(kept_as: Counter[tuple[str, str]], document: Document) -> Iterator[Scope]:
    """Types we have no other name for, what the plan takes away, and what it put off."""
    for (provider, type_), count in sorted(kept_as.items()):
        reason = "kept under Terraform's name: no other is known"
        yield _scope(document, provider, type_, ScopeState.OK, reason, count)
    for (provider, type_, action), count in sorted(document.gone.items()):
        yield _scope(document, short_name(provider, type_), type_, ScopeState.EMPTY, f"the plan is to {action} {count}")
    for (provider, type_), count in sorted(document.drifted.items()):
        reason = f"{count} changed outside Terraform since it was last applied; the plan is read as it will be"
        yield _scope(document, short_name(provider, type_), type_, ScopeState.OK, reason)
    if document.odd:
        reason = f"{document.path}: {document.odd} entries are no resources, for want of a type or an address"
        yield _scope(document, NAME, "resources", ScopeState.PARTIAL, reason)
    for type_ in sorted(set(document.deferred)):
        yield _scope(document, NAME, type_, ScopeState.PARTIAL, "the plan deferred changes to it")


def _scope(document: Document, provider: str, type_: str, state: ScopeState, reason: str, count: int = 0) -> Scope:
    return Scope(
        provider=provider,
        account=str(document.path),
        region="",
        type=type_,
        state=state,
        resources=count,
        reason=reason,
        remedy="apply, then plan again" if state.is_gap else "",
    )


CONNECTOR: Final[Connector] = _Terraform()
