"""An object of a cluster as a file has it: whether it is one, and how others know it."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from lockscan.connectors._shape import table, text

API: Final = re.compile(r"(?:[a-z0-9.-]+/)?v\d+[a-z0-9]*")
CLUSTER_WIDE: Final = frozenset(
    {"StorageClass", "PersistentVolume", "IngressClass", "Namespace", "Node", "ClusterRole"}
)


def is_object(one: Any) -> bool:
    said = table(one)
    return bool(API.fullmatch(text(said.get("apiVersion"))) and text(said.get("kind")) and name_of(said))


def name_of(one: Mapping[str, Any]) -> str:
    said = table(one.get("metadata"))
    return text(said.get("name")) or text(said.get("generateName"))


def namespace_of(one: Mapping[str, Any]) -> str:
    return text(table(one.get("metadata")).get("namespace"))


def type_of(one: Mapping[str, Any]) -> str:
    return f"{one['apiVersion']}/{one['kind']}"


def key_of(path: Path, one: Mapping[str, Any]) -> str:
    return key_named(path, namespace_of(one), str(one["kind"]), name_of(one))


def key_named(path: Path, namespace: str, kind: str, name: str) -> str:
    """Give how an object is known in its file; versions of its kind are the same to others."""
    where = "" if kind in CLUSTER_WIDE else namespace or "default"
    return f"{path}#{kind}/{where}/{name}" if where else f"{path}#{kind}/{name}"


def pod_template(one: Mapping[str, Any]) -> Mapping[str, Any]:
    spec = table(one.get("spec"))
    return (
        one
        if one.get("kind") == "Pod"
        else table(spec.get("template")) or table(table(spec.get("jobTemplate")).get("spec"))
    )


def labels(template: Mapping[str, Any]) -> Mapping[str, Any]:
    return table(table(template.get("metadata")).get("labels"))
