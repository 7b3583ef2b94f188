"""What an object tells of itself in neutral facts."""

import re
from collections.abc import Mapping
from typing import Any, Final

from lockscan.connectors._shape import items, table, text
from lockscan.vocabulary.facts import Fact

BOUND: Final[Mapping[str, str]] = {
    "eks.amazonaws.com/role-arn": "irsa",
    "iam.gke.io/gcp-service-account": "workload-identity",
    "azure.workload.identity/client-id": "workload-identity",
}
"""Annotations by which a service account acts under a provider's identity, and how that is called."""

_SIZE: Final = re.compile(r"(\d+(?:\.\d+)?)([KMGTPE]i?)?")
_PREFIXES: Final = "KMGTPE"


def own_facts(one: Mapping[str, Any]) -> dict[str, Fact]:
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


def _gigabytes(said: Any) -> float | None:
    match = _SIZE.fullmatch(str(said)) if said is not None else None
    if match is None or len(match[1]) > 18:  # noqa: PLR2004 - more digits than any disk has
        return None
    unit = match[2] or ""
    power = _PREFIXES.index(unit[0]) + 1 if unit else 0
    each: float = (1024 if unit.endswith("i") else 1000) ** power / 1e9
    return round(float(match[1]) * each, 9)
