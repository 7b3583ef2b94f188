"""Kubernetes without a cluster: manifests, rendered charts, and the lists that `kubectl get -o json|yaml` writes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lockscan.collection.interface import Connector, Request, Unit
from lockscan.connectors._files import head_text
from lockscan.connectors._json import head_keys
from lockscan.connectors._manifests import documents, singly
from lockscan.connectors._shape import table, text
from lockscan.connectors._source import doubled_said, file_units, pages, told
from lockscan.connectors.kubernetes.facts import BOUND, own_facts
from lockscan.connectors.kubernetes.managed import by_name, managed, referred
from lockscan.connectors.kubernetes.objects import (
    API,
    is_object,
    key_of,
    labels,
    name_of,
    namespace_of,
    pod_template,
    type_of,
)
from lockscan.connectors.kubernetes.supplier import supplier_of
from lockscan.connectors.kubernetes.uses import images, owners, selected, uses
from lockscan.model.record import Page, Record
from lockscan.model.reference import Identity, IdentityClass
from lockscan.model.resource import Origin, Resource, ResourceId, TypeName
from lockscan.model.scope import ScopeState
from lockscan.references import facts_of, identities, mentions
from lockscan.vocabulary.tags import fold, tag_keys

NAME: Final = "kubernetes"
SECRET: Final = frozenset({"Secret", "ConfigMap"})
"""Kinds whose data is nobody's business; of the rest only identifiers and numbers get out."""

_MANIFEST: Final = re.compile(r"""^(["']?)apiVersion\1\s*:\s*["']?(?P<api>[\w./-]+)""", re.MULTILINE)
_KIND: Final = re.compile(r"""^(["']?)kind\1\s*:\s*["']?[A-Z]\w+""", re.MULTILINE)


class _Kubernetes:
    title = "Kubernetes manifests and `kubectl get -o json|yaml` lists"

    def recognises(self, path: Path, head: bytes) -> bool:  # noqa: ARG002 - told by content alone
        keys = set(head_keys(head))
        written = head_text(head)
        if keys:
            return {"apiVersion", "kind"} <= keys
        found = _MANIFEST.search(written)
        return bool(found and API.fullmatch(found["api"]) and _KIND.search(written))

    def units(self, request: Request) -> Iterable[Unit]:
        return file_units(NAME, "kubernetes", request, _read)

    def permissions(self) -> str:
        return ""


def _read(path: Path) -> Iterator[Page]:
    doubled: list[str] = []
    objects = [(line, one) for line, whole in documents(path, doubled) for line, one in singly(line, whole)]
    good = [(line, one) for line, one in objects if is_object(one)]
    labelled = [(key_of(path, one), one) for _, one in good if labels(pod_template(one))]
    around = Around(path, labelled, supplier_of(one for _, one in good), by_name(path, (one for _, one in good)))
    yield from pages(_record(line, one, around) for line, one in good)
    if doubled:
        said = doubled_said(doubled)
        yield told(path, "kubernetes", "keys", ScopeState.PARTIAL, said, "give each its own name")
    if len(good) < len(objects):
        reason = f"{len(objects) - len(good)} documents that are no Kubernetes objects"
        yield told(
            path,
            "kubernetes",
            "documents",
            ScopeState.PARTIAL,
            reason,
            "render them first: helm template, kustomize build",
        )


@dataclass(frozen=True, slots=True)
class Around:
    """What an object's file tells of it."""

    path: Path
    labelled: list[tuple[str, Mapping[str, Any]]]
    supplier: str
    resources: Mapping[str, list[tuple[str, str]]]
    """What stands for a provider's resources, by name."""


def _record(line: int | None, one: Mapping[str, Any], around: Around) -> Record:
    metadata, path, key = table(one.get("metadata")), around.path, key_of(around.path, one)
    made = managed(one)
    type_ = made.type if made and made.type else type_of(one)
    uid = text(metadata.get("uid"))
    open_ = {
        name: inner for name, inner in one.items() if name in {"spec", "provisioner", "parameters", "rules", "webhooks"}
    }
    open_ = {} if one["kind"] in SECRET else open_
    said = {**table(metadata.get("labels"))}
    resource = Resource(
        id=ResourceId((made.id if made else "") or uid or key),
        type=TypeName(type_),
        provider=made.provider if made else around.supplier,
        account="",
        region=made.region if made else "",
        name=name_of(one),
        tags={name: str(value) if fold(name) in tag_keys().kept else None for name, value in sorted(said.items())},
        facts={**facts_of(open_), **own_facts(one), **({"engine": made.engine} if made and made.engine else {})},
        origins=(
            Origin(
                source="export" if uid else "template", location=str(path), line=line, address=key.partition("#")[2]
            ),
        ),
        application=namespace_of(one) or None,
    )
    known = identities(resource, [Identity(kind=IdentityClass.GLOBAL, key=one) for one in (key, uid) if one])
    roles = {f"roleArn.{key}": table(metadata.get("annotations")).get(key) for key in BOUND}
    mentioned = mentions({**open_, **roles}, provider="kubernetes", account="", region="", resource_type=type_)
    candidates = (*uses(path, one, open_), *selected(one, around.labelled), *owners(one), *images(one), *mentioned)
    candidates = (*candidates, *(referred(one, type_, around.resources) if made else ()))
    return Record(
        resource=resource, identities=known, candidates=tuple(dict.fromkeys(c for c in candidates if c.key != key))
    )


CONNECTOR: Final[Connector] = _Kubernetes()
