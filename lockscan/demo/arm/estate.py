"""A tenant read from YAML: subscriptions, groups and resources that refer to one another by short names."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from lockscan.errors import UsageError
from lockscan.vocabulary.arm import arm_metrics
from lockscan.vocabulary.data import read_yaml, yaml_files

NAME: Final = re.compile(r"\$\{([\w.-]+)\}")
GIGA: Final = 1e9
TENANT: Final = "7b0f4c1e-5f0a-4c55-9d0e-3c5a2d9be001"

Row = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Tenant:
    """What the server serves; every list in the order of ids, as Azure gives it."""

    subscriptions: list[Row] = field(default_factory=list)
    resources: list[Row] = field(default_factory=list)
    groups: list[Row] = field(default_factory=list)
    assignments: list[Row] = field(default_factory=list)
    unindexed: list[Row] = field(default_factory=list)
    """Resources that Resource Manager lists and Resource Graph does not know."""

    tabled: dict[str, list[Row]] = field(default_factory=dict)
    """What other tables of Resource Graph hold, by table."""

    parts: dict[str, list[Row]] = field(default_factory=dict)
    """What Resource Manager lists and no table holds, by the list's path in lower case."""

    capacities: dict[str, float] = field(default_factory=dict)
    """What Monitor measures of how much is held (bytes, mostly), by the id in lower case."""

    tiers: dict[str, dict[str, float]] = field(default_factory=dict)
    """How many bytes lie in each tier, by the blob service's id in lower case."""


def read_tenant(folder: Path) -> Tenant:
    """Read every file of a folder; raises `UsageError` for a name that nothing bears."""
    documents = [(path, read_yaml(path)) for path in yaml_files(folder)]
    subscriptions = {
        name: said for _, document in documents for name, said in document.get("subscriptions", {}).items()
    }
    names: dict[str, Any] = {"tenant": TENANT, **{name: said["id"] for name, said in subscriptions.items()}}
    written = [entry for path, document in documents for entry in _entries(path, document, names)]
    for entry in written:
        names[entry.key] = entry.id
    tenant = Tenant(subscriptions=[_subscription(said) for said in subscriptions.values()])
    for entry in sorted(written, key=lambda one: one.id.lower()):
        _put(tenant, entry, names)
    for path, document in documents:
        for at, rows in document.get("answers", {}).items():
            tenant.parts.setdefault(at.lower(), []).extend(_fill(rows, names, path))
    tenant.groups = _groups(documents, names, [*tenant.resources, *tenant.unindexed])
    return tenant


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    path: Path
    key: str
    id: str
    said: Mapping[str, Any]
    names: Mapping[str, Any]
    """The loop's names, which come before all others."""


def principal_of(identifier: str) -> str:
    """Give the principal of a managed identity: the same in every run."""
    return str(uuid5(NAMESPACE_URL, f"principal:{identifier.lower()}"))


def _entries(path: Path, document: Mapping[str, Any], subscriptions: Mapping[str, Any]) -> Iterator[_Entry]:
    for said in document.get("resources", ()):
        whole = {
            **{key: document[key] for key in ("subscription", "group", "location", "tags") if key in document},
            **said,
        }
        for loop in _rounds(said):
            names = {**subscriptions, **loop}
            key = str(_fill(whole.get("key", whole["name"]), names, path))
            identifier = _identifier(whole, names, path)
            yield _Entry(path=path, key=key, id=identifier, said=whole, names=loop)


