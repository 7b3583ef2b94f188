"""What a template makes, as far as it tells without being deployed."""

import json
from pathlib import Path
from typing import Any

import pytest

from lockscan.collection.interface import Request
from lockscan.recognition import recognise
from tests.connectors.reading import FIXTURES, Outcome, outcome

FOLDER = FIXTURES / "arm"
STORE = "Microsoft.Storage/storageAccounts/stprod{uniquestring(resourceGroup().id)}"


@pytest.fixture
def licensing() -> Outcome:
    return outcome("arm", FOLDER / "licensing.json")


def written(folder: Path, resources: Any, **rest: Any) -> Outcome:
    schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
    path = folder / "made.json"
    path.write_text(
        json.dumps({"$schema": schema, "contentVersion": "1.0.0.0", **rest, "resources": resources}, indent=1)
    )
    return outcome("arm", path)


def one(value: Any, **rest: Any) -> dict[str, Any]:
    return {"type": "Microsoft.X/ys", "apiVersion": "1", "name": "a", "properties": {"value": value}, **rest}


def test_loops_make_as_many_as_the_parameters_say(licensing: Outcome) -> None:
    assert {"Microsoft.Compute/virtualMachines/vm-0", "Microsoft.Compute/virtualMachines/vm-1"} <= set(
        licensing.records
    )
    nics = licensing.uses("Microsoft.Compute/virtualMachines/vm-1")
    assert ("in_network", "microsoft.network/networkinterfaces/nic-1") in {(kind, key) for _, kind, key in nics}


def test_a_count_that_only_deploying_tells_is_one_and_a_gap(licensing: Outcome) -> None:
    assert sum("virtualMachineScaleSets" in name for name in licensing.records) == 1
    assert any("virtualMachineScaleSets partial" in said for said in licensing.said())


def test_what_only_deploying_computes_is_the_same_wherever_it_stands(licensing: Outcome) -> None:
    site = {key for _, _, key in licensing.uses("Microsoft.Web/sites/app-licensing")}
    assert "stprod{uniquestring(resourceGroup().id)}.blob.core.windows.net" in site
    keys = {identity.key for identity in licensing.records[STORE].identities}
    assert f"{licensing.path}#stprod{{uniquestring(resourceGroup().id)}}.blob.core.windows.net" in keys
    machine = {(kind, key.lower()) for _, kind, key in licensing.uses("Microsoft.Compute/virtualMachines/vm-0")}
    assert ("logs_to", STORE.lower()) in machine


def test_host_names_lead_to_resources_of_known_names(licensing: Outcome) -> None:
    assert "sql-licensing.database.windows.net" in {
        key for _, _, key in licensing.uses("Microsoft.Web/sites/app-licensing")
    }
    server = licensing.records["Microsoft.Sql/servers/sql-licensing"]
    assert "sql-licensing.database.windows.net" in {identity.key for identity in server.identities}


def test_another_group_s_resource_is_kept_by_type_and_name(licensing: Outcome) -> None:
    uses = licensing.uses("Microsoft.Web/sites/app-licensing")
    assert ("reads_secret", "microsoft.keyvault/vaults/kv-wexbridge") in {(kind, key) for _, kind, key in uses}


def test_parts_and_children_are_resources_of_their_own(licensing: Outcome) -> None:
    assert "Microsoft.Network/virtualNetworks/vnet-licensing/subnets/app-1" in licensing.records
    container = licensing.records[f"{STORE}/blobServices/default/containers/applications"]
    assert container.resource.type.lower() == "microsoft.storage/storageaccounts/blobservices/containers"
    lock = "Microsoft.Web/sites/app-licensing/providers/Microsoft.Authorization/locks/keep"
    assert licensing.records[lock].resource.type.lower() == "microsoft.authorization/locks"


def test_a_condition_that_is_false_leaves_out_and_says_so(licensing: Outcome) -> None:
    assert not any("sql-licensing-dr" in name for name in licensing.records)
    assert any("Microsoft.Sql/servers empty" in said for said in licensing.said())


def test_nested_deployments_are_read_and_linked_ones_told(licensing: Outcome) -> None:
    insights = licensing.uses("Microsoft.Insights/components/appi-licensing")
    assert ("logs_to", "microsoft.operationalinsights/workspaces/log-licensing") in {(k, key) for _, k, key in insights}
    alert = licensing.uses("Microsoft.Insights/metricAlerts/slow")
    assert ("properties.scopes[0]", "monitors", "microsoft.web/sites/app-licensing") in alert
    assert any("elsewhere skipped" in said for said in licensing.said())
    assert not any("deployments" in name for name in licensing.records)


