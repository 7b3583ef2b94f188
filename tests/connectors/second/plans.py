"""Plans as `terraform show -json` writes them, made from what a configuration says."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

INDEXED = re.compile(r"\[[^\]]*\]")
PROVIDERS = {
    "aws": "hashicorp/aws",
    "azurerm": "hashicorp/azurerm",
    "google": "hashicorp/google",
    "random": "hashicorp/random",
}


def plan(root: Mapping[str, Any]) -> dict[str, Any]:
    """Resources are `{address: {attribute: [references] or value}}`; `count`, `for_each`, `depends_on` as in HCL."""
    return {
        "format_version": "1.2",
        "terraform_version": "1.9.8",
        "planned_values": {"root_module": planned(root, "")},
        "resource_changes": [],
        "configuration": {"root_module": configured(root)},
    }


def configured(module: Mapping[str, Any]) -> dict[str, Any]:
    calls = {
        name: {
            "source": f"./{name}",
            "expressions": {key: expression(value) for key, value in call.get("given", {}).items()},
            "module": configured(call["module"]),
            **({"for_each_expression": expression(call["for_each"])} if "for_each" in call else {}),
        }
        for name, call in module.get("modules", {}).items()
    }
    return {
        "resources": [resource(address, body) for address, body in module.get("resources", {}).items()],
        "module_calls": calls,
        "outputs": {name: {"expression": expression(value)} for name, value in module.get("outputs", {}).items()},
        "variables": {name: {} for name in module.get("variables", [])},
    }


def resource(address: str, body: Mapping[str, Any]) -> dict[str, Any]:
    data, kind, name = address.startswith("data."), *address.split(".")[-2:]
    written = {key: value for key, value in body.items() if key not in {"count", "for_each", "depends_on", "keys"}}
    loops = {f"{key}_expression": expression(body[key]) for key in ("count", "for_each") if key in body}
    return {
        "address": address,
        "mode": "data" if data else "managed",
        "type": kind,
        "name": name,
        "provider_config_key": kind.partition("_")[0],
        "expressions": {key: expression(value) for key, value in written.items()},
        "schema_version": 0,
        **loops,
        **({"depends_on": body["depends_on"]} if "depends_on" in body else {}),
    }


def expression(value: Any) -> Any:
    """A list of texts is a list of references; a list of mappings are blocks; all else is a constant."""
    if isinstance(value, list) and value and isinstance(value[0], str):
        return {"references": [spelled for one in value for spelled in spellings(one)]}
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        return [{key: expression(one) for key, one in block.items()} for block in value]
    return {"constant_value": value}


def spellings(reference: str) -> Iterator[str]:
    """Terraform names the attribute, the instance and the resource."""
    yield reference
    parts = reference.split(".")
    if parts[0] in {"var", "local", "each", "count", "path", "terraform"}:
        return
    keep = 3 if parts[0] == "data" else 2
    if len(parts) > keep:
        yield ".".join(parts[:keep])
    if INDEXED.search(parts[keep - 1]):
        yield INDEXED.sub("", ".".join(parts[:keep]))


def planned(module: Mapping[str, Any], path: str) -> dict[str, Any]:
    below = [
        planned(call["module"], f"{path}module.{name}{key}.")
        for name, call in module.get("modules", {}).items()
        for key in keys(call)
    ]
    resources = [
        {
            "address": f"{path}{address}{key}",
            "mode": "managed",
            "type": address.split(".")[0],
            "name": address.split(".")[1],
            "provider_name": f"registry.terraform.io/{PROVIDERS[address.partition('_')[0]]}",
            "schema_version": 0,
            "values": {
                key: value for key, value in body.items() if isinstance(value, str | int | bool) and key != "count"
            },
            "sensitive_values": {},
            **({"index": int(key[1:-1]) if key[1].isdigit() else key[2:-2]} if key else {}),
        }
        for address, body in module.get("resources", {}).items()
        if not address.startswith("data.")
        for key in keys(body)
    ]
    return {
        "resources": resources,
        **({"address": path[:-1]} if path else {}),
        **({"child_modules": below} if below else {}),
    }


def keys(body: Mapping[str, Any]) -> list[str]:
    if "keys" in body:
        return [f'["{one}"]' for one in body["keys"]]
    return [f"[{at}]" for at in range(body["count"])] if isinstance(body.get("count"), int) else [""]
