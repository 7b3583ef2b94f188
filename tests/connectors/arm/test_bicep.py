"""What `bicep build` writes today: lambdas, functions and types of one's own, extensions, loops over modules."""

import json
from pathlib import Path
from typing import Any

import pytest

from lockscan.connectors.arm.evaluation import Evaluator
from lockscan.connectors.arm.symbols import known
from tests.connectors.reading import Outcome, outcome

SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
PETS = [
    {"name": "a", "size": 1, "kind": "x"},
    {"name": "b", "size": 2, "kind": "y"},
    {"name": "c", "size": 3, "kind": "x"},
]


class Nothing:
    def call(self, name: str, arguments: list[Any], indices: Any) -> Any:  # noqa: ARG002 - as the protocol has it
        if name == "variables":
            return {"pets": PETS, "deep": {"a": {"b": 1}}, "more": {"a": {"c": 2}, "d": [3]}}[arguments[0]]
        raise LookupError(name)


def template(folder: Path, resources: Any, **rest: Any) -> Outcome:
    path = folder / "main.json"
    said = {"$schema": SCHEMA, "contentVersion": "1.0.0.0", "languageVersion": "2.0", **rest, "resources": resources}
    path.write_text(json.dumps(said, indent=1))
    return outcome("arm", path)


def storage(name: str, **more: Any) -> dict[str, Any]:
    return {"type": "Microsoft.Storage/storageAccounts", "apiVersion": "2023-01-01", "name": name, **more}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("map(variables('pets'), lambda('p', lambdaVariables('p').name))", ["a", "b", "c"]),
        ("map(range(0, 2), lambda('i', format('n{0}', lambdaVariables('i'))))", ["n0", "n1"]),
        ("map(createArray('x', 'y'), lambda('v', 'i', lambdaVariables('i')))", [0, 1]),
        ("length(filter(variables('pets'), lambda('p', greater(lambdaVariables('p').size, 1))))", 2),
        ("reduce(range(1, 3), 0, lambda('all', 'one', add(lambdaVariables('all'), lambdaVariables('one'))))", 6),
        ("sort(createArray(3, 1, 2), lambda('a', 'b', less(lambdaVariables('a'), lambdaVariables('b'))))", [1, 2, 3]),
        ("toObject(variables('pets'), lambda('p', lambdaVariables('p').name), lambda('p', lambdaVariables('p').size))",
         {"a": 1, "b": 2, "c": 3}),
        ("length(groupBy(variables('pets'), lambda('p', lambdaVariables('p').kind)).x)", 2),
        ("mapValues(createObject('a', 1), lambda('v', add(lambdaVariables('v'), 1)))", {"a": 2}),
        ("map(range(1, 2), lambda('p', map(range(0, 1), lambda('q', lambdaVariables('p')))))", [[1], [2]]),
        ("union(variables('deep'), variables('more'))", {"a": {"b": 1, "c": 2}, "d": [3]}),
        ("shallowMerge(createArray(variables('deep'), variables('more')))", {"a": {"c": 2}, "d": [3]}),
        ("map(items(createObject('k', 1)), lambda('i', concat(lambdaVariables('i').key, '!')))", ["k!"]),
        ("padLeft(7, 3, '0')", "007"),
        ("cidrSubnet('10.0.0.0/16', 24, 2)", "10.0.2.0/24"),
        ("cidrHost('10.0.1.0/24', 3)", "10.0.1.4"),
        ("cidrSubnet('10.0.0.0/16', -1000000000000, 1)", None),
        ("cidrSubnet('10.0.0.0/16', 24, 256)", None),
        ("cidrHost('10.0.1.0/24', -3)", None),
        ("indexFromEnd(createArray(1, 2, 3), 1)", 3),
        ("indexFromEnd(createArray(1, 2, 3), 0)", None),
        ("createArray(div(-7, 2), mod(-7, 2), div(7, 2))", [-3, -1, 3]),
        ("mul(mul(9000000000000000000, 9), mul(9000000000000000000, 9))", None),
        ("lastIndexOf('abcabc', 'B')", 4),
        ("base64ToString('YQ==')", "a"),
    ],
)  # fmt: skip
def test_functions_come_to_what_the_language_says(written: str, value: Any) -> None:
    evaluator = Evaluator("here")
    found = evaluator.value(f"[{written}]", Nothing(), {})
    assert (found if known(found) else None) == value


def test_what_a_lambda_cannot_tell_leads_to_what_it_was_given(tmp_path: Path) -> None:
    url = "[map(filter(createArray(reference('store').a), lambda('a', lambdaVariables('a'))), lambda('b', 'c'))]"
    site = {"type": "Microsoft.Web/sites", "apiVersion": "2023-01-01", "name": "web", "properties": {"urls": url}}
    found = template(tmp_path, {"store": storage("st"), "web": site})
    assert {key.rpartition("/")[2] for _, _, key in found.uses("Microsoft.Web/sites/web")} == {"st"}


