"""AWS without credentials: what AWS Config delivered as a snapshot, or answered to a query."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from lockscan.collection.interface import Connector, Request, Unit
from lockscan.connectors._files import head_text, read_text
from lockscan.connectors._json import head_keys
from lockscan.connectors._rows import listed_rows, object_of
from lockscan.connectors._shape import items, table, text
from lockscan.connectors._source import file_units, pages, told
from lockscan.model.record import Page, Record
from lockscan.model.reference import Candidate, Identity, IdentityClass
from lockscan.model.resource import Origin, Resource, ResourceId, TypeName
from lockscan.model.scope import ScopeState
from lockscan.references import facts_of, identities, kind_for, mentions
from lockscan.vocabulary.cloudformation import cloudformation_facts
from lockscan.vocabulary.tags import fold, tag_keys

NAME: Final = "awsconfig"
WRAPPED: Final = ("configurationItems", "Results")
CAPTURED: Final = "configurationItemCaptureTime"
_DELIVERED: Final = re.compile(
    r"(?P<account>\d{12})_Config_(?P<region>[a-z0-9-]+)_ConfigSnapshot_(?P<at>\d{8}T\d{6}Z)_"
)
"""What AWS calls the snapshots it delivers."""

GONE: Final = frozenset({"ResourceDeleted", "ResourceDeletedNotRecorded", "ResourceNotRecorded"})
STACK: Final = "aws:cloudformation:stack-name"
CONTAINED: Final = "is contained in"


class _AwsConfig:
    title = "AWS Config: configuration snapshots, histories, and `select-resource-config` answers"

    def recognises(self, path: Path, head: bytes) -> bool:  # noqa: ARG002 - told by content alone
        keys = set(head_keys(head))
        written = head_text(head)
        return "configurationItems" in keys or ("Results" in keys and "resourceType" in written and "AWS::" in written)

    def gathered(self, paths: Sequence[Path]) -> list[Path]:
        """Of the snapshots that were delivered for an account and region, the last is what there is."""
        newest: dict[tuple[str, ...], str] = {}
        told = {path: found for path in paths if (found := _DELIVERED.match(path.name))}
        for found in told.values():
            newest[found.group("account", "region")] = max(
                newest.get(found.group("account", "region"), ""), found["at"]
            )
        return [
            path
            for path in paths
            if path not in told or told[path]["at"] == newest[told[path].group("account", "region")]
        ]

    def units(self, request: Request) -> Iterable[Unit]:
        return file_units(NAME, "aws", request, _read)

    def permissions(self) -> str:
        return ""


def _read(path: Path) -> Iterator[Page]:
    missing = 0

    def found() -> Iterator[Record]:
        nonlocal missing
        newest = _newest(path)
        for line, item in _items(path):
            captured = text(item.get(CAPTURED))
            if captured and captured != newest.get((text(item.get("resourceType")), _id(item)), captured):
                continue
            if text(item.get("configurationItemStatus")) in GONE:
                continue
            if text(item.get("resourceType")) and _id(item):
                yield _record(item, Origin(source="export", location=str(path), line=line))
            else:
                missing += 1

    yield from pages(found())
    if missing:
        reason = f"{missing} items without a type and an id"
        yield told(
            path, "aws", "items", ScopeState.PARTIAL, reason, "select resourceId, arn, resourceType, configuration"
        )


def _items(path: Path) -> Iterator[tuple[int | None, Mapping[str, Any]]]:
    for line, held in listed_rows(path, WRAPPED):
        for one in held if isinstance(held, list) else [held]:
            yield line, table(object_of(one))


def _newest(path: Path) -> dict[tuple[str, str], str]:
    """Give when each resource was last looked at, where the file is a history and has it several times."""
    newest: dict[tuple[str, str], str] = {}
    if CAPTURED in read_text(path):
        for _, item in _items(path):
            key = text(item.get("resourceType")), _id(item)
            newest[key] = max(newest.get(key, ""), text(item.get(CAPTURED)))
    return newest


def _id(item: Mapping[str, Any]) -> str:
    return text(item.get("arn")) or text(item.get("ARN")) or text(item.get("resourceId"))


def _record(item: Mapping[str, Any], origin: Origin) -> Record:
    type_, id_ = text(item["resourceType"]), _id(item)
    account, region = text(item.get("awsAccountId")) or text(item.get("accountId")), text(item.get("awsRegion"))
    configuration = table(object_of(item.get("configuration")))
    tags = _tags(item)
    resource = Resource(
        id=ResourceId(id_),
        type=TypeName(type_),
        provider="aws",
        account=account,
        region=region,
        name=text(item.get("resourceName")) or tags.get("Name") or text(item.get("resourceId")) or id_,
        tags={key: value if fold(key) in tag_keys().kept else None for key, value in sorted(tags.items())},
        facts={**facts_of(configuration), **cloudformation_facts(type_, _capitalised(configuration))},
        origins=(origin,),
        application=tags.get(STACK),
    )
    also = [Identity(kind=IdentityClass.SCOPED, key=text(item.get("resourceId")))]
    known = identities(resource, [one for one in also if one.key])
    own = {one.key for one in known}
    mentioned = mentions(configuration, provider="aws", account=account, region=region, resource_type=type_)
    return Record(
        resource=resource,
        identities=known,
        candidates=tuple(dict.fromkeys(c for c in (*mentioned, *_contained(item, type_)) if c.key not in own)),
    )


def _contained(item: Mapping[str, Any], type_: str) -> Iterator[Candidate]:
    """Give what it is a part of; other relations are told from both ends, and the configuration has them."""
    for one in map(table, items(item.get("relationships"))):
        name, target = text(one.get("name")) or text(one.get("relationshipName")), text(one.get("resourceType"))
        if name.lower().startswith(CONTAINED) and text(one.get("resourceId")) and target:
            key = text(one["resourceId"])
            yield Candidate(
                key=key,
                match=IdentityClass.GLOBAL if key.startswith("arn:") else IdentityClass.SCOPED,
                kind=kind_for(f"relationships.{target.rpartition('::')[2]}", source_type=type_, target_type=target),
                evidence="relationships",
                target_type=TypeName(target),
            )


def _capitalised(value: Any) -> Any:
    """Give keys as CloudFormation writes them: the inventory begins them small where the service's answer does."""
    if isinstance(value, dict):
        return {key[:1].upper() + key[1:]: _capitalised(inner) for key, inner in value.items()}
    return [_capitalised(one) for one in value] if isinstance(value, list) else value


def _tags(item: Mapping[str, Any]) -> dict[str, str]:
    found = item.get("tags")
    if isinstance(found, dict):
        return {key: text(value) for key, value in found.items()}
    pairs = (table(one) for one in items(found))
    return {text(one["key"]): text(one.get("value")) for one in pairs if text(one.get("key"))}


CONNECTOR: Final[Connector] = _AwsConfig()
