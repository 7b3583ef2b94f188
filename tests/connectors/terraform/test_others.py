"""A resource that hangs on another often bears the other's id: each keeps its own, and both are there."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.connectors.reading import outcome

ACCOUNT = "arn:aws:{}:eu-west-2:123456789012:{}".format
GROUP = "/subscriptions/0b1f6471-1bf0-4dda-aec3-111122223333/resourceGroups/rg/providers/"
TOPIC = ACCOUNT("sns", "alarms")
SECRET = ACCOUNT("secretsmanager", "secret:db-AbCdEf")
TARGETS = ACCOUNT("elasticloadbalancing", "targetgroup/web/4b9d9db6ea1f6295")
LISTENER = ACCOUNT("elasticloadbalancing", "listener/app/web/4b9d9db6ea1f6295/9ab28ade35828f96")
CERTIFICATE = ACCOUNT("acm", "certificate/12345678-1234-1234-1234-123456789012")
UNIQUE = "20261122093015123400000001"
FUNCTION = ACCOUNT("lambda", "function:tidy")
SUBNET = f"{GROUP}Microsoft.Network/virtualNetworks/v/subnets/s"
STORE = f"{GROUP}Microsoft.Storage/storageAccounts/st"

HANGING: list[tuple[str, dict[str, Any], str, dict[str, Any]]] = [
    ("aws_sns_topic_policy", {"id": TOPIC, "arn": TOPIC}, "aws_sns_topic", {"id": TOPIC, "arn": TOPIC}),
    (
        *("aws_secretsmanager_secret_version", {"id": f"{SECRET}|v1", "arn": SECRET, "secret_id": SECRET}),
        *("aws_secretsmanager_secret", {"id": SECRET, "arn": SECRET}),
    ),
    (
        *("aws_cloudwatch_event_target", {"id": "nightly-tidy", "arn": FUNCTION, "rule": "nightly"}),
        *("aws_lambda_function", {"id": "tidy", "arn": FUNCTION}),
    ),
    (
        *("aws_lb_listener_certificate", {"id": f"{LISTENER}_{CERTIFICATE}", "listener_arn": LISTENER}),
        *("aws_lb_listener", {"id": LISTENER, "arn": LISTENER}),
    ),
    (
        *("aws_lb_target_group_attachment", {"id": f"{TARGETS}-{UNIQUE}", "target_group_arn": TARGETS}),
        *("aws_lb_target_group", {"id": TARGETS, "arn": TARGETS}),
    ),
    ("azurerm_subnet_route_table_association", {"id": SUBNET, "subnet_id": SUBNET}, "azurerm_subnet", {"id": SUBNET}),
    (
        *("azurerm_storage_account_network_rules", {"id": STORE, "storage_account_id": STORE}),
        *("azurerm_storage_account", {"id": STORE}),
    ),
]  # fmt: skip


def read(path: Path, *resources: tuple[str, dict[str, Any]]) -> dict[str, str]:
    """Give each type's id out of a state of these resources."""
    written = [
        {"mode": "managed", "type": type_, "name": "a", "provider": "p", "instances": [{"attributes": values}]}
        for type_, values in resources
    ]
    path.write_text(json.dumps({"version": 4, "terraform_version": "1.9.0", "resources": written}))
    records = outcome("terraform", path).records
    return {address.partition(".")[0]: record.resource.id for address, record in records.items()}


@pytest.mark.parametrize(("type_", "values", "owner", "its"), HANGING)
def test_what_hangs_on_another_leaves_it_its_id(
    type_: str, values: dict[str, Any], owner: str, its: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "a.tfstate"
    ids = read(path, (type_, values), (owner, its))
    assert ids[owner] == its.get("arn", its["id"])
    assert ids[type_] == f"{path}#{type_}.a"


def test_what_is_below_another_and_says_so_has_its_own(tmp_path: Path) -> None:
    alias = f"{FUNCTION}:live"
    disk = f"{GROUP}Microsoft.Compute/disks/data"
    database = f"{GROUP}Microsoft.Sql/servers/s/databases/d"
    ids = read(
        tmp_path / "a.tfstate",
        ("aws_lambda_alias", {"id": alias, "arn": alias, "function_name": FUNCTION}),
        ("azurerm_mssql_database", {"id": database, "server_id": database.partition("/databases")[0]}),
        ("azurerm_managed_disk", {"id": f"{disk}-copy", "source_resource_id": disk}),
        ("aws_db_snapshot", {"id": "before", "db_snapshot_arn": ACCOUNT("rds", "snapshot:before")}),
        ("aws_ami", {"id": "ami-1", "arn": "arn:aws:ec2:eu-west-2::image/ami-1", "owner_id": "123456789012"}),
    )
    assert ids == {
        "aws_lambda_alias": alias,
        "azurerm_mssql_database": database,
        "azurerm_managed_disk": f"{disk}-copy",
        "aws_db_snapshot": ACCOUNT("rds", "snapshot:before"),
        "aws_ami": ACCOUNT("ec2", "image/ami-1"),
    }
