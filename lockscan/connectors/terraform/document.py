"""Which kind of file it is, and its instances; whatever breaks off is told after all that came before it."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors._files import failed, head_text, read_head, read_text
from lockscan.connectors._json import Part, head_keys, parts
from lockscan.connectors._shape import table, text
from lockscan.connectors.terraform import images, plan, shown, state
from lockscan.connectors.terraform.instance import Instance
from lockscan.connectors.terraform.place import Place, configured_places
from lockscan.model.scope import ScopeState
from lockscan.vocabulary.facts import Fact


class Form(Enum):
    PLAN = "plan"
    SHOWN = "state"
    STATE = "state of version 4"
    OLD_STATE = "state of an older version"
    BINARY = "binary plan"


NEWEST_STATE = 4

_ZIP = b"PK\x03\x04"
_ADDRESS = re.compile(r'"address"\s*:\s*"((?:[^"\\]|\\.)*)"')
_COUNTED = re.compile(r'"version"\s*:\s*\d+\s*[,}]')
_PLAN_KEYS = {"planned_values", "resource_changes", "prior_state", "resource_drift", "output_changes", "configuration"}
_STATE_KEYS = {"lineage", "serial", "resources"}


def form_of(head: bytes) -> Form | None:
    """Tell by the first bytes; keys may stand in any order."""
    if head.startswith(_ZIP):
        return Form.BINARY if b"tfplan" in head else None
    keys = set(head_keys(head))
    if "format_version" in keys:
        return _shown_or_plan(keys)
    if "configuration" in keys and (b"provider_config" in head or b"root_module" in head):
        return Form.PLAN
    if "modules" in keys and keys & {"version", "serial", "lineage", "terraform_version"}:
        return Form.OLD_STATE
    # Packages and their locks have versions and resources, too, but not counted ones.
    counted = "version" in keys and _COUNTED.search(head_text(head)) is not None
    if (counted or keys & {"terraform_version", "lineage"}) and keys & {*_STATE_KEYS, "outputs"}:
        return Form.STATE
    return None


def _shown_or_plan(keys: set[str]) -> Form | None:
    if keys & _PLAN_KEYS:
        return Form.PLAN
    if "values" in keys:
        return Form.SHOWN
    return Form.PLAN if "terraform_version" in keys else None


def _check_format(path: Path, part: Part) -> None:
    major = str(part.value).partition(".")[0]
    if major not in {"0", "1"}:
        failed(path, f"format version {part.value}, newer than this program", "update lockscan", line=part.line)


def _check_state(path: Path, part: Part) -> None:
    if not isinstance(part.value, int) or part.value > NEWEST_STATE:
        failed(path, f"state version {part.value}, newer than this program", "update lockscan", line=part.line)


def _check_encrypted(path: Path, part: Part) -> None:
    failed(path, "a state encrypted by OpenTofu", "scan what `tofu show -json` writes", line=part.line)


_CHECKS: Mapping[str, Callable[[Path, Part], None]] = {
    "format_version": _check_format,
    "version": _check_state,
    "encrypted_data": _check_encrypted,
}
"""What makes the rest of a file unreadable."""


@dataclass(slots=True, kw_only=True)
class Document:
    """One file; its text is read once and its instances may be gone through several times."""

    path: Path
    form: Form
    text: str
    before: bool = False
    """Whether a plan is read for what stands before it."""

    configured: dict[str, Place] = field(default_factory=dict)
    """Known once the instances have been gone through."""

    images: dict[str, Mapping[str, Fact]] = field(default_factory=dict)
    """What is known of machine images, by id."""

    deferred: list[str] = field(default_factory=list)
    drifted: Counter[tuple[str, str]] = field(default_factory=Counter)
    gone: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    odd: int = 0
    """Entries that are no resources, for want of a type or an address."""

    broken: ScopeFailed | None = None
    """What ended the reading; what came before it stands."""

    _held: list[Instance] | None = None

    def instances(self) -> Iterator[Instance]:
        """Everything the file says exists; a state is decoded anew each time, one piece in memory."""
        if self.form in {Form.STATE, Form.OLD_STATE}:
            return self._until_broken()
        if self._held is None:
            self._held = list(self._planned() if self.form is Form.PLAN else self._until_broken())
        return iter(self._held)

    def _until_broken(self) -> Iterator[Instance]:
        self.odd = 0
        try:
            for part in self._parts({"resources", "modules"}):
                match (self.form, part.key):
                    case (Form.STATE, "resources"):
                        self.images.update(images.in_resource(part.value))
                        self.odd += not text(table(part.value).get("type"))
                        yield from state.from_resource(part)
                    case (Form.OLD_STATE, "modules"):
                        yield from state.from_module(part)
                    case (Form.SHOWN, "values"):
                        self.images.update(images.in_values(part.value))
                        self.odd += shown.odd(part.value)
                        yield from shown.instances(part.value)
        except ScopeFailed as error:
            self.broken = error

    def _planned(self) -> Iterator[Instance]:
        found = plan.Plan()
        try:
            for part in self._parts(plan.SINGLY):
                found.take(part)
        except ScopeFailed as error:
            self.broken = error
        self.configured.update(configured_places(found.providers, found.variables))
        self.images.update(found.images)
        self.deferred.extend(found.deferred)
        self.odd = shown.odd(found.planned)
        self.drifted.update(found.drifted)
        self.gone.update(found.gone)
        if found.unfinished and self.broken is None:
            self.broken = ScopeFailed(ScopeState.PARTIAL, f"{self.path}: {found.unfinished}", "plan again")
        return found.before() if self.before else found.instances()

    def _parts(self, singly: Collection[str]) -> Iterator[Part]:
        for part in parts(self.path, self.text, singly):
            if part.key in _CHECKS:
                _CHECKS[part.key](self.path, part)
            yield part

    def lines(self) -> dict[str, int]:
        """Where each address stands first in a file that spreads over lines; a state says it by itself."""
        if self.form in {Form.STATE, Form.OLD_STATE} or "\n" not in self.text.strip():
            return {}
        found: dict[str, int] = {}
        line, counted = 1, 0
        for match in _ADDRESS.finditer(self.text):
            line += self.text.count("\n", counted, match.start())
            counted = match.start()
            found.setdefault(match[1].replace('\\"', '"'), line)
        return found


def open_document(path: Path, *, before: bool = False) -> Document:
    """Read the file and tell its form; raises `ScopeFailed` where it is none we know."""
    form = form_of(read_head(path))
    if form is Form.BINARY:
        failed(path, "a binary plan", f"run `terraform show -json {path.name} > plan.json` and scan plan.json")
    if form is None:
        failed(path, "neither a Terraform plan nor a state", "give it what `terraform show -json` writes")
    return Document(path=path, form=form, text=read_text(path), before=before)
