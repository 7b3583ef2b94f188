"""What plan and state have in common: one instance of a resource, already without its secrets."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NewType, TypeAlias

Address = NewType("Address", str)
"""An instance's address in its file, instance keys included: `module.web["eu"].aws_instance.app[0]`."""

Key: TypeAlias = str | int | None
"""The instance key that count (a number) or for_each (a text) gives; None where there is neither."""

Step: TypeAlias = tuple[str, Key]
"""One module call on the way down: its name and instance key."""

_STEP = re.compile(r'module\.([^.\[\]]+)(?:\[(\d{1,9})\]|\["((?:[^"\\]|\\.)*)"\])?(?:\.|$)')


@dataclass(frozen=True, slots=True)
class Link:
    """The instance uses others of the file, named by the attribute where it does."""

    path: str
    targets: tuple[Address, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    address: Address
    type: str
    name: str
    key: Key = None
    module: tuple[Step, ...] = ()
    provider: str = ""
    """The provider's source address, `registry.terraform.io/hashicorp/aws`; the alias is not part of it."""

    configured: str = ""
    """Which configuration of the provider it is under; instances that share it share account and region."""

    values: Mapping[str, Any] = field(default_factory=dict)
    """Attributes as far as known, sensitive ones left out."""

    links: tuple[Link, ...] = ()
    after: tuple[Address, ...] = ()
    change: str = ""
    """What a plan does to it: create, update, replace, delete, no-op; empty in a state."""

    line: int | None = None

    @property
    def block(self) -> str:
        """Its address in the configuration, without instance keys."""
        return ".".join([*(f"module.{name}" for name, _ in self.module), self.type, self.name])


@lru_cache(maxsize=4_096)
def module_steps(address: str) -> tuple[Step, ...]:
    """Take `module.a["x"].module.b[0]` apart."""
    steps: list[Step] = []
    step = _STEP.match(address)
    while step:
        steps.append((step[1], int(step[2]) if step[2] else step[3]))
        step = _STEP.match(address, step.end())
    return tuple(steps)


def address_of(module: tuple[Step, ...], type_: str, name: str, key: Key) -> Address:
    steps = "".join(f"module.{step}{_index(at)}." for step, at in module)
    return Address(f"{steps}{type_}.{name}{_index(key)}")


def _index(key: Key) -> str:
    if key is None:
        return ""
    return f"[{key}]" if isinstance(key, int) else f'["{key}"]'


def key_of(value: object) -> Key:
    """Read an instance key as JSON holds it; anything odd becomes text."""
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    return str(value)
