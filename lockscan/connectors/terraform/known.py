"""By which strings the file's own instances are known, so that a value tells which of them is meant."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from lockscan.connectors.terraform.instance import Address, Instance

IDENTIFIED_BY = (
    *("id", "arn", "self_link", "name", "url", "invoke_arn", "qualified_arn", "execution_arn", "key_id", "endpoint"),
    *("dns_name", "domain_name", "fqdn", "hosted_zone_id", "zone_id", "repository_url", "unique_id", "principal_id"),
    *("client_id", "vault_uri", "email", "bucket", "function_name", "cluster_name", "rest_api_id", "root_resource_id"),
)
WITHIN = ("database_name", "db_name", "master_username", "username")
"""What a resource calls things inside itself, which may be called like the resources around it."""

SHORTEST = 3
_NAMING = re.compile(r"_(?:name|identifier|id)$")
LEAVES = 5_000
"""Strings of one instance that are looked at."""


class Known:
    def __init__(self) -> None:
        self._by_block: dict[str, dict[str, Address | None]] = defaultdict(dict)
        self._first: dict[str, Address] = {}
        self._instances: dict[Address, tuple[str, str]] = {}

    def learn(self, instance: Instance) -> None:
        block = instance.block
        self._instances.setdefault(instance.address, (block, instance.type))
        self._first.setdefault(block, instance.address)
        strings = self._by_block[block]
        for string in _names_of(instance.values):
            # What two instances are both called tells neither.
            strings[string] = instance.address if strings.get(string, instance.address) == instance.address else None

    def type_of(self, address: Address) -> str:
        return self._instances.get(address, ("", ""))[1]

    def is_first(self, instance: Instance) -> bool:
        """Whether it stands for its block where an order names the block and not the instance."""
        return self._first.get(instance.block) == instance.address

    def meant(self, instance: Instance) -> Iterator[tuple[str, Address]]:
        """What the instance needs and names by a value: the value's path, and the one that is called so."""
        needed = [strings for block in dict.fromkeys(instance.after) if (strings := self._by_block.get(block))]
        if not needed:
            return
        for path, string in leaves(instance.values):
            if _is_own_name(path, instance.type):
                continue
            within = path in WITHIN
            for strings in needed:
                address = strings.get(string)
                if address and address != instance.address and not (within and "database" not in address):
                    yield path, address

    def narrowed(self, path: str, targets: tuple[Address, ...], instance: Instance) -> tuple[Address, ...]:
        """Of several instances an expression may mean, those that its known value names; all where it names none."""
        if len(targets) == 1:
            return targets
        said = {string for at, string in leaves(instance.values) if at == path or at.startswith(f"{path}.")}
        blocks = {self._instances[one][0] for one in targets if one in self._instances}
        named = {self._by_block[block].get(string) for block in blocks for string in said}
        return tuple(one for one in targets if one in named) or targets


def _names_of(values: Mapping[str, Any]) -> Iterator[str]:
    for value in [values[attribute] for attribute in IDENTIFIED_BY if attribute in values]:
        if isinstance(value, str) and len(value) >= SHORTEST:
            yield value


def _is_own_name(path: str, type_: str) -> bool:
    """Tell `function_name` of a function, which names itself, from that of an event source mapping."""
    return path in {"name", "identifier"} or type_.endswith(f"_{_NAMING.sub('', path)}")


def leaves(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every text with its path, list places left out; its own id and tags are no mention of others."""
    todo: list[tuple[str, Any]] = [
        (key, value) for key, value in values.items() if key != "id" and not key.startswith(("tags", "labels"))
    ]
    for _ in range(LEAVES):
        if not todo:
            return
        path, value = todo.pop()
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, dict):
            todo.extend((f"{path}.{key}", child) for key, child in value.items())
        elif isinstance(value, list):
            todo.extend((path, child) for child in value)
