"""What only joins two resources makes the one depend on the other, as a live scan would read it."""

import json
from pathlib import Path
from typing import Any

import pytest

from lockscan.connectors.terraform.bridging import associations
from lockscan.vocabulary.types import terraform_types
from tests.connectors.reading import outcome

ROLE = "arn:aws:iam::111122223333:role/app"
POLICY = "arn:aws:iam::111122223333:policy/app"
MANAGED = "arn:aws:iam::aws:policy/ReadOnlyAccess"


def _state(tmp_path: Path, *resources: tuple[str, str, dict[str, Any], list[str]]) -> Path:
    path = tmp_path / "x.tfstate"
    entries = [
        {
            "mode": "managed",
            "type": type_,
            "name": name,
            "provider": 'provider["registry.terraform.io/hashicorp/aws"]',
            "instances": [{"attributes": values, "dependencies": after}],
        }
        for type_, name, values, after in resources
    ]
    path.write_text(json.dumps({"version": 4, "terraform_version": "1.9", "serial": 1, "resources": entries}))
    return path


def test_a_role_depends_on_the_policies_attached_to_it(tmp_path: Path) -> None:
    joins = ["aws_iam_role.app", "aws_iam_policy.app"]
    path = _state(
        tmp_path,
        ("aws_iam_role", "app", {"id": "app", "name": "app", "arn": ROLE}, []),
        ("aws_iam_policy", "app", {"id": POLICY, "name": "app-policy", "arn": POLICY}, []),
        ("aws_iam_role_policy_attachment", "own", {"role": "app", "policy_arn": POLICY}, joins),
        ("aws_iam_role_policy_attachment", "theirs", {"role": "app", "policy_arn": MANAGED}, joins[:1]),
    )
    found = outcome("terraform", path)
    keys = {one.key.partition("#")[2] or one.key for one in found.records["aws_iam_role.app"].candidates}
    assert {"aws_iam_policy.app", MANAGED} <= keys


def test_a_subnet_depends_on_its_route_table(tmp_path: Path) -> None:
    path = _state(
        tmp_path,
        ("aws_subnet", "a", {"id": "subnet-0123456789abcdef0"}, []),
        ("aws_route_table", "r", {"id": "rtb-0123456789abcdef0"}, []),
        (
            "aws_route_table_association",
            "ar",
            {"subnet_id": "subnet-0123456789abcdef0", "route_table_id": "rtb-0123456789abcdef0"},
            ["aws_subnet.a", "aws_route_table.r"],
        ),
    )
    made = outcome("terraform", path).records["aws_subnet.a"].candidates
    assert f"{path}#aws_route_table.r" in {one.key for one in made}


def test_without_the_dependent_in_the_file_nothing_is_joined(tmp_path: Path) -> None:
    path = _state(tmp_path, ("aws_iam_role_policy_attachment", "own", {"role": "elsewhere", "policy_arn": POLICY}, []))
    assert set(outcome("terraform", path).records) == {"aws_iam_role_policy_attachment.own"}


@pytest.mark.parametrize("type_", sorted(associations()))
def test_every_association_is_a_type_we_know(type_: str) -> None:
    assert type_ in terraform_types()
