"""Plans: what exists afterwards, where, and what uses what."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

BOOKING = "booking.plan.json"
SUBNETS = {f"module.network.aws_subnet.private[{place}]" for place in range(3)}


def test_every_planned_resource_once_and_no_data_source(read: Callable[[str], Any]) -> None:
    found = read(BOOKING)
    assert found.failed is None
    assert len(found.records) == 24
    assert not any(".data." in address or address.startswith("data.") for address in found.records)


@pytest.mark.parametrize(
    ("address", "links"),
    [
        (
            'aws_sqs_queue.work["payments"]',
            {("kms_master_key_id", "aws_kms_key.data"), ("redrive_policy", "aws_sqs_queue.failed")},
        ),
        (
            'aws_lambda_event_source_mapping.work["payments"]',
            {
                ("event_source_arn", 'aws_sqs_queue.work["payments"]'),
                ("function_name", 'aws_lambda_function.api["payments"]'),
            },
        ),
        (
            'aws_lambda_function.api["bookings"]',
            {
                ("role", "aws_iam_role.api"),
                ("kms_key_arn", "aws_kms_key.data"),
                ("vpc_config.security_group_ids", "module.network.aws_security_group.db"),
                ("environment.variables", 'aws_sqs_queue.work["bookings"]'),
                ("environment.variables", 'module.database["primary"].aws_db_instance.this'),
                ("environment.variables", 'module.database["replica"].aws_db_instance.this'),
                *(("vpc_config.subnet_ids", subnet) for subnet in SUBNETS),
            },
        ),
        (
            'module.database["replica"].aws_db_instance.this',
            {
                ("db_subnet_group_name", 'module.database["replica"].aws_db_subnet_group.this'),
                ("vpc_security_group_ids", "module.network.aws_security_group.db"),
                ("kms_key_id", "aws_kms_key.data"),
                ("password", "random_password.db"),
            },
        ),
        ('module.database["primary"].aws_db_subnet_group.this', {("subnet_ids", subnet) for subnet in SUBNETS}),
        (
            "aws_iam_role_policy.api",
            {("role", "aws_iam_role.api"), ("policy", "aws_s3_bucket.uploads"), ("policy", "aws_kms_key.data")},
        ),
        ("datadog_monitor.errors", {("message", 'aws_lambda_function.api["bookings"]')}),
        ("aws_kms_key.data", set()),
    ],
)
def test_expressions_lead_to_what_they_mean(
    read: Callable[[str], Any], address: str, links: set[tuple[str, str]]
) -> None:
    assert read(BOOKING).links(address) == links


def test_depends_on_is_order_only(read: Callable[[str], Any]) -> None:
    found = read(BOOKING)
    assert found.after('aws_lambda_function.api["payments"]') == {"aws_iam_role_policy.api"}
    assert all(path != "depends_on" for path, _ in found.links('aws_lambda_function.api["payments"]'))


def test_a_provider_alias_places_its_resources(read: Callable[[str], Any]) -> None:
    found = read(BOOKING)
    places = {
        address: (found.records[address].resource.account, found.records[address].resource.region)
        for address in ("aws_s3_bucket.uploads", "aws_s3_bucket.replica", "aws_iam_role.api")
    }
    assert places == {
        "aws_s3_bucket.uploads": ("123456789012", "eu-west-2"),
        "aws_s3_bucket.replica": ("123456789012", "eu-west-1"),
        "aws_iam_role.api": ("123456789012", "global"),
    }


def test_types_are_the_providers_own_and_unmapped_ones_are_kept_and_listed(read: Callable[[str], Any]) -> None:
    found = read(BOOKING)
    assert found.records["aws_kms_key.data"].resource.type == "AWS::KMS::Key"
    assert found.records["datadog_monitor.errors"].resource.type == "datadog_monitor"
    assert found.records["datadog_monitor.errors"].resource.provider == "datadog"
    listed = {(scope.type, scope.resources) for scope in found.scopes}
    assert ("datadog_monitor", 1) in listed


def test_each_resource_says_file_and_line(read: Callable[[str], Any]) -> None:
    found = read(BOOKING)
    lines = found.path.read_text().splitlines()
    for address, record in found.records.items():
        (origin,) = record.resource.origins
        assert origin.source == "plan"
        assert json.dumps(address) in lines[origin.line - 1]


def test_modules_group_into_applications(read: Callable[[str], Any]) -> None:
    records = read(BOOKING).records
    assert records["module.network.aws_vpc.this"].resource.application == "network"
    assert records["aws_kms_key.data"].resource.application is None


def test_changes_are_told_and_what_goes_is_not_there(read: Callable[[str], Any]) -> None:
    found = read("changes.plan.json")
    changes = {address: record.resource.facts["plan.change"] for address, record in found.records.items()}
    assert changes == {
        "aws_s3_bucket.logs": "update",
        "aws_instance.web": "replace",
        "aws_dynamodb_table.sessions": "no-op",
        "aws_sns_topic.alerts": "create",
    }
    assert {(scope.type, scope.reason) for scope in found.scopes if scope.state == "empty"} == {
        ("aws_sqs_queue", "the plan is to delete 1"),
        ("aws_s3_bucket", "the plan is to forget 1"),
    }


def test_an_update_keeps_its_id_and_a_replacement_loses_it(read: Callable[[str], Any]) -> None:
    records = read("changes.plan.json").records
    assert records["aws_s3_bucket.logs"].resource.id == "arn:aws:s3:::council-logs"
    assert records["aws_instance.web"].resource.id.endswith("changes.plan.json#aws_instance.web")


def test_an_incomplete_plan_is_no_complete_answer(read: Callable[[str], Any]) -> None:
    found = read("changes.plan.json")
    assert found.failed is not None
    assert found.failed.state == "partial"
    assert ("aws_ecs_service", "partial") in {(scope.type, scope.state) for scope in found.scopes}


def test_the_oldest_format_pairs_counted_resources(read: Callable[[str], Any]) -> None:
    found = read("gis-0.1.plan.json")
    assert found.links("aws_volume_attachment.data[1]") == {
        ("instance_id", "aws_instance.gis[1]"),
        ("volume_id", "aws_ebs_volume.data[1]"),
    }
    assert found.records["aws_instance.gis[0]"].resource.provider == "aws"
    assert found.records["aws_instance.gis[0]"].resource.region == "eu-west-2"


def test_azure_in_arms_own_words(read: Callable[[str], Any]) -> None:
    records = read("benefits.azure.plan.json").records
    environment = records["azapi_resource.environment"].resource
    assert (environment.type, environment.provider) == ("Microsoft.App/managedEnvironments", "azure")
    assert environment.account == "0f6f1f2a-9a53-4d6e-8f6b-7a1f3f0c2d11"
    assert records["azurerm_resource_group.benefits"].resource.id.startswith("/subscriptions/0f6f")


def test_cyclic_and_hanging_references_end(read: Callable[[str], Any]) -> None:
    found = read("cyclic.tofu.plan.json")
    assert found.failed is None
    assert found.links("module.a.aws_sqs_queue.q") == set()
    assert found.links("module.b.aws_sns_topic.t") == {("delivery_policy", "module.a.aws_sqs_queue.q")}


def test_a_plan_of_changes_alone_is_read(read: Callable[[Path | str], Any], written: Callable[[Any], Path]) -> None:
    whole = json.loads(read(BOOKING).path.read_text())
    path = written({key: value for key, value in whole.items() if key != "planned_values"})
    assert set(read(path).records) == set(read(BOOKING).records)


def test_huge_counts_pair_up_in_bounded_time(read: Callable[[Path | str], Any], written: Callable[[Any], Path]) -> None:
    count = 5_000
    resources: list[dict[str, Any]] = [
        {
            "address": f"{type_}.x[{place}]",
            "mode": "managed",
            "type": type_,
            "name": "x",
            "index": place,
            "provider_name": "registry.terraform.io/hashicorp/aws",
            "values": {},
        }
        for type_ in ("aws_instance", "aws_eip")
        for place in range(count)
    ]
    every, paired = ["aws_instance.x"], ["aws_instance.x", "count.index"]
    configuration = [
        {"mode": "managed", "type": "aws_instance", "name": "x"},
        {
            "mode": "managed",
            "type": "aws_eip",
            "name": "x",
            "expressions": {"instance": {"references": paired}, "tags": {"references": every}},
        },
    ]
    found = read(
        written(
            {
                "format_version": "1.2",
                "planned_values": {"root_module": {"resources": resources}},
                "configuration": {"root_module": {"resources": configuration}},
            }
        )
    )
    links = found.links("aws_eip.x[4999]")
    assert ("instance", "aws_instance.x[4999]") in links
    assert len(found.records) == 2 * count
    assert len(links) <= 101


def test_an_instance_runs_the_system_of_its_image(read: Callable[[str], Any]) -> None:
    facts = read("gis-0.1.plan.json").records["aws_instance.gis[0]"].resource.facts
    assert (facts["os"], facts["licence"]) == ("windows", "included")