def test_facts_are_those_of_the_running_thing(licensing: Outcome) -> None:
    assert licensing.facts("Microsoft.Compute/virtualMachines/vm-0")["os"] == "linux"
    database = licensing.facts("Microsoft.Sql/servers/sql-licensing/databases/cases")
    assert database["allocated_gb"] == pytest.approx(268.435456)
    assert database["plan"] == "GeneralPurpose"


def test_every_written_resource_has_its_line(licensing: Outcome) -> None:
    lines = licensing.path.read_text().splitlines()
    for record in licensing.records.values():
        line = record.resource.origins[0].line
        if line is not None and "/providers/" not in record.resource.id:
            segment = record.resource.type.rpartition("/")[2]
            assert '"type":' in lines[line - 1]
            assert segment.lower() in lines[line - 1].lower() or segment == "subnets"


def test_no_secret_and_no_unlisted_tag_is_kept(licensing: Outcome) -> None:
    assert "not-a-secret" not in repr(licensing.records)
    assert "nobody reads this" not in repr(licensing.records)


def test_unknown_places_are_empty_and_not_invented(licensing: Outcome) -> None:
    store = licensing.records[STORE].resource
    assert (store.account, store.region, store.application) == ("", "", "licensing")
    assert not any("zqx" in repr(record) or "00000000-0000" in repr(record) for record in licensing.records.values())


def test_a_known_subscription_and_group_give_azure_s_own_ids(tmp_path: Path) -> None:
    schema = "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#"
    inner = {
        "$schema": "x",
        "resources": [one("x", type="Microsoft.KeyVault/vaults", name="kv-a", location="UK South")],
    }
    nested = {
        "type": "Microsoft.Resources/deployments",
        "name": "inner",
        "resourceGroup": "rg-a",
        "properties": {"template": inner},
    }
    group = {"type": "Microsoft.Resources/resourceGroups", "apiVersion": "1", "name": "rg-a", "location": "uksouth"}
    path = tmp_path / "main.json"
    path.write_text(json.dumps({"$schema": schema, "contentVersion": "1", "resources": [group, nested]}))
    subscription = "7b0f4c1e-5f0a-4c55-9d0e-3c5a2d9be00a"
    found = outcome("arm", path, subscriptions=(subscription,))
    vault = next(
        record.resource for record in found.records.values() if record.resource.type == "Microsoft.KeyVault/vaults"
    )
    assert vault.id == f"/subscriptions/{subscription}/resourceGroups/rg-a/providers/Microsoft.KeyVault/vaults/kv-a"
    assert (vault.account, vault.region, vault.application) == (subscription, "uksouth", "rg-a")


def test_symbolic_names_as_bicep_writes_them() -> None:
    found = outcome("arm", FOLDER / "registrars.bicep.json")
    worker = {(kind, key) for _, kind, key in found.uses("Microsoft.App/containerApps/ca-worker")}
    assert ("assumes", "microsoft.managedidentity/userassignedidentities/id-registrars") in worker
    assert ("pulls_image", "microsoft.containerregistry/registries/acrwexbridge") in worker
    assert "Microsoft.KeyVault/vaults/kv-wexbridge" not in found.records
    assigned = next(name for name in found.records if "roleAssignments" in name)
    assert {kind for _, kind, _ in found.uses(assigned)} == {"may_access"}
    orders = {c.key.partition("#")[2] for c in found.records[assigned].candidates if c.kind == "ordered_after"}
    assert orders == {"microsoft.managedidentity/userassignedidentities/id-registrars"}


B = "microsoft.x/ys/b"


@pytest.mark.parametrize(
    ("value", "uses"),
    [
        ("[resourceId('Microsoft.X/ys', 'b')]", {B}),
        ("[RESOURCEID('microsoft.x/YS', concat('', 'b'))]", {B}),
        ("[reference('b').key]", {B}),
        ("[reference(resourceId('Microsoft.X/ys', 'b'), '1', 'Full').identity.principalId]", {B}),
        ("[listKeys(resourceId('Microsoft.X/ys', 'b'), '1').keys[0].value]", {B}),
        ("[if(equals(parameters('no'), 'x'), resourceId('Microsoft.X/ys', 'b'), '')]", {B}),
        ("[if(true(), resourceId('Microsoft.X/ys', 'b'), resourceId('Microsoft.X/ys', 'c'))]", {B}),
        ("[concat(resourceId('Microsoft.X/ys', 'b'), '/parts/p')]", {B}),
        ("[variables('b')]", {B}),
        ("[[resourceId('Microsoft.X/ys', 'b')]", set()),
        ("[format('{0}/providers/Microsoft.X/ys/{1}', resourceGroup().id, 'b')]", {B}),
        ("[extensionResourceId(resourceId('Microsoft.X/ys', 'b'), 'Microsoft.Z/ws', 'w')]", {B}),
        ("[parameters('no')]", set()),
        ("[variables('loop')]", set()),
        ("[unheardOf(1, 'a')]", set()),
        ("[concat(]", set()),
        ("[mul('a', 1000000000)]", set()),
        ("[" + "concat(" * 200 + "'a'" + ")" * 200 + "]", set()),
    ],
)
def test_expressions_lead_to_what_they_are_made_of(tmp_path: Path, value: str, uses: set[str]) -> None:
    found = written(
        tmp_path,
        [one(value), one("x", name="b")],
        parameters={"no": {"type": "string"}},
        variables={"b": "[resourceId('Microsoft.X/ys', 'b')]", "loop": "[variables('loop')]"},
    )
    assert {key for _, kind, key in found.uses("Microsoft.X/ys/a") if kind != "contained_in"} == uses


