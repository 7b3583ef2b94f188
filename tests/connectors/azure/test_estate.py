"""What the connector makes of the council's tenant, whose content is known."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from lockscan import api
from lockscan.demo.arm.estate import Tenant, read_tenant
from lockscan.demo.arm.server import ArmServer, serving
from lockscan.demo.tenant import estate_folder

SECRET = "hunter2-planted-secret-Zq81"
NOT_HELD = frozenset({"contained_in"})

HIDDEN = {
    "connectionString": f"Server=tcp:x;Password={SECRET}",
    "administratorLoginPassword": SECRET,
    "customData": SECRET,
    "siteConfig": {"appSettings": [{"name": "DB_PASSWORD", "value": SECRET}], "note": SECRET},
    "definition": {"actions": {"tell": {"inputs": {"body": SECRET, "password": 4711}}}},
    "accessKey": 815_4711_815,
}
"""What users wrote into places that are read."""


@pytest.fixture(scope="module")
def tenant() -> Tenant:
    found = read_tenant(estate_folder() / "azure")
    for row in found.resources:
        row["tags"] = {**row["tags"], "note": SECRET, "password": SECRET}
        row["properties"] = {**row["properties"], "zzHidden": HIDDEN}
    return found


@pytest.fixture(scope="module")
def snapshot(tenant: Tenant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("azure") / "snapshot"
    with serving(ArmServer(tenant, page=20)) as address, pytest.MonkeyPatch.context() as patch:
        patch.delenv("LOCKSCAN_AZURE_CLOUD", raising=False)
        patch.setenv("LOCKSCAN_AZURE_ENDPOINT", address)
        yield api.collect(["azure"], snapshot=folder).path


@pytest.fixture(scope="module")
def resources(snapshot: Path) -> dict[str, dict[str, Any]]:
    return {row["id"].lower(): row for row in table(snapshot, "resources")}


@pytest.fixture(scope="module")
def edges(snapshot: Path) -> list[dict[str, Any]]:
    return [row for row in table(snapshot, "references") if row["kind"] not in NOT_HELD]


def table(snapshot: Path, name: str) -> list[dict[str, Any]]:
    with duckdb.connect() as database:
        found = database.read_parquet(str(snapshot / f"{name}.parquet"))
        return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def raw(tenant: Tenant) -> dict[str, str]:
    """What was served of each resource, as one text in lower case."""
    rows = [*tenant.resources, *tenant.assignments]
    rows += [row for found in (*tenant.parts.values(), *tenant.tabled.values()) for row in found]
    return {row["id"].lower(): json.dumps({**row, "id": "", "tags": {}}).lower() for row in rows}


def named_in(text: str, known: list[str]) -> set[str]:
    """The resources a text names: of nested ids the longest that is known, wholes are not meant by their parts."""
    found = {one for one in known if f'"{one}' in text and text[text.index(f'"{one}') + len(one) + 1] in '"/'}
    return {one for one in found if f'"{one}"' in text or not any(other.startswith(f"{one}/") for other in found)}


def test_every_resource_is_found_once(tenant: Tenant, resources: dict[str, Any]) -> None:
    served = [*tenant.resources, *tenant.unindexed, *tenant.groups, *tenant.subscriptions, *tenant.assignments]
    served += [row for rows in (*tenant.parts.values(), *tenant.tabled.values()) for row in rows]
    lost = {row["id"].lower() for row in served} - resources.keys()
    # Settings are read into their app, orders into their reservations; of applications only the number is.
    lost = {one for one in lost if one.startswith("/")}
    assert all(("/sites/" in one and "/config/" in one) or "/reservationorders/" in one for one in lost), lost
    assert len(lost) == 6


def test_parts_inside_their_whole_are_resources_of_their_own(resources: dict[str, Any]) -> None:
    kinds = Counter(row["type"] for row in resources.values())
    assert kinds["Microsoft.Network/virtualNetworks/subnets"] == 9
    assert kinds["Microsoft.ContainerService/managedClusters/agentPools"] == 2
    assert kinds["Microsoft.Network/virtualNetworks/virtualNetworkPeerings"] == 2


def test_types_have_their_usual_spelling(resources: dict[str, Any]) -> None:
    kinds = {row["type"] for row in resources.values()}
    for kind in ("Microsoft.Compute/virtualMachines", "Microsoft.Sql/servers/databases", "Microsoft.Web/serverfarms"):
        assert kind in kinds


def test_every_id_that_a_resource_names_is_a_reference(
    tenant: Tenant, resources: dict[str, Any], snapshot: Path
) -> None:
    known = [one for one in resources if "/providers/" in one]
    joined = {frozenset({edge["source"].lower(), edge["target"].lower()}) for edge in table(snapshot, "references")}
    parts = {one: one.rsplit("/", 2)[0] for one in known if one.rsplit("/", 2)[0] in resources}
    wanted = {
        frozenset({source, target})
        for source, text in raw(tenant).items()
        for target in named_in(text, known)
        if source != target and not target.startswith(f"{source}/")
    }
    # What a whole names inside one of its parts is the part's to name.
    lost = {
        pair
        for pair in wanted - joined
        if not any(frozenset({part, *(pair - {whole})}) in joined for part, whole in parts.items() if whole in pair)
    }
    assert len(wanted) > 100
    assert len(lost) <= 0.02 * len(wanted), sorted(map(sorted, lost))


def test_every_reference_is_said_by_its_holder(tenant: Tenant, edges: list[dict[str, Any]]) -> None:
    said = raw(tenant)
    wrong = []
    for edge in edges:
        source, target = edge["source"].lower(), edge["target"].lower()
        text = said.get(source) or said[source.rsplit("/", 2)[0]]
        name = target.rsplit("/", 1)[-1]
        if target not in text and f"//{name}." not in text and edge["kind"] != "may_access":
            wrong.append(edge)
    assert len(wrong) <= 0.02 * len(edges), wrong


def test_who_uses_a_thing_is_not_used_by_it(edges: list[dict[str, Any]]) -> None:
    directed = {(edge["source"].rsplit("/", 1)[-1], edge["target"].rsplit("/", 1)[-1]) for edge in edges}
    assert ("care-web-1", "care-web-1-nic") in directed
    assert ("pe-sql-finance", "sql-finance-uks") in directed
    whole = {(edge["source"], edge["target"]) for edge in edges}
    assert [pair for pair in whole if pair[::-1] in whole] == []


def test_kinds_say_what_a_reference_is(edges: list[dict[str, Any]]) -> None:
    kinds = {(edge["source"].rsplit("/", 1)[-1], edge["target"].rsplit("/", 1)[-1]): edge["kind"] for edge in edges}
    assert kinds["fin-ledger-wexbridge", "asp-finance"] == "runs_on"
    assert kinds["fin-ledger-wexbridge", "id-finance"] == "assumes"
    assert kinds["care-app-1", "care-app-1-data"] == "attached_to"
    assert kinds["vpn-down", "vpn-hub-uks"] == "monitors"
    assert kinds["syn-wexbridge", "stwexbridgelake"] == "stores_in"
    assert kinds["pe-sql-finance", "sql-finance-uks"] == "routes_to"
    assert kinds["evgt-documents", "stwexbridgedocs"] == "reads_from"
    assert kinds["mlw-wexbridge", "kv-wexbridge-dig"] == "reads_secret"
    assert kinds["kv-wexbridge-fin", "id-finance"] == "may_access"
    assert kinds["fin-ledger-wexbridge", "kv-wexbridge-fin"] == "reads_secret"
    assert kinds["to-logs", "log-wexbridge-uks"] == "logs_to"
    assert kinds["lake", "stwexbridgelake"] in {"references", "stores_in"}
    assert not any(
        source in {"ledger", "kv-wexbridge-core"} and kind == "logs_to" for (source, _), kind in kinds.items()
    )
    assert kinds["0d1c8d1e-0b2f-4e4e-8a44-000000000002", "stwexbridgefinance"] == "may_access"


def test_groups_and_subscriptions_hold_nothing(resources: dict[str, Any], snapshot: Path) -> None:
    groups = {one for one in resources if one.startswith("/subscriptions/") and "/providers/" not in one}
    kinds = {row["kind"] for row in table(snapshot, "references") if row["target"].lower() in groups}
    assert kinds <= {"contained_in", "may_access"}
    assert len(groups) == 13


def test_what_only_the_list_knows_is_added(resources: dict[str, Any], snapshot: Path) -> None:
    (relay,) = [row for row in resources.values() if row["name"] == "relay-civic-centre"]
    assert "ResourceManager:resources" in str(relay["origins"])
    scopes = [row for row in table(snapshot, "scopes") if row["type"] == "Microsoft.Resources/resources"]
    assert sorted(row["resources"] for row in scopes) == [0, 1]


def test_applications_come_from_tags_and_else_from_groups(resources: dict[str, Any]) -> None:
    by_name = {row["name"]: row["application"] for row in resources.values()}
    assert by_name["sql-finance-uks"] == "finance"
    assert by_name["aks-work-12345678-vmss"] == "planning-portal"
    assert by_name["snet-kubernetes"] == "integration"
    assert by_name["NetworkWatcher_uksouth"] == "", "Azure made that group for itself"


def test_sizes_are_measured_and_else_read(resources: dict[str, Any]) -> None:
    facts = {row["name"]: json.loads(row["facts"]) for row in resources.values()}
    assert facts["stwexbridgearchive"]["size_gb"] == 42_000
    assert facts["stwexbridgearchive"]["cold_gb"] == 12_000
    assert facts["stwexbridgearchive"]["archive_gb"] == 30_000
    assert "archive_gb" not in facts["stwexbridgedocs"]
    assert facts["sqlmi-care"]["size_gb"] == 1210
    assert facts["care-app-1-data"]["allocated_gb"] == pytest.approx(512 * 1.073741824)


def test_secrets_reach_no_file(snapshot: Path) -> None:
    for path in snapshot.rglob("*"):
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes(), path
    for row in table(snapshot, "resources"):
        assert SECRET not in str(row)
        assert "4711" not in row["facts"]


def test_a_scan_of_the_tenant_has_no_gap(snapshot: Path) -> None:
    scopes = table(snapshot, "scopes")
    assert {row["state"] for row in scopes} == {"ok", "empty"}
    assert {row["type"] for row in scopes if row["state"] == "ok"} >= {"*", "Microsoft.Insights/metrics"}
