"""What an object uses: others that it names, chooses by labels or is owned by, and the images it runs."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from lockscan.connectors._shape import items, table, text
from lockscan.connectors._uses import use
from lockscan.connectors.kubernetes.objects import key_named, labels, namespace_of, pod_template, type_of
from lockscan.model.reference import Candidate, IdentityClass
from lockscan.model.resource import TypeName
from lockscan.vocabulary.kinds import Kind

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

_REGISTRY: Final = re.compile(r"^[\w.-]+\.[a-z]+(?::\d+)?/")


def uses(path: Path, one: Mapping[str, Any], spec: Mapping[str, Any]) -> Iterator[Candidate]:
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
                yield _one(key_named(path, namespace_of(one), target.rpartition("/")[2], name), below, kind, target)


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


def selected(one: Mapping[str, Any], labelled: list[tuple[str, Mapping[str, Any]]]) -> Iterator[Candidate]:
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
        there = labels(pod_template(other))
        if namespace_of(other) == namespace_of(one) and all(there.get(name) == value for name, value in wanted.items()):
            yield _one(key, "spec.selector", kind, type_of(other))


def owners(one: Mapping[str, Any]) -> Iterator[Candidate]:
    for owner in map(table, items(table(one.get("metadata")).get("ownerReferences"))):
        if text(owner.get("uid")):
            target = f"{text(owner.get('apiVersion'))}/{text(owner.get('kind'))}"
            yield _one(text(owner["uid"]), "metadata.ownerReferences", Kind.CONTAINED_IN, target)


def images(one: Mapping[str, Any]) -> Iterator[Candidate]:
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
                    yield use(name, f"{path}.{kind}.image", type_of(one), "", external=True)
