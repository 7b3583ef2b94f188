"""Objects of a cluster, from manifests and from what kubectl lists."""

import json
from pathlib import Path
from typing import Any

import pytest

from lockscan.connectors.kubernetes import CONNECTOR
from tests.connectors.reading import FIXTURES, outcome
from tests.fuzz.files import run

FOLDER = FIXTURES / "kubernetes"


def test_what_a_workload_needs_is_found() -> None:
    found = outcome("kubernetes", FOLDER / "benefits.yaml")
    uses = {(kind, key) for _, kind, key in found.uses("Deployment/benefits/api")}
    assert uses >= {
        ("assumes", "ServiceAccount/benefits/api"),
        ("reads_secret", "Secret/benefits/database"),
        ("stores_in", "PersistentVolumeClaim/benefits/letters"),
        ("pulls_image", "quay.io/wexbridge/proxy"),
        ("pulls_image", "arn:aws:ecr:eu-west-2:123456789012:repository/benefits-api"),
    }
    assert ("routes_to", "Deployment/benefits/api") in {(k, key) for _, k, key in found.uses("Service/benefits/api")}
    assert ("routes_to", "Service/benefits/api") in {(k, key) for _, k, key in found.uses("Ingress/benefits/public")}


def test_facts_namespace_and_line() -> None:
    found = outcome("kubernetes", FOLDER / "benefits.yaml")
    deployment = found.records["Deployment/benefits/api"].resource
    assert (deployment.type, deployment.application, deployment.facts["instances"]) == (
        "apps/v1/Deployment",
        "benefits",
        3,
    )
    assert deployment.origins[0].line == 14
    assert found.facts("PersistentVolumeClaim/benefits/letters")["allocated_gb"] == pytest.approx(107.3741824)


def test_an_identity_bound_to_a_service_account_is_told() -> None:
    found = outcome("kubernetes", FOLDER / "benefits.yaml")
    assert found.facts("ServiceAccount/benefits/api")["identity_binding"] == "irsa"
    roles = {key for _, kind, key in found.uses("ServiceAccount/benefits/api") if kind == "assumes"}
    assert roles == {"arn:aws:iam::123456789012:role/benefits-api"}


def test_no_data_of_a_secret_is_kept() -> None:
    found = outcome("kubernetes", FOLDER / "benefits.yaml")
    assert "hidden" not in repr(found.records)
    assert "not-a-secret" not in repr(found.records)


def test_a_list_is_taken_apart_and_owners_are_known() -> None:
    found = outcome("kubernetes", FOLDER / "pods.json")
    pod = found.records["Pod/parks/web-6d-1"]
    assert pod.resource.id == "0f0e6f3c-21f5-4a37-9d0e-3c5a2d9be011"
    assert pod.resource.facts["lifecycle"] == "short-lived"
    assert ("contained_in", "0f0e6f3c-21f5-4a37-9d0e-3c5a2d9be010") in {(c.kind.value, c.key) for c in pod.candidates}


@pytest.mark.parametrize(
    "content", ["openapi: 3.0.0", "a: 1", "{{ if .Values.x }}\napiVersion: v1", '{"kind": "x"}', "kind: x"]
)
def test_what_is_no_manifest_is_not_claimed(content: str) -> None:
    assert not CONNECTOR.recognises(Path("x.yaml"), content.encode())


def test_odd_values_are_no_facts(tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(
        "apiVersion: v1\nkind: Service\nmetadata: {name: x}\nspec: {type: {a: b}, replicas: true, selector: [1]}\n"
    )
    assert outcome("kubernetes", path).facts("Service/default/x")["public"] is False


def test_mutated_files_end_in_resources_or_one_line(tmp_path: Path) -> None:
    assert run(tmp_path, "kubernetes", rounds=300, seed=7) > 0


def test_lists_inside_lists_are_taken_apart(tmp_path: Path) -> None:
    inner = {"apiVersion": "v1", "kind": "List", "items": [named("ConfigMap", "deep")]}
    path = tmp_path / "all.json"
    path.write_text(json.dumps({"apiVersion": "v1", "kind": "List", "items": [inner, named("Service", "web")]}))
    assert set(outcome("kubernetes", path).records) == {"ConfigMap/n/deep", "Service/n/web"}


def named(kind: str, name: str) -> dict[str, Any]:
    return {"apiVersion": "v1", "kind": kind, "metadata": {"name": name, "namespace": "n"}}


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Release.Name }}\n", 4),
        ("{{- if .Values.on }}\napiVersion: v1\nkind: Service\nmetadata: {name: a}\n{{- end }}\n", 1),
        ('apiVersion: v1\nkind: Service\nmetadata:\n  {{- include "labels" . | nindent 2 }}\n', 4),
    ],
)
def test_a_chart_that_is_not_rendered_is_one_clear_line(tmp_path: Path, content: str, line: int) -> None:
    path = tmp_path / "service.yaml"
    path.write_text(content)
    assert CONNECTOR.recognises(path, content.encode())
    failed = outcome("kubernetes", path).failed
    assert failed is not None
    assert (failed.reason, failed.remedy) == (
        f"{path}:{line}: a chart's template, not yet rendered",
        "render it first: helm template",
    )


def test_documents_of_comments_alone_are_none(tmp_path: Path) -> None:
    path = tmp_path / "many.yaml"
    path.write_text("# first\n---\n# second\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: a}\n---\n# last\n")
    found = outcome("kubernetes", path)
    assert (list(found.records), found.said()) == (["Pod/default/a"], [])


def node(id_: str) -> dict[str, Any]:
    return {"apiVersion": "v1", "kind": "Node", "metadata": {"name": id_}, "spec": {"providerID": id_}}


def service(annotations: dict[str, str]) -> dict[str, Any]:
    return {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "s", "annotations": annotations}}


STORAGE = {
    "apiVersion": "storage.k8s.io/v1",
    "kind": "StorageClass",
    "metadata": {"name": "disk"},
    "provisioner": "disk.csi.azure.com",
}


@pytest.mark.parametrize(
    ("objects", "supplier"),
    [
        ([node("aws:///eu-west-2a/i-1"), STORAGE], "aws"),
        ([node("hcloud://7")], "hetzner"),
        ([node("vsphere://7"), service({"eks.amazonaws.com/x": ""})], "kubernetes"),
        ([STORAGE, service({"cloud.google.com/neg": ""})], "azure"),
        ([service({"cloud.google.com/neg": ""})], "google"),
        ([service({})], "kubernetes"),
        ([node("aws:///a/i-1"), node("azure:///b")], "kubernetes"),
    ],
)
def test_who_supplies_a_cluster_is_told_by_its_nodes_drivers_and_annotations(
    tmp_path: Path, objects: list[Any], supplier: str
) -> None:
    path = tmp_path / "cluster.json"
    path.write_text(json.dumps({"apiVersion": "v1", "kind": "List", "items": objects}))
    found = outcome("kubernetes", path)
    assert {record.resource.provider for record in found.records.values()} == {supplier}
