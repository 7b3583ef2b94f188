"""What is read through another file is counted with it, once for each that deploys it."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from lockscan.collection.interface import Request
from lockscan.recognition import recognise

QUEUE = "Resources:\n  Jobs: {Type: AWS::SQS::Queue}\n"
SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"


def found(*sources: Path) -> tuple[list[str], Counter[str]]:
    """Give the files that are read by themselves, and every id with how often it came."""
    asked = recognise(list(sources), Request()).asked
    units = [unit for one in asked for unit in one.connector.units(one.request)]
    records = [record for unit in units for page in unit.read(None) for record in page.records]
    return [Path(one.name).name for one in asked], Counter(record.resource.id for record in records)


def nesting(path: Path, *children: str, condition: str = "") -> None:
    held = f", Condition: {condition}" if condition else ""
    lines = "".join(
        f"  Child{at}: {{Type: AWS::CloudFormation::Stack{held}, Properties: {{TemplateURL: {child}}}}}\n"
        for at, child in enumerate(children)
    )
    path.write_text(f"Conditions: {{Never: !Equals [a, b]}}\nResources:\n{lines}")


def linking(path: Path, *links: str, condition: bool = True) -> None:
    resources = [
        {
            "type": "Microsoft.Resources/deployments",
            "apiVersion": "2022-09-01",
            "name": f"d{at}",
            "condition": condition,
            "properties": {"templateLink": {"relativePath": link}},
        }
        for at, link in enumerate(links)
    ]
    arm(path, resources)


def arm(path: Path, resources: list[dict[str, Any]]) -> None:
    path.write_text(json.dumps({"$schema": SCHEMA, "contentVersion": "1.0.0.0", "resources": resources}))


def account(name: str) -> dict[str, Any]:
    return {"type": "Microsoft.Storage/storageAccounts", "apiVersion": "2023-01-01", "name": name}


def test_a_nested_template_is_read_under_its_parent_alone(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "child.yaml").write_text(QUEUE)
    nesting(tmp_path / "parent.yaml", "./below/child.yaml")
    names, ids = found(tmp_path)
    assert names == ["parent.yaml"]
    assert sorted(ids) == [f"{tmp_path}/parent.yaml#Child0", f"{tmp_path}/parent.yaml#Child0/Jobs"]
    assert found(tmp_path / "below" / "child.yaml", tmp_path / "parent.yaml")[0] == ["parent.yaml"]
    assert found(tmp_path / "below" / "child.yaml")[0] == ["child.yaml"]


def test_an_application_s_local_template_is_no_second_source(tmp_path: Path) -> None:
    (tmp_path / "child.yaml").write_text(QUEUE)
    (tmp_path / "template.yaml").write_text(
        "Transform: AWS::Serverless-2016-10-31\nResources:\n"
        "  App: {Type: AWS::Serverless::Application, Properties: {Location: child.yaml}}\n"
    )
    assert found(tmp_path)[0] == ["template.yaml"]


def test_what_two_templates_nest_is_deployed_twice(tmp_path: Path) -> None:
    (tmp_path / "child.yaml").write_text(QUEUE)
    for name in ("a.yaml", "b.yaml"):
        nesting(tmp_path / name, "child.yaml", "child.yaml")
    names, ids = found(tmp_path)
    assert names == ["a.yaml", "b.yaml"]
    assert set(ids.values()) == {1}
    assert sum(one.endswith("/Jobs") for one in ids) == 4


def test_a_chain_of_nested_templates_hangs_from_its_first(tmp_path: Path) -> None:
    (tmp_path / "leaf.yaml").write_text(QUEUE)
    nesting(tmp_path / "middle.yaml", "leaf.yaml")
    nesting(tmp_path / "top.yaml", "middle.yaml")
    names, ids = found(tmp_path)
    assert names == ["top.yaml"]
    assert f"{tmp_path}/top.yaml#Child0/Child0/Jobs" in ids


def test_templates_that_nest_one_another_are_not_lost(tmp_path: Path) -> None:
    nesting(tmp_path / "a.yaml", "b.yaml")
    nesting(tmp_path / "b.yaml", "a.yaml")
    assert found(tmp_path)[0] == ["a.yaml"]


def test_a_nested_template_whose_condition_does_not_hold_is_its_parent_s(tmp_path: Path) -> None:
    (tmp_path / "child.yaml").write_text(QUEUE)
    nesting(tmp_path / "parent.yaml", "child.yaml", condition="Never")
    assert found(tmp_path) == (["parent.yaml"], Counter())


def test_a_parent_that_cannot_be_read_hides_no_child(tmp_path: Path) -> None:
    (tmp_path / "child.yaml").write_text(QUEUE)
    nesting(tmp_path / "parent.yaml", "child.yaml")
    with (tmp_path / "parent.yaml").open("a") as stream:
        stream.write("Outputs: {")
    assert [one.connector.title.split()[0] for one in recognise([tmp_path], Request()).asked] == ["CloudFormation"] * 2


def test_a_linked_template_is_read_under_its_parent_alone(tmp_path: Path) -> None:
    arm(tmp_path / "child.json", [account("docs")])
    linking(tmp_path / "main.json", "child.json")
    names, ids = found(tmp_path)
    assert names == ["main.json"]
    assert ids == {f"{tmp_path}/main.json#Microsoft.Storage/storageAccounts/docs": 1}


def test_what_two_templates_link_is_deployed_twice(tmp_path: Path) -> None:
    arm(tmp_path / "child.json", [account("[resourceGroup().name]")])
    for name in ("a.json", "b.json"):
        linking(tmp_path / name, "child.json")
    names, ids = found(tmp_path)
    assert names == ["a.json", "b.json"]
    assert sorted(ids.values()) == [1, 1]


def test_a_linked_template_whose_condition_does_not_hold_is_its_parent_s(tmp_path: Path) -> None:
    arm(tmp_path / "child.json", [account("docs")])
    linking(tmp_path / "main.json", "child.json", condition=False)
    assert found(tmp_path) == (["main.json"], Counter())


def test_a_template_linked_by_the_place_it_is_deployed_from_is_the_file_beside(tmp_path: Path) -> None:
    (tmp_path / "nested").mkdir()
    arm(tmp_path / "nested" / "child.json", [account("docs")])
    link = {"uri": "[uri(deployment().properties.templateLink.uri, concat('nested/', 'child', '.json'))]"}
    deployment = {"type": "Microsoft.Resources/deployments", "apiVersion": "1", "name": "d"}
    arm(tmp_path / "main.json", [{**deployment, "properties": {"templateLink": link}}])
    assert found(tmp_path)[0] == ["main.json"]
    assert list(found(tmp_path)[1]) == [f"{tmp_path}/main.json#Microsoft.Storage/storageAccounts/docs"]
