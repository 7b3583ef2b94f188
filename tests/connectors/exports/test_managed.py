"""Objects of operators are the cloud's resources that they stand for."""

import json
from pathlib import Path
from typing import Any

import pytest

from lockscan.connectors.kubernetes.managed import managed
from tests.connectors.reading import Outcome, outcome


def one(api: str, kind: str, name: str, spec: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    metadata = {"name": name, "namespace": "shop"}
    return {"apiVersion": api, "kind": kind, "metadata": metadata, "spec": spec or {}, **more}


def listed(folder: Path, *objects: dict[str, Any]) -> Outcome:
    path = folder / "all.json"
    path.write_text(json.dumps({"apiVersion": "v1", "kind": "List", "items": objects}))
    return outcome("kubernetes", path)


@pytest.mark.parametrize(
    ("api", "kind", "type_"),
    [
        ("rds.services.k8s.aws/v1alpha1", "DBInstance", "AWS::RDS::DBInstance"),
        ("iam.services.k8s.aws/v1alpha1", "Policy", "AWS::IAM::ManagedPolicy"),
        ("sfn.services.k8s.aws/v1alpha1", "StateMachine", "AWS::StepFunctions::StateMachine"),
        ("ec2.aws.upbound.io/v1beta1", "VPC", "AWS::EC2::VPC"),
        ("sqs.aws.m.upbound.io/v1beta1", "Queue", "AWS::SQS::Queue"),
        ("storage.azure.upbound.io/v1beta1", "Account", "Microsoft.Storage/storageAccounts"),
        ("azure.upbound.io/v1beta1", "ResourceGroup", "Microsoft.Resources/resourceGroups"),
        ("sql.gcp.upbound.io/v1beta1", "DatabaseInstance", "sqladmin.googleapis.com/Instance"),
        ("network.azure.com/v1api20201101", "VirtualNetworksSubnet", "Microsoft.Network/virtualNetworks/subnets"),
        ("cache.azure.com/v1api20230801", "Redis", "Microsoft.Cache/Redis"),
        ("sql.cnrm.cloud.google.com/v1beta1", "SQLInstance", "sqladmin.googleapis.com/Instance"),
        ("pubsub.cnrm.cloud.google.com/v1beta1", "PubSubTopic", "pubsub.googleapis.com/Topic"),
        ("s3.services.k8s.aws/v1alpha1", "Unheard", ""),
    ],
)
def test_kinds_of_operators_are_types_of_their_provider(api: str, kind: str, type_: str) -> None:
    made = managed({"apiVersion": api, "kind": kind})
    assert made is not None
    assert made.type == type_


@pytest.mark.parametrize(
    "api", ["v1", "apps/v1", "aws.upbound.io/v1beta1", "azure.upbound.io/v1beta1", "a.crossplane.io/v1"]
)
def test_a_cluster_s_own_objects_and_settings_are_not(api: str) -> None:
    assert managed({"apiVersion": api, "kind": "ProviderConfig"}) is None


def test_what_the_operator_wrote_back_is_the_id_that_a_live_scan_gives(tmp_path: Path) -> None:
    arn = "arn:aws:rds:eu-west-2:123456789012:db:orders"
    said = {"ackResourceMetadata": {"arn": arn, "region": "eu-west-2", "ownerAccountID": "123456789012"}}
    spec = {"engine": "postgres", "dbSubnetGroupRef": {"from": {"name": "inner"}}}
    found = listed(
        tmp_path,
        one("rds.services.k8s.aws/v1alpha1", "DBInstance", "orders", spec, status=said),
        one("rds.services.k8s.aws/v1alpha1", "DBSubnetGroup", "inner"),
    )
    database = found.records["DBInstance/shop/orders"].resource
    assert (database.id, database.provider, database.region) == (arn, "aws", "eu-west-2")
    assert database.facts["engine"] == "postgres"
    assert "DBSubnetGroup/shop/inner" in {key for _, _, key in found.uses("DBInstance/shop/orders")}


def test_references_between_managed_resources_are_followed(tmp_path: Path) -> None:
    provider = {
        "providerConfigRef": {"name": "net"},
        "forProvider": {"region": "eu-west-2", "vpcIdRef": {"name": "net"}},
    }
    found = listed(
        tmp_path,
        one("ec2.aws.upbound.io/v1beta1", "VPC", "net"),
        one("ec2.aws.upbound.io/v1beta1", "Subnet", "net", provider),
        one("resources.azure.com/v1api20200601", "ResourceGroup", "group"),
        one("storage.azure.com/v1api20230101", "StorageAccount", "store", {"owner": {"name": "group"}}),
    )
    assert {key for _, _, key in found.uses("Subnet/shop/net")} == {"VPC/shop/net"}
    assert {key for _, _, key in found.uses("StorageAccount/shop/store")} == {"ResourceGroup/shop/group"}
    assert found.records["Subnet/shop/net"].resource.region == "eu-west-2"


def test_what_helm_renders_is_read_without_its_comments(tmp_path: Path) -> None:
    path = tmp_path / "rendered.yaml"
    path.write_text(
        "---\n# Source: shop/templates/sa.yaml\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web}\n"
        "---\n# Source: shop/templates/empty.yaml\n---\n# Source: shop/templates/bucket.yaml\n"
        "apiVersion: s3.services.k8s.aws/v1alpha1\nkind: Bucket\nmetadata: {name: files}\nspec: {name: shop-files}\n"
    )
    found = outcome("kubernetes", path)
    assert {record.resource.type for record in found.records.values()} == {"v1/ServiceAccount", "AWS::S3::Bucket"}
    assert found.said() == []
