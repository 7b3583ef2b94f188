"""The values tree that `terraform show -json` writes, for a state and for what a plan leads to."""

from collections.abc import Iterator, Mapping
from typing import Any

from lockscan.connectors._shape import items, table, text, texts
from lockscan.connectors.terraform.instance import Address, Instance, key_of, module_steps
from lockscan.connectors.terraform.sensitive import without_marked


def resources(values: Any) -> Iterator[Mapping[str, Any]]:
    """Every resource entry of the root module and all modules below it, in the file's order."""
    return filter(_is_one, _entries(values))


def odd(values: Any) -> int:
    """Give how many entries are no resources, for want of a type or an address."""
    return sum(not _is_one(entry) for entry in _entries(values))


def _is_one(entry: Mapping[str, Any]) -> bool:
    return bool(text(entry.get("address")) and text(entry.get("type")))


def _entries(values: Any) -> Iterator[Mapping[str, Any]]:
    modules = [table(table(values).get("root_module"))]
    while modules:
        module = modules.pop()
        yield from map(table, items(module.get("resources")))
        modules.extend(reversed([table(child) for child in items(module.get("child_modules"))]))


def instances(values: Any) -> Iterator[Instance]:
    for entry in resources(values):
        if text(entry.get("mode")) != "data":
            yield instance(entry, without_marked(entry.get("values"), entry.get("sensitive_values")))


def instance(entry: Mapping[str, Any], values: Any) -> Instance:
    """Read what a resource entry and a change entry have in common; `values` holds no secrets any more."""
    address = text(entry.get("address"))
    deposed = text(entry.get("deposed_key")) or text(entry.get("deposed"))
    return Instance(
        address=Address(f"{address} (deposed {deposed})" if deposed else address),
        type=text(entry.get("type")),
        name=text(entry.get("name")),
        key=key_of(entry.get("index")),
        module=module_steps(address),
        provider=text(entry.get("provider_name")),
        configured=text(entry.get("provider_name")),
        values=table(values),
        after=tuple(map(Address, texts(entry.get("depends_on")))),
    )
