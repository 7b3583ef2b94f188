"""The calls that may be made, and no other: method, path, and the permission each needs."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from lockscan.vocabulary.armparts import lists_parts

_SUBSCRIPTION: Final = r"/subscriptions/[0-9a-f-]{36}"
_RESOURCE: Final = (
    _SUBSCRIPTION + r"(?:/resourcegroups/[\w.()-]{1,90})?/providers/[a-z0-9.]+(?:/[a-z0-9._-]+/[^/?#%\\]{1,260}){1,8}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    method: str
    path: re.Pattern[str]
    actions: tuple[str, ...]
    """The permissions it needs, as a custom role names them."""


def _call(method: str, path: str, *actions: str) -> Call:
    return Call(method=method, path=re.compile(path, re.IGNORECASE), actions=actions)


GRAPH: Final = _call("POST", "/providers/Microsoft\\.ResourceGraph/resources", "*/read")
SUBSCRIPTIONS: Final = _call("GET", "/subscriptions", "Microsoft.Resources/subscriptions/read")
RESOURCES: Final = _call("GET", _SUBSCRIPTION + "/resources", "Microsoft.Resources/subscriptions/resources/read")
PROVIDERS: Final = _call("GET", _SUBSCRIPTION + "/providers", "Microsoft.Resources/subscriptions/providers/read")
DETAILS: Final = _call(
    "GET",
    _SUBSCRIPTION + r"(?:/resourcegroups/[\w.()-]{1,90})?/providers/[a-z0-9.]+/[a-z0-9._-]+/[^/?#%\\]{1,260}",
    "*/read",
)
METRICS: Final = _call("GET", _RESOURCE + "/providers/Microsoft\\.Insights/metrics", "Microsoft.Insights/metrics/read")
RESERVATIONS: Final = _call(
    "GET", "/providers/Microsoft\\.Capacity/reservations", "Microsoft.Capacity/reservations/read"
)
ORDERS: Final = _call(
    "GET",
    "/providers/Microsoft\\.Capacity/reservationOrders/[0-9a-f-]{36}",
    "Microsoft.Capacity/reservationOrders/read",
)
PLANS: Final = _call(
    "GET", "/providers/Microsoft\\.BillingBenefits/savingsPlans", "Microsoft.BillingBenefits/savingsPlans/read"
)
TENANT_WIDE: Final = (RESERVATIONS, ORDERS, PLANS)
"""Granted at the tenant's root, not with the role."""

DIRECTORY: Final = _call("GET", "/v1\\.0/(?:applications|servicePrincipals)", "Application.Read.All")
"""Of Microsoft Graph, which is another host: granted in the directory, not with the role."""

ALLOWED: Final = (GRAPH, SUBSCRIPTIONS, RESOURCES, PROVIDERS, DETAILS, METRICS, *TENANT_WIDE)


_BELOW: Final = re.compile(
    _SUBSCRIPTION + r"(?:/resourcegroups/[\w.()-]{1,90})?/providers/(?P<rest>[a-z0-9.]+(?:/[^/?#%\\]{1,260}){3,24})",
    re.IGNORECASE,
)


def is_allowed(method: str, url: str) -> bool:
    """Say whether a request is one of the calls above; whatever its query, a fragment or dots never are."""
    parts = urlsplit(url)
    if parts.fragment or "/.." in parts.path or "//" in parts.path:
        return False
    if any(call.method == method and call.path.fullmatch(parts.path) for call in ALLOWED):
        return True
    return method == "GET" and _is_list_of_parts(parts.path)


def is_directory_read(method: str, url: str) -> bool:
    """Say whether a request to Microsoft Graph is the one that is made of it."""
    parts = urlsplit(url)
    return not parts.fragment and method == DIRECTORY.method and bool(DIRECTORY.path.fullmatch(parts.path))


def _is_list_of_parts(path: str) -> bool:
    match = _BELOW.fullmatch(path)
    return match is not None and lists_parts(match["rest"])
