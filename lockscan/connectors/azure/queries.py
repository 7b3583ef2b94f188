"""What Resource Graph is asked, in its own language; nothing a user typed gets into it unchecked."""

import re
from collections.abc import Callable, Iterable
from typing import Final

from lockscan.collection.interface import Request
from lockscan.errors import UsageError
from lockscan.vocabulary import armparts
from lockscan.vocabulary.arm import arm_metrics

JOINED: Final = 4
"""Tables of one query: Resource Graph joins three to the first."""

_WORD: Final = re.compile(r"[A-Za-z0-9./]{1,120}")
_REGION: Final = re.compile(r"[a-z][a-z0-9]{2,40}")
_NAMES: Final = "id, name, type, kind, location, resourceGroup, subscriptionId, tags, managedBy"
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
    conditions = [f"where type in~ ({_listed(arm_metrics())})", *_regions(request), *_services(request)]
    return "\n| ".join(["resources", *conditions, f"project {_NAMES}", "order by id asc"])


def wholes(request: Request) -> str:
    """Give the query for everything that has parts to ask for."""
    conditions = [f"where type in~ ({_listed(armparts.wholes())})", *_regions(request), *_services(request)]
    return "\n| ".join(["resources", *conditions, f"project {_COLUMNS}", "order by id asc"])


def tables(request: Request) -> Iterable[str]:
    """Give the queries for the other tables that hold resources, as many in one as Resource Graph joins."""
    types: dict[str, list[str]] = {}
    for row in armparts.graph_tables():
        types.setdefault(row.table, []).extend(row.types)
    every = list(types)
    for start in range(0, len(every), JOINED):
        names = every[start : start + JOINED]
        first, *others = names
        kinds = _listed(kind.lower() for name in names for kind in types[name])
        conditions = [f"where type in~ ({kinds})", *_regions(request), *_services(request)]
        joined = [f"union {name}" for name in others]
        yield "\n| ".join([first, *joined, *conditions, f"project {_COLUMNS}", "order by id asc"])


def wanted(request: Request) -> Callable[[str], bool]:
    """Give the test for types that the request takes in."""
    only, skip = (tuple(map(_prefix, names)) for names in (request.only, request.skip))

    def test(type_: str) -> bool:
        folded = f"{type_.lower()}/"
        return (not only or folded.startswith(only)) and not folded.startswith(skip or ("\0",))

    return test


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
    folded = _prefix(name).rstrip("/")
    if "/" in folded:
        return f"(type =~ '{folded}' or type startswith '{folded}/')"
    return f"type startswith '{folded}/'"


def _prefix(name: str) -> str:
    """Give what every type of a service begins with, in lower case."""
    if not _WORD.fullmatch(name):
        raise UsageError(f"azure: {name!r} is no service: name a namespace (Microsoft.Sql, sql) or a type")
    folded = name.lower().rstrip("/")
    return f"{folded if '/' in folded or '.' in folded else f'microsoft.{folded}'}/"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(repr(word) for word in sorted(words))
