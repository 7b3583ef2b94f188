"""States as Terraform and OpenTofu keep them: version 4, and the module lists of versions 1 to 3."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from lockscan.connectors._json import Part
from lockscan.connectors._shape import index, items, table, text, texts
from lockscan.connectors.terraform.flatmap import expand
from lockscan.connectors.terraform.instance import Address, Instance, Step, address_of, key_of, module_steps
from lockscan.connectors.terraform.sensitive import without_paths

_PROVIDER = re.compile(r'(?:^|\.)provider(?:\["([^"]+)"\]|\.([^.]+))')


def from_resource(part: Part) -> Iterator[Instance]:
    """Instances of one entry of a version 4 state's `resources`."""
    entry = table(part.value)
    if text(entry.get("mode")) == "data" or not text(entry.get("type")):
        return
    module = module_steps(text(entry.get("module")))
    configured = text(entry.get("provider"))
    for one in map(table, items(entry.get("instances"))):
        key = key_of(one.get("index_key"))
        address = address_of(module, text(entry["type"]), text(entry.get("name")), key)
        deposed = text(one.get("deposed"))
        yield Instance(
            address=Address(f"{address} (deposed {deposed})") if deposed else address,
            type=text(entry["type"]),
            name=text(entry.get("name")),
            key=key,
            module=module,
            provider=provider_address(configured),
            configured=configured,
            values=_values(one),
            after=tuple(map(Address, texts(one.get("dependencies")) or texts(one.get("depends_on")))),
            line=part.line,
        )


def _values(instance: Mapping[str, Any]) -> Mapping[str, Any]:
    attributes = instance.get("attributes")
    if not isinstance(attributes, dict):
        attributes = expand(table(instance.get("attributes_flat")))
    return table(without_paths(attributes, items(instance.get("sensitive_attributes"))))


@lru_cache(maxsize=4_096)
def provider_address(configured: str) -> str:
    """`provider["registry.terraform.io/hashicorp/aws"].west` and `provider.aws` both name a provider."""
    match = _PROVIDER.search(configured)
    return (match[1] or match[2]) if match else ""


def from_module(part: Part) -> Iterator[Instance]:
    """Instances of one entry of an older state's `modules`."""
    entry = table(part.value)
    module: tuple[Step, ...] = tuple((name, None) for name in texts(entry.get("path"))[1:])
    for name, resource in table(entry.get("resources")).items():
        yield from _older(module, name.split("."), table(resource), part.line)


def _older(module: tuple[Step, ...], names: list[str], resource: Mapping[str, Any], line: int) -> Iterator[Instance]:
    """`aws_instance.web.0` in a module; what stands under `data.` is not managed."""
    if names[0] == "data" or len(names) < 2:  # noqa: PLR2004 - a type and a name
        return
    type_ = text(resource.get("type")) or names[0]
    key = index(names[2]) if names[2:] else None
    configured = text(resource.get("provider"))
    prefix = "".join(f"module.{name}." for name, _ in module)
    address = address_of(module, type_, names[1], key)
    # What was replaced and not yet destroyed is there beside its successor.
    former = {Address(f"{address} (deposed {at})"): one for at, one in enumerate(items(resource.get("deposed")))}
    for own, held in {address: resource.get("primary"), **former}.items():
        if own != address and not isinstance(held, dict):
            continue
        values = expand(table(table(held).get("attributes")))
        yield Instance(
            address=own,
            type=type_,
            name=names[1],
            key=key,
            module=module,
            provider=provider_address(configured) or type_.partition("_")[0],
            configured=configured,
            values={"id": table(held)["id"], **values} if text(table(held).get("id")) else values,
            after=tuple(Address(prefix + needed.removesuffix(".*")) for needed in texts(resource.get("depends_on"))),
            line=line,
        )
