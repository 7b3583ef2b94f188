"""Terraform's own language without a plan: a folder of files is one source, and what is not computed is not guessed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

from lockscan.collection.interface import Connector, Request, ScopeFailed, Unit
from lockscan.connectors._source import PAGE, file_scope, file_units
from lockscan.connectors.hcl.files import ENDINGS, VALUES
from lockscan.connectors.hcl.module import Module, Told, Written, roots
from lockscan.connectors.hcl.syntax import is_terraform
from lockscan.connectors.terraform.bridging import associations, bridged
from lockscan.connectors.terraform.known import Known
from lockscan.connectors.terraform.neutral import fact_rules
from lockscan.connectors.terraform.place import Places, configured_places
from lockscan.connectors.terraform.records import File, place_of, record
from lockscan.connectors.terraform.resolution import Resolver
from lockscan.model.record import Page, Record
from lockscan.model.reference import Candidate, Confidence
from lockscan.model.resource import Origin
from lockscan.model.scope import Scope, ScopeState

NAME: Final = "hcl"
_PLAN: Final = "plan it, and scan what `terraform show -json` writes"


class _Hcl:
    title = "Terraform and OpenTofu code without a plan: a folder of .tf files, with the modules beside it"

    def recognises(self, path: Path, head: bytes) -> bool:
        return is_terraform(head) or (path.name.endswith((*ENDINGS, *VALUES)) and b"\0" not in head)

    def gathered(self, paths: Sequence[Path]) -> list[Path]:
        """Give the folders that the files are of, without those that others call."""
        return roots(path.parent for path in paths if not path.name.endswith(VALUES)) or list(paths)

    def units(self, request: Request) -> Iterable[Unit]:
        path = request.path
        folder = path if path is None or path.is_dir() else path.parent
        asks = "reads a folder: name one with .tf files"
        return file_units(NAME, "terraform", replace(request, path=folder), _read, asks=asks)

    def permissions(self) -> str:
        return ""


def _read(folder: Path) -> Iterator[Page]:
    told = Told()
    root = Module(folder, told)
    records = _records(root, folder)
    count = 0
    while page := tuple(islice(records, PAGE)):
        count += len(page)
        yield Page(records=page)
    yield Page(scopes=tuple(_scopes(folder, told, count)))
    if told.broken:
        first = told.broken[0]
        more = f" (and {len(told.broken) - 1} more files)" if len(told.broken) > 1 else ""
        raise ScopeFailed(ScopeState.PARTIAL if count else first.state, f"{first.reason}{more}", first.remedy)


def _records(root: Module, folder: Path) -> Iterator[Record]:
    written = [one for module in root.all() for one in module.resources()]
    resolver = Resolver(root.configured(), (one.instance for one in written))
    places, known = Places(configured_places(root.providers(), {})), Known()
    for one in written:
        places.learn(one.instance, place_of(one.instance))
        known.learn(one.instance)
    linked = [
        replace(
            one, instance=replace(one.instance, links=resolver.links(one.instance), after=resolver.after(one.instance))
        )
        for one in written
    ]
    joining = [one.instance for one in linked if one.instance.type in associations()]
    file = File(
        location=str(folder),
        source="template",
        places=places,
        known=known,
        lines={},
        images={},
        bridged=bridged(joining, known, str(folder)),
    )
    for one in linked:
        yield _settled(record(one.instance, file), one)


def _settled(made: Record, one: Written) -> Record:
    """Put in the file and line, leave out what a default would guess, and be less sure of every use."""
    origin = Origin(source="template", location=str(one.path), line=one.instance.line, address=one.instance.address)
    rules = fact_rules().get(one.instance.type, {})
    guessed = {
        name for name, rule in rules.items() if any(".".join(_steps(path)) in one.unknown for path in rule.paths)
    }
    facts = {name: fact for name, fact in made.resource.facts.items() if name not in guessed}
    return replace(
        made,
        resource=replace(made.resource, origins=(origin,), facts=facts),
        candidates=tuple(map(_less_sure, made.candidates)),
    )


def _steps(path: Iterable[str]) -> list[str]:
    return [step for step in path if not step.isdecimal()]


def _less_sure(candidate: Candidate) -> Candidate:
    return replace(candidate, confidence=Confidence.MEDIUM) if candidate.confidence is Confidence.HIGH else candidate


def _scopes(folder: Path, told: Told, count: int) -> Iterator[Scope]:
    """What was counted once, left out or not at hand."""
    for type_, found in sorted(told.uncounted.items()):
        reason = f"{found} with count or for_each counted once: only a plan tells how many there are"
        yield _scope(folder, type_, ScopeState.PARTIAL, reason, _PLAN)
    for type_, found in sorted(told.left_out.items()):
        yield _scope(folder, type_, ScopeState.EMPTY, f"{found} left out: none is made")
    for name, why in sorted(told.unread.items()):
        yield _scope(folder, name, ScopeState.SKIPPED, why, _PLAN)
    if not count and not told.broken:
        yield _scope(folder, "resources", ScopeState.EMPTY, "the code makes none")


def _scope(folder: Path, type_: str, state: ScopeState, reason: str, remedy: str = "") -> Scope:
    return file_scope(folder, "terraform", type_, state, reason, remedy)


CONNECTOR: Final[Connector] = _Hcl()
