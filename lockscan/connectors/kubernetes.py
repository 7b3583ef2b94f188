"""Kubernetes without a cluster: manifests, rendered charts, and the lists that `kubectl get -o json|yaml` writes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from lockscan.collection.interface import Connector, Request, Unit
from lockscan.connectors._files import head_text
from lockscan.connectors._json import head_keys
from lockscan.connectors._manifests import documents, singly
from lockscan.connectors._shape import items, table, text
from lockscan.connectors._source import doubled_said, file_units, pages, told
from lockscan.connectors._uses import use
from lockscan.model.record import Page, Record
from lockscan.model.reference import Candidate, Identity, IdentityClass
from lockscan.model.resource import Fact, Origin, Resource, ResourceId, TypeName
from lockscan.model.scope import ScopeState
from lockscan.references import facts_of, identities, mentions
from lockscan.vocabulary.kinds import Kind
from lockscan.vocabulary.tags import fold, tag_keys

NAME: Final = "kubernetes"
API: Final = re.compile(r"(?:[a-z0-9.-]+/)?v\d+(?:(?:alpha|beta)\d+)?")
SECRET: Final = frozenset({"Secret", "ConfigMap"})
"""Kinds whose data is nobody's business; of the rest only identifiers and numbers get out."""

PODS: Final = ("spec", "spec.template.spec", "spec.jobTemplate.spec.template.spec")
NAMED: Final[Mapping[str, tuple[str, Kind]]] = {
    "configMapKeyRef": ("v1/ConfigMap", Kind.REFERENCES),
    "configMapRef": ("v1/ConfigMap", Kind.REFERENCES),
    "configMap": ("v1/ConfigMap", Kind.REFERENCES),
    "secretKeyRef": ("v1/Secret", Kind.READS_SECRET),
    "secretRef": ("v1/Secret", Kind.READS_SECRET),
    "secret": ("v1/Secret", Kind.READS_SECRET),
    "imagePullSecrets": ("v1/Secret", Kind.READS_SECRET),
    "persistentVolumeClaim": ("v1/PersistentVolumeClaim", Kind.STORES_IN),
    "serviceAccountName": ("v1/ServiceAccount", Kind.ASSUMES),
    "service": ("v1/Service", Kind.ROUTES_TO),
    "storageClassName": ("storage.k8s.io/v1/StorageClass", Kind.REFERENCES),
    "volumeName": ("v1/PersistentVolume", Kind.ATTACHED_TO),
    "ingressClassName": ("networking.k8s.io/v1/IngressClass", Kind.ROUTES_TO),
}
"""Keys below which another object of the cluster is named."""

BOUND: Final[Mapping[str, str]] = {
    "eks.amazonaws.com/role-arn": "irsa",
    "iam.gke.io/gcp-service-account": "workload-identity",
    "azure.workload.identity/client-id": "workload-identity",
}
"""Annotations by which a service account acts under a provider's identity, and how that is called."""

CLUSTER_WIDE: Final = frozenset(
    {"StorageClass", "PersistentVolume", "IngressClass", "Namespace", "Node", "ClusterRole"}
)
_MANIFEST: Final = re.compile(r"""^(["']?)apiVersion\1\s*:\s*["']?(?P<api>[\w./-]+)""", re.MULTILINE)
_KIND: Final = re.compile(r"""^(["']?)kind\1\s*:\s*["']?[A-Z]\w+""", re.MULTILINE)
_REGISTRY: Final = re.compile(r"^[\w.-]+\.[a-z]+(?::\d+)?/")


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
    good = [(line, one) for line, one in objects if _is_object(one)]
    labelled = [(_key(path, one), one) for _, one in good if labels(_pod_template(one))]
    yield from pages(_record(path, line, one, labelled) for line, one in good)
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


def _is_object(one: Any) -> bool:
    said = table(one)
    return bool(API.fullmatch(text(said.get("apiVersion"))) and text(said.get("kind")) and _name(said))