def _rounds(said: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [item if isinstance(item, dict) else {"it": item} for item in said.get("each", [{}])]


def _identifier(said: Mapping[str, Any], names: Mapping[str, Any], path: Path) -> str:
    namespace, *types = said["type"].split("/")
    segments = [str(_fill(part, names, path)) for part in str(said["name"]).split("/")]
    if len(segments) != len(types):
        raise UsageError(f"{path}: the name {said['name']!r} does not fit the type {said['type']}")
    tail = "/".join(f"{kind}/{name}" for kind, name in zip(types, segments, strict=True))
    base = f"/subscriptions/{names[said['subscription']]}"
    group = f"/resourceGroups/{said['group']}" if said.get("group") else ""
    below = f"/providers/{said['on']}" if "on" in said else ""
    return f"{base}{group}{below}/providers/{namespace}/{tail}"


def _put(tenant: Tenant, entry: _Entry, names: Mapping[str, Any]) -> None:
    said = entry.said
    scope = {**names, **entry.names, "self": entry.id}
    row: Row = {
        "id": entry.id,
        "name": entry.id.rsplit("/", 1)[-1],
        "type": said["type"].lower(),
        "location": said.get("location", ""),
        "resourceGroup": str(said.get("group", "")).lower(),
        "subscriptionId": entry.id.split("/")[2],
        "tags": {**(said.get("tags") or {}), **(said.get("more-tags") or {})},
        **{key: said[key] for key in ("sku", "kind", "plan", "zones", "managedBy", "identity") if key in said},
        "properties": said.get("properties", {}),
    }
    row = _identified(_fill(row, scope, entry.path))
    _place(tenant, said, row).append(row)
    if "holds_gb" in said:
        unit = arm_metrics()[row["type"]][0].scale
        tenant.capacities[entry.id.lower()] = float(_fill(said["holds_gb"], scope, entry.path)) / unit
    if tiers := _fill(said.get("tiers_gb", {}), scope, entry.path):
        tenant.tiers[f"{entry.id}/blobServices/default".lower()] = {name: gb * GIGA for name, gb in tiers.items()}


def _place(tenant: Tenant, said: Mapping[str, Any], row: Row) -> list[Row]:
    """Give the list that a row stands in: most are in Resource Graph's first table."""
    if row["type"] == "microsoft.authorization/roleassignments":
        return tenant.assignments
    if "table" in said:
        return tenant.tabled.setdefault(said["table"], [])
    if said.get("part"):
        return tenant.parts.setdefault(row["id"].rsplit("/", 1)[0].lower(), [])
    return tenant.unindexed if said.get("unindexed") else tenant.resources


def _identified(row: Row) -> Row:
    """Write identities as Azure answers them: ids as keys, principals beside."""
    said = row.get("identity")
    if isinstance(said, dict):
        users = {identifier: {"principalId": principal_of(identifier)} for identifier in said.get("users", ())}
        own = {"principalId": principal_of(row["id"]), "tenantId": TENANT} if said.get("system") else {}
        kinds = [name for name, there in (("SystemAssigned", own), ("UserAssigned", users)) if there]
        row["identity"] = {"type": ", ".join(kinds), **own, **({"userAssignedIdentities": users} if users else {})}
    if row["type"] == "microsoft.managedidentity/userassignedidentities":
        row["properties"] = {**row["properties"], "principalId": principal_of(row["id"]), "tenantId": TENANT}
    return row


def _subscription(said: Mapping[str, Any]) -> Row:
    return {
        "id": f"/subscriptions/{said['id']}",
        "subscriptionId": said["id"],
        "displayName": said["name"],
        "state": said.get("state", "Enabled"),
        "tenantId": TENANT,
        "managementGroupAncestorsChain": [{"name": _slug(name), "displayName": name} for name in said.get("below", ())],
    }


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def _groups(documents: list[tuple[Path, Any]], names: Mapping[str, Any], rows: list[Row]) -> list[Row]:
    tags = {(names[d["subscription"]], d["group"]): d.get("tags") or {} for _, d in documents if d.get("group")}
    found = {(row["subscriptionId"], row["id"].split("/")[4]): row for row in rows if "/resourceGroups/" in row["id"]}
    clusters = {row["properties"]["nodeResourceGroup"]: row["id"] for row in rows if _makes_a_group(row)}
    groups = [
        {
            "id": f"/subscriptions/{subscription}/resourceGroups/{group}",
            "name": group,
            "type": "microsoft.resources/subscriptions/resourcegroups",
            "location": row["location"],
            "subscriptionId": subscription,
            "resourceGroup": group.lower(),
            "managedBy": clusters.get(group),
            "tags": tags.get((subscription, group), {}),
            "properties": {"provisioningState": "Succeeded"},
        }
        for (subscription, group), row in found.items()
    ]
    return sorted(groups, key=lambda row: row["id"].lower())


def _makes_a_group(row: Row) -> bool:
    return "nodeResourceGroup" in (row.get("properties") or {})


def _fill(value: Any, names: Mapping[str, Any], path: Path) -> Any:
    if isinstance(value, dict):
        return {_fill(key, names, path): _fill(item, names, path) for key, item in value.items()}
    if isinstance(value, list):
        return [_fill(item, names, path) for item in value]
    if not isinstance(value, str):
        return value
    while found := NAME.findall(value):
        if value == f"${{{found[0]}}}":
            return _fill(_look_up(found[0], names, path), names, path)
        value = NAME.sub(lambda match: str(_look_up(match[1], names, path)), value)
    return value


def _look_up(name: str, names: Mapping[str, Any], path: Path) -> Any:
    kind, _, rest = name.partition(".")
    if kind == "principal" and rest in names:
        return principal_of(str(names[rest]))
    if name not in names:
        raise UsageError(f"{path}: nothing is called {name!r}")
    return names[name]
