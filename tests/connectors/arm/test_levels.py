"""What stands above resource groups, and what no id can be made of."""

import json
from pathlib import Path

from tests.connectors.reading import outcome

SCHEMAS = "https://schema.management.azure.com/schemas"


def test_what_a_management_group_holds_is_read(tmp_path: Path) -> None:
    path = tmp_path / "main.json"
    resource = {"type": "Microsoft.Authorization/policyAssignments", "apiVersion": "1", "name": "tags"}
    schema = f"{SCHEMAS}/2019-08-01/managementGroupDeploymentTemplate.json#"
    path.write_text(json.dumps({"$schema": schema, "resources": [resource]}))
    assert list(outcome("arm", path).records) == ["Microsoft.Authorization/policyAssignments/tags"]


def test_an_entry_that_is_no_resource_is_told(tmp_path: Path) -> None:
    path = tmp_path / "main.json"
    entries = [{"type": "string"}, {"name": "untyped"}, {"type": "Microsoft.X/ys", "name": "a"}]
    path.write_text(json.dumps({"$schema": f"{SCHEMAS}/2019-04-01/deploymentTemplate.json#", "resources": entries}))
    found = outcome("arm", path)
    assert len(found.records) == 1
    assert any("2 entries are no resources" in said for said in found.said())