def _name(one: Mapping[str, Any]) -> str:
    said = table(one.get("metadata"))
    return text(said.get("name")) or text(said.get("generateName"))


def _namespace(one: Mapping[str, Any]) -> str:
    return text(table(one.get("metadata")).get("namespace"))


def _type(one: Mapping[str, Any]) -> str:
    return f"{one['apiVersion']}/{one['kind']}"


def _key(path: Path, one: Mapping[str, Any]) -> str:
    return _named(path, _namespace(one), str(one["kind"]), _name(one))


def _named(path: Path, namespace: str, kind: str, name: str) -> str:
    """Give how an object is known in its file; versions of its kind are the same to others."""
    where = "" if kind in CLUSTER_WIDE else namespace or "default"
    return f"{path}#{kind}/{where}/{name}" if where else f"{path}#{kind}/{name}"


def _record(
    path: Path, line: int | None, one: Mapping[str, Any], labelled: list[tuple[str, Mapping[str, Any]]]
) -> Record:
    metadata, type_, key = table(one.get("metadata")), _type(one), _key(path, one)
    uid = text(metadata.get("uid"))
    open_ = {
        name: inner for name, inner in one.items() if name in {"spec", "provisioner", "parameters", "rules", "webhooks"}
    }
    open_ = {} if one["kind"] in SECRET else open_
    said = {**table(metadata.get("labels"))}
    resource = Resource(
        id=ResourceId(uid or key),
        type=TypeName(type_),
        provider="kubernetes",
        account="",
        region="",
        name=_name(one),
        tags={name: str(value) if fold(name) in tag_keys().kept else None for name, value in sorted(said.items())},
        facts={**facts_of(open_), **_facts(one)},
        origins=(
            Origin(
                source="export" if uid else "template", location=str(path), line=line, address=key.partition("#")[2]
            ),
        ),
        application=_namespace(one) or None,
    )
    known = identities(resource, [Identity(kind=IdentityClass.GLOBAL, key=key)])
    roles = {f"roleArn.{key}": table(metadata.get("annotations")).get(key) for key in BOUND}
    mentioned = mentions({**open_, **roles}, provider="kubernetes", account="", region="", resource_type=type_)
    candidates = (*_uses(path, one, open_), *_selected(one, labelled), *_owners(one), *_images(one), *mentioned)
    return Record(
        resource=resource, identities=known, candidates=tuple(dict.fromkeys(c for c in candidates if c.key != key))
    )


def _facts(one: Mapping[str, Any]) -> dict[str, Fact]:
    spec = table(one.get("spec"))
    facts: dict[str, Fact] = {}
    if isinstance(spec.get("replicas"), int) and not isinstance(spec["replicas"], bool):
        facts["instances"] = spec["replicas"]
    if one["kind"] == "Service":
        facts["public"] = text(spec.get("type")) in {"LoadBalancer", "NodePort"}
    if one["kind"] == "PersistentVolumeClaim":
        size = _gigabytes(table(table(spec.get("resources")).get("requests")).get("storage"))
        facts |= {"allocated_gb": size} if size else {}
    if binding := next(
        (kind for key, kind in BOUND.items() if key in table(table(one.get("metadata")).get("annotations"))), ""
    ):
        facts["identity_binding"] = binding
    if one["kind"] == "Pod" and items(table(one.get("metadata")).get("ownerReferences")):
        facts["lifecycle"] = "short-lived"
    return facts


_SIZE: Final = re.compile(r"(\d+(?:\.\d+)?)([KMGTPE]i?)?")
_UNIT: Final = {"K": 1e-6, "M": 1e-3, "G": 1.0, "T": 1e3, "P": 1e6, "E": 1e9, "": 1e-9}


