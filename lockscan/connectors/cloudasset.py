"""Google Cloud without credentials: Cloud Asset Inventory exports, JSON lists and lines."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from lockscan.collection.interface import Connector, Request, Unit
from lockscan.connectors._files import head_text, read_text
from lockscan.connectors._rows import listed_rows
from lockscan.connectors._shape import items, table, text, texts
from lockscan.connectors._source import file_units, pages, told
from lockscan.connectors._uses import use
from lockscan.model.record import Page, Record
from lockscan.model.reference import Candidate, Confidence, Identity, IdentityClass
from lockscan.model.resource import Origin, Resource, ResourceId, TypeName
from lockscan.model.scope import ScopeState
from lockscan.references import facts_of, identities, mentions
from lockscan.vocabulary.cloudformation import cloudasset_facts
from lockscan.vocabulary.facts import Fact
from lockscan.vocabulary.kinds import Kind
from lockscan.vocabulary.tags import fold, tag_keys

NAME: Final = "cloudasset"
WRAPPED: Final = ("assets", "results")
MACHINE: Final = "serviceAccount:"
LAST: Final = frozenset({"plan", "storage_class"})
"""Facts whose values are links in the data: only their last part tells anything."""

_ASSET: Final = re.compile(
    r'"asset_?[tT]ype"\s*:\s*"[a-z0-9.-]+\.(?:googleapis\.com|k8s\.io)/|"asset_?[tT]ype"\s*:\s*"k8s\.io/'
)
_POLICY: Final = re.compile(r'"iam_?[pP]olicy"')
_PROJECT: Final = re.compile(r"/projects/([^/]+)")
_ZONE: Final = re.compile(r"([a-z]+-[a-z]+\d+)-[a-z]")


class _CloudAsset:
    title = "Google Cloud Asset Inventory exports: JSON lists and lines"

    def recognises(self, path: Path, head: bytes) -> bool:  # noqa: ARG002 - told by content alone
        written = head_text(head)
        return written.lstrip("\ufeff \t\r\n")[:1] in {"{", "["} and _ASSET.search(written) is not None

    def units(self, request: Request) -> Iterable[Unit]:
        return file_units(NAME, "google", request, _read)

    def permissions(self) -> str:
        return ""


def _read(path: Path) -> Iterator[Page]:
    missing = 0
    granted = _granted(path)

    def found() -> Iterator[Record]:
        nonlocal missing
        for line, asset in listed_rows(path, WRAPPED):
            if text(_of(asset, "name")).startswith("//") and text(_of(asset, "assetType", "asset_type")):
                yield _record(asset, Origin(source="export", location=str(path), line=line), granted)
            else:
                missing += 1

    yield from pages(found())
    if missing:
        yield told(
            path, "google", "assets", ScopeState.PARTIAL, f"{missing} without a name and a type", "export them again"
        )


def _granted(path: Path) -> Mapping[str, Mapping[str, str]]:
    """Give for every service account what it is granted access to, each with its type."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    if _POLICY.search(read_text(path)):
        for _, asset in listed_rows(path, WRAPPED):
            for one in map(table, items(table(_of(asset, "iamPolicy", "iam_policy")).get("bindings"))):
                for member in texts(one.get("members")):
                    if member.startswith(MACHINE):
                        name, type_ = text(_of(asset, "name")), text(_of(asset, "assetType", "asset_type"))
                        found[member.removeprefix(MACHINE)][name] = type_
    return found


def _of(asset: Any, *keys: str) -> Any:
    """Give a member in whichever of the spellings the export has it."""
    return next((table(asset)[key] for key in keys if key in table(asset)), None)


def _record(asset: Mapping[str, Any], origin: Origin, granted: Mapping[str, Mapping[str, str]]) -> Record:
    name, type_ = text(asset["name"]), text(_of(asset, "assetType", "asset_type"))
    held = table(asset.get("resource"))
    data = table(_of(held, "data")) or table(asset.get("additionalAttributes"))
    location = text(held.get("location")) or text(asset.get("location"))
    project = _project(asset, name)
    tags = table(data.get("labels")) or table(asset.get("labels"))
    region = _region(location)
    resource = Resource(
        id=ResourceId(name),
        type=TypeName(type_),
        provider="google",
        account=project,
        region=region,
        name=text(asset.get("displayName")) or text(data.get("displayName")) or name.rpartition("/")[2],
        tags={key: str(value) if fold(key) in tag_keys().kept else None for key, value in sorted(tags.items())},
        facts={**facts_of(data), **_facts(type_, data)} if data else {},
        origins=(origin,),
        application=project or None,
        parent=_parent(asset, held),
    )
    links = (text(data.get(key)) for key in ("selfLink", "uri", "url", "email"))
    also = [Identity(kind=IdentityClass.GLOBAL, key=link) for link in links if link]
    mentioned = (
        *mentions(data, provider="google", account=project, region=region, resource_type=type_),
        *_related(asset, type_),
        *_access(granted.get(text(data.get("email")) or name.rpartition("/")[2], {})),
    )
    known = identities(resource, also)
    own = {one.key for one in known}
    return Record(resource=resource, identities=known, candidates=tuple(c for c in mentioned if c.key not in own))


def _related(asset: Mapping[str, Any], type_: str) -> Iterator[Candidate]:
    """Give what an export of relationships says is used."""
    one = table(_of(asset, "relatedAsset", "related_asset"))
    key, target = text(one.get("asset")), text(_of(one, "assetType", "asset_type"))
    if key.startswith("//") and not target.startswith("cloudresourcemanager."):
        said = text(_of(one, "relationshipType", "relationship_type"))
        yield use(key, f"relatedAsset.{said.lower()}", type_, target, external=True)


def _access(granted: Mapping[str, str]) -> Iterator[Candidate]:
    for key, target in granted.items():
        yield Candidate(
            key=key,
            match=IdentityClass.GLOBAL,
            kind=Kind.MAY_ACCESS,
            evidence="iamPolicy.bindings",
            confidence=Confidence.MEDIUM,
            target_type=TypeName(target),
            external=False,
        )


def _facts(type_: str, data: Mapping[str, Any]) -> dict[str, Fact]:
    found = cloudasset_facts(type_, data)
    return {key: str(value).rpartition("/")[2] if key in LAST else value for key, value in found.items()}


def _project(asset: Mapping[str, Any], name: str) -> str:
    """Give the project's id where the name has it, else its number from the ancestors."""
    match = _PROJECT.search(name)
    if match:
        return match[1]
    ancestors = (text(one) for one in items(asset.get("ancestors")))
    said = next((one for one in ancestors if one.startswith("projects/")), text(asset.get("project")))
    return said.removeprefix("projects/")


def _parent(asset: Mapping[str, Any], held: Mapping[str, Any]) -> ResourceId | None:
    said = text(held.get("parent")) or text(asset.get("parentFullResourceName"))
    # A project is the account: belonging to it is no being a part.
    return ResourceId(said) if said and not said.startswith("//cloudresourcemanager.googleapis.com/") else None


def _region(location: str) -> str:
    last = location.rpartition("/")[2].lower()
    zone = _ZONE.fullmatch(last)
    return zone[1] if zone else last


CONNECTOR: Final[Connector] = _CloudAsset()
