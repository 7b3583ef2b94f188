"""From any way of writing a type to the rule that speaks for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lockscan.knowledge.naming import services_of
from lockscan.model.resource import TypeName
from lockscan.vocabulary.types import canonical


@dataclass(frozen=True, slots=True)
class Found:
    """The rule that speaks for a type; `level` is `type`, `service` or `none`."""

    canonical: TypeName
    level: str
    entry: Mapping[str, Any] | None
    service: str = ""
    """Of a service's default: the service as written."""


class TypeIndex:
    """Looks types up as CloudFormation, ARM (any case), Cloud Asset, Kubernetes, Heat or Terraform names them."""

    def __init__(self, compiled: Mapping[str, Any]) -> None:
        self._types: Mapping[str, tuple[str, int]] = compiled["types"]
        services: Mapping[str, tuple[str, int]] = compiled["services"]
        # A service of Azure stands without the slash by which its types are known to be spelled in any case.
        self._services = {**{key.casefold(): found for key, found in services.items()}, **services}
        self._terraform: Mapping[str, str] = compiled["terraform"]
        self._entries: list[Mapping[str, Any]] = compiled["entries"]

    def __iter__(self) -> Iterator[TypeName]:
        return (TypeName(spelled) for spelled, _ in self._types.values())

    def find(self, name: str) -> Found:
        """Look a name up as it is, then as Terraform's, then by its service."""
        known = self._types.get(canonical(name))
        if known is None:
            name = self._terraform.get(name, name)
            known = self._types.get(canonical(name))
        if known is not None:
            spelled, place = known
            return Found(TypeName(spelled), "type", self._entries[place])
        for service in services_of(canonical(name)):
            default = self._services.get(service)
            if default is not None:
                spelled, place = default
                return Found(TypeName(name), "service", self._entries[place], spelled)
        return Found(TypeName(name), "none", None)