def _gigabytes(said: Any) -> float | None:
    match = _SIZE.fullmatch(str(said)) if said is not None else None
    if match is None or len(match[1]) > 18:  # noqa: PLR2004 - more digits than any disk has
        return None
    unit = match[2] or ""
    binary = {
        "K": 1024 / 1e3,
        "M": 1024**2 / 1e6,
        "G": 1024**3 / 1e9,
        "T": 1024**4 / 1e12,
        "P": 1024**5 / 1e15,
        "E": 1024**6 / 1e18,
    }
    return round(float(match[1]) * _UNIT[unit[:1]] * (binary[unit[0]] if unit.endswith("i") else 1), 9)


def _uses(path: Path, one: Mapping[str, Any], spec: Mapping[str, Any]) -> Iterator[Candidate]:
    """Give every object of the cluster that is named below a key that tells of which kind."""
    todo: list[tuple[str, Any]] = [("", spec)]
    for _ in range(20_000):
        if not todo:
            return
        at, value = todo.pop()
        if isinstance(value, list):
            todo.extend((at, inner) for inner in value)
            continue
        for key, inner in table(value).items():
            below = f"{at}.{key}" if at else str(key)
            todo.append((below, inner))
            known = NAMED.get(key)
            for name in _names(inner) if known else ():
                target, kind = known or ("", Kind.REFERENCES)
                yield _one(_named(path, _namespace(one), target.rpartition("/")[2], name), below, kind, target)


def _names(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        found = one if isinstance(one, str) else text(table(one).get("name")) or text(table(one).get("secretName"))
        found = found or text(table(one).get("claimName"))
        if found:
            yield found


def _one(key: str, evidence: str, kind: Kind, target: str) -> Candidate:
    return Candidate(
        key=key, match=IdentityClass.GLOBAL, kind=kind, evidence=evidence, target_type=TypeName(target), external=False
    )


def _pod_template(one: Mapping[str, Any]) -> Mapping[str, Any]:
    spec = table(one.get("spec"))
    return (
        one
        if one.get("kind") == "Pod"
        else table(spec.get("template")) or table(table(spec.get("jobTemplate")).get("spec"))
    )


def labels(template: Mapping[str, Any]) -> Mapping[str, Any]:
    return table(table(template.get("metadata")).get("labels"))


def _selected(one: Mapping[str, Any], labelled: list[tuple[str, Mapping[str, Any]]]) -> Iterator[Candidate]:
    """Give what a service or policy chooses by labels, among the objects of its own namespace in the file."""
    spec = table(one.get("spec"))
    wanted = (
        table(spec.get("selector"))
        if one["kind"] == "Service"
        else table(table(spec.get("podSelector")).get("matchLabels"))
    )
    if not wanted or one["kind"] not in {"Service", "NetworkPolicy", "PodDisruptionBudget"}:
        return
    kind = Kind.ROUTES_TO if one["kind"] == "Service" else Kind.CONFIGURES
    for key, other in labelled:
        there = labels(_pod_template(other))
        if _namespace(other) == _namespace(one) and all(there.get(name) == value for name, value in wanted.items()):
            yield _one(key, "spec.selector", kind, _type(other))


def _owners(one: Mapping[str, Any]) -> Iterator[Candidate]:
    for owner in map(table, items(table(one.get("metadata")).get("ownerReferences"))):
        if text(owner.get("uid")):
            target = f"{text(owner.get('apiVersion'))}/{text(owner.get('kind'))}"
            yield _one(text(owner["uid"]), "metadata.ownerReferences", Kind.CONTAINED_IN, target)


def _images(one: Mapping[str, Any]) -> Iterator[Candidate]:
    """Give the registries' images that its containers run; one without a registry is the public one's."""
    for path in PODS:
        value: Any = one
        for step in path.split("."):
            value = table(value).get(step)
        for kind in ("initContainers", "containers"):
            for container in map(table, items(table(value).get(kind))):
                image = text(container.get("image"))
                if image and _REGISTRY.match(image) and "amazonaws.com" not in image and "azurecr.io" not in image:
                    name = re.sub(r"(?:@sha256:\w+|:[\w.-]+)$", "", image)
                    yield use(name, f"{path}.{kind}.image", _type(one), "", external=True)


CONNECTOR: Final[Connector] = _Kubernetes()
