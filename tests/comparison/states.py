"""Small Terraform states and plans, written as the tool would write them."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

AWS = "registry.terraform.io/hashicorp/aws"
ACCOUNT = "123456789012"


def database(name: str, *, engine: str = "postgres", application: str = "bookings") -> dict[str, Any]:
    return {
        "type": "aws_db_instance",
        "name": name,
        "values": {
            "arn": f"arn:aws:rds:eu-west-2:{ACCOUNT}:db:{name}",
            "id": name,
            "identifier": name,
            "engine": engine,
            "allocated_storage": 100,
            "tags": {"application": application},
        },
    }


def table(name: str, *, application: str = "bookings") -> dict[str, Any]:
    return {
        "type": "aws_dynamodb_table",
        "name": name,
        "values": {
            "arn": f"arn:aws:dynamodb:eu-west-2:{ACCOUNT}:table/{name}",
            "id": name,
            "name": name,
            "tags": {"application": application},
        },
    }


def function(name: str, *, uses: Sequence[str] = (), application: str = "bookings") -> dict[str, Any]:
    return {
        "type": "aws_lambda_function",
        "name": name,
        "values": {
            "arn": f"arn:aws:lambda:eu-west-2:{ACCOUNT}:function:{name}",
            "id": name,
            "function_name": name,
            "package_type": "Zip",
            "runtime": "python3.12",
            "environment": [{"variables": {f"TARGET_{index}": target for index, target in enumerate(uses)}}],
            "tags": {"application": application},
        },
    }


def bucket(name: str, *, application: str = "website") -> dict[str, Any]:
    return {
        "type": "aws_s3_bucket",
        "name": name,
        "values": {"arn": f"arn:aws:s3:::{name}", "id": name, "bucket": name, "tags": {"application": application}},
    }


def arn(resource: Mapping[str, Any]) -> str:
    return str(resource["values"]["arn"])


def write_state(path: Path, resources: Sequence[Mapping[str, Any]]) -> Path:
    entries = [
        {
            "mode": "managed",
            "type": one["type"],
            "name": one["name"],
            "provider": f'provider["{AWS}"]',
            "instances": [{"schema_version": 1, "attributes": one["values"]}],
        }
        for one in resources
    ]
    document = {"version": 4, "terraform_version": "1.9.8", "serial": 1, "lineage": "x", "resources": entries}
    path.write_text(json.dumps(document, indent=1))
    return path


def write_plan(
    path: Path, *, before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]], forgets: Sequence[str] = ()
) -> Path:
    """Write a plan from one list of resources to another; what is only planned has no id or ARN yet."""
    old = {_address(one): one for one in before}
    new = {_address(one): one for one in after}
    planned = [_shown(one if address in old else _unborn(one)) for address, one in new.items()]
    document = {
        "format_version": "1.2",
        "terraform_version": "1.9.8",
        "planned_values": {"root_module": {"resources": planned}},
        "resource_changes": [
            _change(one, _action(old.get(address), new.get(address), forgotten=address in forgets))
            for address, one in {**old, **new}.items()
        ],
        "prior_state": {
            "format_version": "1.0",
            "values": {"root_module": {"resources": [_shown(one) for one in before]}},
        },
        "configuration": {"root_module": {"resources": [_configured(one) for one in after]}},
    }
    path.write_text(json.dumps(document, indent=1))
    return path


def _address(one: Mapping[str, Any]) -> str:
    return f"{one['type']}.{one['name']}"


def _unborn(one: Mapping[str, Any]) -> dict[str, Any]:
    return {**one, "values": {key: value for key, value in one["values"].items() if key not in {"id", "arn"}}}


def _shown(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "address": _address(one),
        "mode": "managed",
        "type": one["type"],
        "name": one["name"],
        "provider_name": AWS,
        "values": one["values"],
    }


def _action(old: object, new: object, *, forgotten: bool) -> str:
    if new is None:
        return "forget" if forgotten else "delete"
    return "create" if old is None else "no-op" if old == new else "update"


def _change(one: Mapping[str, Any], action: str) -> dict[str, Any]:
    shown = {key: value for key, value in _shown(one).items() if key != "values"}
    return {**shown, "change": {"actions": [action], "before": None, "after": None}}


def _configured(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "address": _address(one),
        "mode": "managed",
        "type": one["type"],
        "name": one["name"],
        "provider_config_key": "aws",
        "expressions": {},
    }
