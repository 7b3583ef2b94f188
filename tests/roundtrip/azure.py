"""One tenant written as Azure's own tools would export it; knows nothing of how lockscan reads them."""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from lockscan.demo.arm.estate import Row, Tenant, principal_of

TEMPLATE: Final = "https://schema.management.azure.com/schemas/{}deploymentTemplate.json#"
COLUMNS: Final = ("id", "name", "type", "location", "resourceGroup", "subscriptionId", "kind", "managedBy")
OBJECTS: Final = ("tags", "sku", "plan", "zones", "identity", "properties")
KEPT: Final = ("location", "tags", "sku", "kind", "plan", "zones", "managedBy", "identity", "properties")
_ID: Final = re.compile(r"/subscriptions/([0-9a-f-]{36})(?:/resourceGroups/([^/]+))?/providers/([^\"?]+)$")
_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def graph_rows(tenant: Tenant) -> list[Row]:
    """Give what the tables of Resource Graph hold, as one union of them."""
    subscriptions = [
        {**one, "name": one["displayName"], "type": "microsoft.resources/subscriptions", "properties": {}}
        for one in tenant.subscriptions
    ]
    tabled = [row for rows in tenant.tabled.values() for row in rows]
    return [*tenant.resources, *tabled, *tenant.assignments, *tenant.groups, *subscriptions]


def write_graph_json(tenant: Tenant, path: Path) -> Path:
    """Write what `az graph query` prints."""
    rows = graph_rows(tenant)
    path.write_text(json.dumps({"count": len(rows), "data": rows, "skip_token": None, "total_records": len(rows)}))
    return path


def write_graph_csv(tenant: Tenant, path: Path) -> Path:
    """Write what the portal downloads: objects as text in their cell."""
    with path.open("w", newline="", encoding="utf-8-sig") as stream:
        writer = csv.DictWriter(stream, [*COLUMNS, *OBJECTS], extrasaction="ignore")
        writer.writeheader()
        for row in graph_rows(tenant):
            cells = {key: json.dumps(row[key]) for key in OBJECTS if row.get(key) not in (None, "")}
            writer.writerow({**row, **cells})
    return path


def write_template(tenant: Tenant, path: Path) -> Path:
    """Write one deployment for the whole tenant: a nested one a group, ids as the expressions that give them."""
    every = [*tenant.resources, *tenant.unindexed, *tenant.assignments]
    every += [row for rows in [*tenant.parts.values(), *tenant.tabled.values()] for row in rows]
    every = [
        row for row in every if "/config/" not in row["id"].lower()
    ]  # what an app's settings came to is no declaration
    principals = {principal_of(row["id"]): row for row in every}
    placed: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in every:
        if found := _ID.match(row["id"]):
            placed[found[1], found[2] or ""].append(_declared(row, found, principals))
    groups = [
        {
            **_kept(row),
            "type": "Microsoft.Resources/resourceGroups",
            "apiVersion": "2024-03-01",
            "name": row["name"],
        }
        for row in tenant.groups
    ]
    by_subscription: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row, group in zip(tenant.groups, groups, strict=True):
        by_subscription[row["subscriptionId"]].append(group)
    inner = [*(((subscription, ""), found) for subscription, found in by_subscription.items()), *sorted(placed.items())]
    nested = [_nested(f"part-{number}", *place, found) for number, (place, found) in enumerate(inner)]
    path.write_text(json.dumps(_template("tenant", nested), indent=1))
    return path


def _template(level: str, resources: list[dict[str, Any]]) -> dict[str, Any]:
    year = "2019-08-01" if level == "tenant" else "2018-05-01" if level == "subscription" else "2019-04-01"
    return {"$schema": TEMPLATE.format(f"{year}/{level}"), "contentVersion": "1.0.0.0", "resources": resources}


def _nested(name: str, subscription: str, group: str, resources: list[dict[str, Any]]) -> dict[str, Any]:
    level = "" if group else "subscription"
    return {
        "type": "Microsoft.Resources/deployments",
        "apiVersion": "2024-03-01",
        "name": name,
        "subscriptionId": subscription,
        **({"resourceGroup": group} if group else {"location": "uksouth"}),
        "properties": {
            "mode": "Incremental",
            "expressionEvaluationOptions": {"scope": "inner"},
            "template": _template(level, resources),
        },
    }


def _declared(row: Row, found: re.Match[str], principals: Mapping[str, Row]) -> dict[str, Any]:
    scope, _, own = found[3].rpartition("/providers/")
    namespace, *pairs = own.split("/")
    written = {
        "type": "/".join([namespace, *pairs[::2]]),
        "apiVersion": "2024-01-01",
        "name": "/".join(pairs[1::2]),
        **_kept(row),
    }
    if scope:
        written["scope"] = scope
    return {key: _expressed(value, principals, row) for key, value in written.items()}


def _kept(row: Row) -> dict[str, Any]:
    return {key: row[key] for key in KEPT if row.get(key) not in (None, "", {})}


def _expressed(value: Any, principals: Mapping[str, Row], own: Row) -> Any:
    """Put the function that gives an id or a principal in its place, as a template's author would."""
    if isinstance(value, dict):
        return {_name(key): _expressed(inner, principals, own) for key, inner in value.items()}
    if isinstance(value, list):
        return [_expressed(inner, principals, own) for inner in value]
    if not isinstance(value, str):
        return value
    if found := _ID.fullmatch(value):
        return f"[{_resource_id(found)}]"
    if _UUID.fullmatch(value) and value in principals:
        holder = principals[value]
        id_ = _ID.fullmatch(holder["id"])
        if id_ and holder is not own:
            managed = "userassignedidentities" in holder["id"].lower()
            whole = "" if managed else ", '2024-01-01', 'full'"
            return f"[reference({_resource_id(id_)}{whole}).{'' if managed else 'identity.'}principalId]"
    return f"[{value}" if value.startswith("[") else value


def _name(key: str) -> str:
    found = _ID.fullmatch(key)
    return f"[{_resource_id(found)}]" if found else key


def _resource_id(found: re.Match[str]) -> str:
    subscription, group, below = found.groups()
    if "/providers/" in below:
        return f"'{found[0]}'"
    namespace, *pairs = below.split("/")
    said = ["/".join([namespace, *pairs[::2]]), *pairs[1::2]]
    place = [subscription, group] if group else [subscription]
    name = "resourceId" if group else "subscriptionResourceId"
    return f"{name}({', '.join(f'{chr(39)}{one}{chr(39)}' for one in [*place, *said])})"