def test_values_that_double_again_and_again_end(tmp_path: Path) -> None:
    variables: dict[str, Any] = {"v0": ["x"], "t0": "xxxxxxxx"}
    for at in range(60):
        variables[f"v{at + 1}"] = f"[createArray(variables('v{at}'), variables('v{at}'))]"
        variables[f"t{at + 1}"] = f"[concat(variables('t{at}'), variables('t{at}'))]"
    found = written(tmp_path, [one(["[variables('v60')]", "[variables('t60')]"])], variables=variables)
    assert list(found.records) == ["Microsoft.X/ys/a"]


def test_loops_inside_loops_end(tmp_path: Path) -> None:
    inner: Any = "[copyIndex('a')]"
    for name in "abcdef":
        inner = {"copy": [{"name": name, "count": 800, "input": inner}]}
    found = written(tmp_path, [{**one("x"), "properties": inner}])
    assert found.failed is not None
    assert "loops" in found.failed.reason


@pytest.mark.parametrize(
    ("kind", "property_"),
    [
        ("loadBalancers", "loadBalancerBackendAddressPools"),
        ("applicationGateways", "applicationGatewayBackendAddressPools"),
    ],
)
@pytest.mark.parametrize("name", ["'front'", "parameters('front')"])
def test_a_balancer_needs_the_machines_behind_it(tmp_path: Path, kind: str, property_: str, name: str) -> None:
    pool = {"id": f"[resourceId('Microsoft.Network/{kind}/backendAddressPools', {name}, 'all')]"}
    card = {
        "type": "Microsoft.Network/networkInterfaces",
        "apiVersion": "1",
        "name": "nic",
        "properties": {"ipConfigurations": [{"name": "a", "properties": {property_: [pool]}}]},
    }
    front = {"type": f"Microsoft.Network/{kind}", "apiVersion": "1", "name": f"[{name}]", "properties": {}}
    found = written(tmp_path, [card, front], parameters={"front": {"type": "string"}})
    (balancer,) = (key for key in found.records if kind in key)
    assert {(kind, key) for _, kind, key in found.uses(balancer)} == {
        ("routes_to", "microsoft.network/networkinterfaces/nic")
    }
    assert not found.uses("Microsoft.Network/networkInterfaces/nic")


def _folder(tmp_path: Path, **values: dict[str, str]) -> Path:
    template = {
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "parameters": {"name": {"type": "string", "defaultValue": "standard"}, "size": {"type": "string"}},
        "resources": [
            {
                "type": "Microsoft.Storage/storageAccounts",
                "apiVersion": "2023-01-01",
                "name": "[parameters('name')]",
                "sku": {"name": "[parameters('size')]"},
            }
        ],
    }
    (tmp_path / "store.json").write_text(json.dumps(template))
    for name, given in values.items():
        said = {
            "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
            "parameters": {key: {"value": value} for key, value in given.items()},
        }
        (tmp_path / f"{name}.json").write_text(json.dumps(said))
    return tmp_path / "store.json"


def test_parameters_under_a_name_of_their_own_are_taken_where_they_alone_fit(tmp_path: Path) -> None:
    template = _folder(tmp_path, live={"name": "stlive"}, other={"name": "x", "nobodys": "y"})
    (record,) = outcome("arm", template).records.values()
    assert record.resource.name == "stlive"
    found = recognise([tmp_path], Request())
    assert [one.request.path for one in found.asked] == [template]
    assert [one.name for one in found.unknown] == ["other.json"]


def test_of_several_parameter_files_that_fit_none_is_taken_and_it_is_said(tmp_path: Path) -> None:
    template = _folder(tmp_path, live={"name": "stlive"}, test={"name": "sttest"})
    found = outcome("arm", template)
    assert [record.resource.name for record in found.records.values()] == ["standard"]
    assert any("parameters partial" in one and "live.json, test.json; none is taken" in one for one in found.said())
    (tmp_path / "live.json").rename(tmp_path / "store.parameters.json")
    assert [record.resource.name for record in outcome("arm", template).records.values()] == ["stlive"]
