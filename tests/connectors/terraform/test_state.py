"""States: every instance, its own id, what it names, and none of its secrets."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.connectors.reading import outcome

WEBSITE = "website.tfstate"


def test_every_managed_instance_once(read: Callable[[str], Any]) -> None:
    found = read(WEBSITE)
    assert found.failed is None
    assert len(found.records) == 14
    assert "module.network.aws_subnet.public[1]" in found.records
    assert not any("caller_identity" in address for address in found.records)


def test_a_deposed_instance_still_exists(read: Callable[[str], Any]) -> None:
    ids = [
        record.resource.id for record in read(WEBSITE).records.values() if record.resource.type == "AWS::EC2::Instance"
    ]
    assert sorted(id_.rpartition("/")[2] for id_ in ids) == ["i-0aa11bb22cc33dd44", "i-0ff11bb22cc33dd44"]


def test_ids_are_those_a_live_scan_gives(read: Callable[[str], Any]) -> None:
    records = read(WEBSITE).records
    assert records["aws_rds_cluster.cms"].resource.id == "arn:aws:rds:eu-west-2:123456789012:cluster:cms"
    gateway = records["module.network.aws_nat_gateway.main"].resource
    assert gateway.id == "arn:aws:ec2:eu-west-2:123456789012:natgateway/nat-0aa11bb22cc33dd44"


def test_values_name_what_is_needed(read: Callable[[str], Any]) -> None:
    found = read(WEBSITE)
    assert found.links("module.network.aws_nat_gateway.main") == {("subnet_id", "module.network.aws_subnet.public[0]")}
    assert found.links("aws_s3_bucket_policy.content") >= {("bucket", "aws_s3_bucket.content")}
    assert found.links("aws_lambda_function.resize") == {
        ("role", "aws_iam_role.resize"),
        ("environment.variables.BUCKET", "aws_s3_bucket.content"),
        ("environment.variables.DB", "aws_rds_cluster.cms"),
    }


def test_dependencies_are_order_only(read: Callable[[str], Any]) -> None:
    found = read(WEBSITE)
    assert found.after("aws_rds_cluster.cms") == {"aws_kms_key.site"}
    assert found.links("module.network.aws_nat_gateway.main") == {("subnet_id", "module.network.aws_subnet.public[0]")}


def test_an_unknown_provider_is_kept_under_its_own_name(read: Callable[[str], Any]) -> None:
    found = read(WEBSITE)
    widget = found.records["acme_widget.unknown"].resource
    assert (widget.provider, widget.type, widget.facts["sprockets"]) == ("acme", "acme_widget", 12)
    assert "acme_widget" in {scope.type for scope in found.scopes}


def test_each_instance_says_its_line(read: Callable[[str], Any]) -> None:
    found = read(WEBSITE)
    lines = found.path.read_text().splitlines()
    line = found.records["aws_kms_key.site"].resource.origins[0].line
    assert '"type": "aws_kms_key"' in "".join(lines[line - 1 : line + 3])


def test_older_states_get_their_shape_back(read: Callable[[str], Any]) -> None:
    found = read("payroll.v3.tfstate")
    assert set(found.records) == {
        "aws_db_instance.payroll",
        "aws_kms_key.payroll",
        "module.servers.aws_instance.app[0]",
        "module.servers.aws_instance.app[1]",
        "module.servers.aws_security_group.app",
    }
    payroll = found.records["aws_db_instance.payroll"].resource
    assert payroll.tags == {"Application": "payroll", "Name": None}
    assert (payroll.facts["engine"], payroll.facts["multi_zone"]) == ("sqlserver-se", True)
    assert found.links("aws_db_instance.payroll") == {("kms_key_id", "aws_kms_key.payroll")}
    assert found.links("module.servers.aws_instance.app[0]") == {
        ("vpc_security_group_ids", "module.servers.aws_security_group.app")
    }


def test_a_shown_state_is_a_state(read: Callable[[str], Any]) -> None:
    found = read("lake.google.state.json")
    etl = found.records["google_compute_instance.etl"].resource
    assert (etl.provider, etl.account, etl.region) == ("google", "council-data", "europe-west2")
    assert etl.origins[0].source == "state"
    assert found.links("google_compute_instance.etl") == {("network_interface.network", "google_compute_network.main")}


def test_an_empty_state_is_an_answer(read: Callable[[Path], Any], written: Callable[[Any], Path]) -> None:
    found = read(written({"version": 4, "terraform_version": "1.7.5", "serial": 1, "lineage": "x", "resources": []}))
    assert (found.records, found.failed) == ({}, None)


def test_a_setting_does_not_hold_what_it_sets(read: Callable[[str], Any]) -> None:
    found = read(WEBSITE)
    kinds = {one.kind for one in found.records["aws_s3_bucket_policy.content"].candidates if one.evidence == "bucket"}
    assert kinds == {"configures"}


def test_an_endpoint_is_known_as_its_own(read: Callable[[str], Any]) -> None:
    keys = {one.key for one in read(WEBSITE).records["aws_rds_cluster.cms"].identities}
    assert "cms.cluster-c9x8y7z6w5v4.eu-west-2.rds.amazonaws.com" in keys


def test_a_deposed_instance_of_an_old_state_still_exists(tmp_path: Path) -> None:
    held = {
        "primary": {"id": "i-0aa11bb22cc33dd44"},
        "deposed": [{"id": "i-0ff11bb22cc33dd44"}],
        "type": "aws_instance",
    }
    module = {"path": ["root"], "resources": {"aws_instance.web": held}}
    path = tmp_path / "terraform.tfstate"
    path.write_text(json.dumps({"version": 3, "serial": 1, "lineage": "x", "modules": [module]}))
    assert set(outcome("terraform", path).records) == {"aws_instance.web", "aws_instance.web (deposed 0)"}


def test_what_is_put_off_forgotten_or_brought_in_is_told(tmp_path: Path) -> None:
    bucket = {"id": "docs", "bucket": "docs", "arn": "arn:aws:s3:::docs"}

    def change(name: str, *actions: str, **rest: Any) -> dict[str, Any]:
        made = {"actions": actions, "before": bucket, "after": bucket, **rest.pop("change", {})}
        address = f"aws_s3_bucket.{name}"
        return {"address": address, "mode": "managed", "type": "aws_s3_bucket", "name": name, "change": made, **rest}

    kept = [
        {"address": f"aws_s3_bucket.{name}", "mode": "managed", "type": "aws_s3_bucket", "name": name, "values": bucket}
        for name in ("imported", "moved")
    ]
    plan = {
        "format_version": "1.2",
        "planned_values": {"root_module": {"resources": kept}},
        "resource_changes": [
            change("imported", "no-op", change={"importing": {"id": "docs"}}),
            change("moved", "no-op", previous_address="aws_s3_bucket.before"),
            change("forgotten", "forget"),
            change("replaced", "delete", deposed="0a1b2c3d"),
        ],
        "resource_drift": [change("imported", "update"), change("moved", "delete")],
        "deferred_changes": [{"reason": "absent_prereq", "resource_change": change("later", "create")}],
    }
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(plan))
    found = outcome("terraform", path)
    assert set(found.records) == {"aws_s3_bucket.imported", "aws_s3_bucket.moved"}
    told = " ".join(found.said())
    assert "to forget 1" in told
    assert "to delete 1" in told
    assert "deferred" in told
    assert "2 changed outside Terraform" in told


def test_an_encrypted_state_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "terraform.tfstate"
    path.write_text('{"serial": 1, "lineage": "x", "meta": {}, "encrypted_data": "AAAA", "encryption_version": "v0"}')
    failed = outcome("terraform", path).failed
    assert failed is not None
    assert failed.reason == f"{path}:1: a state encrypted by OpenTofu"