def test_a_template_s_own_functions_and_types_are_applied(tmp_path: Path) -> None:
    member = {
        "parameters": [{"type": "string", "name": "env"}, {"type": "int", "name": "at"}],
        "output": {"type": "string", "value": "[format('st{0}{1}', parameters('env'), __bicep.two(parameters('at')))]"},
    }
    two = {"parameters": [{"type": "int", "name": "n"}], "output": {"value": "[padLeft(parameters('n'), 2, '0')]"}}
    found = template(
        tmp_path,
        {
            "store": storage("[__bicep.named(parameters('settings').env, 3)]", location="[parameters('place')]"),
            "more": {"condition": "[not(equals(parameters('extra'), null()))]", **storage("extra")},
            "plain": storage("[coalesce(parameters('extra'), 'fallback')]"),
        },
        functions=[{"namespace": "__bicep", "members": {"named": member, "two": two}}],
        definitions={
            "settings": {"type": "object"},
            "kept": {"type": "securestring"},
            "perhaps": {"type": "string", "nullable": True},
        },
        parameters={
            "settings": {"$ref": "#/definitions/settings", "defaultValue": {"env": "dev"}},
            "extra": {"$ref": "#/definitions/perhaps"},
            "place": {"$ref": "#/definitions/kept", "defaultValue": "hushed"},
        },
    )
    names = {record.resource.name for record in found.records.values()}
    assert names == {"stdev03", "fallback"}
    assert "hushed" not in repr(found.records)


def test_types_with_a_version_or_a_slash_are_the_same_types(tmp_path: Path) -> None:
    odd = [
        {**storage("one"), "type": "Microsoft.Storage/storageAccounts@2023-01-01"},
        {**storage("two"), "type": "Microsoft.Storage/storageAccounts/"},
    ]
    found = template(tmp_path, odd)
    assert {record.resource.type for record in found.records.values()} == {"Microsoft.Storage/storageAccounts"}


def test_what_an_extension_makes_is_called_by_what_it_says_inside(tmp_path: Path) -> None:
    graph = {"import": "graph", "type": "Microsoft.Graph/applications@v1.0", "properties": {"uniqueName": "portal"}}
    group = {"extension": "graph", "type": "Microsoft.Graph/groups@v1.0", "properties": {"displayName": "Staff"}}
    found = template(
        tmp_path,
        {"app": graph, "group": group, "there": {"existing": True, **storage("old")}},
        imports={"graph": {"provider": "MicrosoftGraph", "version": "1.0.0"}},
        extensions={"graph": {"name": "MicrosoftGraph", "version": "1.0.0"}},
    )
    assert {(one.resource.type.lower(), one.resource.name) for one in found.records.values()} == {
        ("microsoft.graph/applications", "portal"),
        ("microsoft.graph/groups", "Staff"),
    }


def test_a_loop_of_modules_is_read_through_the_outputs_of_each(tmp_path: Path) -> None:
    inner = {
        "$schema": SCHEMA,
        "contentVersion": "1.0.0.0",
        "languageVersion": "2.0",
        "parameters": {"name": {"type": "string"}},
        "resources": {"store": storage("[parameters('name')]")},
        "outputs": {
            "ids": {
                "type": "array",
                "copy": {"count": 1, "input": "[resourceId('Microsoft.Storage/storageAccounts', parameters('name'))]"},
            },
            "none": {"condition": False, "type": "string", "value": "[reference('gone').id]"},
        },
    }
    module = {
        "type": "Microsoft.Resources/deployments",
        "apiVersion": "2022-09-01",
        "name": "[format('m{0}', copyIndex())]",
        "copy": {"name": "stores", "count": "[length(range(0, 2))]", "mode": "serial", "batchSize": 1},
        "properties": {
            "expressionEvaluationOptions": {"scope": "inner"},
            "mode": "Incremental",
            "parameters": {"name": {"value": "[format('st{0}', copyIndex())]"}},
            "template": inner,
        },
    }
    ids = "[map(references('stores'), lambda('s', lambdaVariables('s').outputs.ids.value[0]))]"
    web = {"type": "Microsoft.Web/sites", "apiVersion": "2023-01-01", "name": "web", "properties": {"stores": ids}}
    found = template(tmp_path, {"stores": module, "web": web})
    assert {record.resource.name for record in found.records.values()} == {"st0", "st1", "web"}
    used = {key.lower() for _, _, key in found.uses("Microsoft.Web/sites/web")}
    assert {one.rpartition("/")[2] for one in used} == {"st0", "st1"}
