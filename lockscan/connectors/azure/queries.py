"""What Resource Graph is asked, in its own language; nothing a user typed gets into it unchecked."""

import re
from collections.abc import Iterable
from typing import Final

from lockscan.collection.interface import Request
from lockscan.errors import UsageError
from lockscan.vocabulary.arm import arm_metrics

_WORD: Final = re.compile(r"[A-Za-z0-9./]{1,120}")
_REGION: Final = re.compile(r"[a-z][a-z0-9]{2,40}")
_NAMES: Final = "id, name, type, location, resourceGroup, subscriptionId, tags, managedBy"
_COLUMNS: Final = (
    "id, name, type, location, resourceGroup, subscriptionId,"
    " tags, sku, kind, identity, managedBy, plan, zones, properties"
)


def resources(request: Request) -> str:
    """Give the query for everything that is deployed."""
    conditions = [*_regions(request), *_services(request)]
    return "\n| ".join(["resources", *conditions, f"project {_COLUMNS}", "order by id asc"])


def stores(request: Request) -> str:
    """Give the query for what Azure Monitor can measure."""
    kinds = ", ".join(repr(kind) for kind in sorted(arm_metrics()))
    conditions = [f"where type in~ ({kinds})", *_regions(request), *_services(request)]
    return "\n| ".join(["resources", *conditions, f"project {_NAMES}", "order by id asc"])


def containers() -> str:
    """Give the query for subscriptions and resource groups."""
    return (
        "resourcecontainers"
        "\n| where type in~ ('microsoft.resources/subscriptions', 'microsoft.resources/subscriptions/resourcegroups')"
        "\n| project id, name, type, location, resourceGroup, subscriptionId, tags, managedBy, properties"
        "\n| order by id asc"
    )


def assignments() -> str:
    """Give the query for who may do what where."""
    return (
        "authorizationresources"
        "\n| where type =~ 'microsoft.authorization/roleassignments'"
        "\n| project id, name, type, subscriptionId, properties"
        "\n| order by id asc"
    )


def azure_regions(request: Request) -> tuple[str, ...]:
    """Give those of the regions asked for that can be Azure's: no other provider's are one word."""
    return tuple(region.lower() for region in request.regions if _REGION.fullmatch(region.lower()))


def _regions(request: Request) -> Iterable[str]:
    regions = azure_regions(request)
    if regions:
        yield f"where location in~ ({', '.join(repr(region) for region in (*regions, 'global', ''))})"


def _services(request: Request) -> Iterable[str]:
    if request.only:
        yield "where " + " or ".join(_is_of(name) for name in request.only)
    for name in request.skip:
        yield f"where not({_is_of(name)})"


def _is_of(name: str) -> str:
    """Give the condition for a type (`Microsoft.Sql/servers`) or a namespace, whole or its last word (`sql`)."""
    if not _WORD.fullmatch(name):
        raise UsageError(f"azure: {name!r} is no service: name a namespace (Microsoft.Sql, sql) or a type")
    folded = name.lower()
    if "/" in folded:
        return f"(type =~ '{folded}' or type startswith '{folded}/')"
    return f"type startswith '{folded if '.' in folded else f'microsoft.{folded}'}/'"
