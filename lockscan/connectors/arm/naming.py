"""Ids put together from types and names, as the template language does."""

import re
from collections.abc import Sequence
from typing import Any, Final

NOWHERE: Final = "00000000-0000-0000-0000-000000000000"
"""Stands for the subscription that a template is yet to be deployed to."""

BESIDE: Final = "https://beside/"
"""Stands for the place a template is deployed from: what is linked relative to it is a file beside this one."""

NESTED: Final = "microsoft.resources/deployments"
NO_GROUP: Final = "unspecified"
"""Stands for the resource group that a template is yet to be deployed to."""

TYPE: Final = re.compile(r"[A-Za-z]\w*(?:\.\w+)+(?:/\w[\w.-]*)+")
_GROUP: Final = re.compile(r"/providers/microsoft\.resources/resourcegroups/([^/]+)$", re.IGNORECASE)


def base_of(subscription: str, group: str) -> str:
    return f"/subscriptions/{subscription}" + (f"/resourceGroups/{group}" if group else "")


def id_of(base: str, type_: str, names: Sequence[Any]) -> str:
    """Give the id of a type and names, each name's parts in turn; `base` is empty for the tenant's own."""
    namespace, *kinds = type_.split("/")
    parts = [part for name in names for part in str(name).split("/")]
    # A name that is not known may hold several parts.
    parts = [*parts[: len(kinds) - 1], *["?"] * (len(kinds) - len(parts)), "-".join(parts[len(kinds) - 1 :])]
    pairs = "".join(f"/{kind}/{name}" for kind, name in zip(kinds, parts, strict=False))
    return _GROUP.sub(r"/resourceGroups/\1", f"{base}/providers/{namespace}{pairs}")


def extension(type_: str, name: str) -> tuple[str, str]:
    """Give type and name of what is written as a part of another's provider: `sites/providers/locks`."""
    whole, _, kind = type_.partition("/providers/")
    holder = "/".join(name.split("/")[: whole.count("/")])
    rest = name.split("/")[whole.count("/") :]
    return (f"{rest[0]}/{kind}", "/".join([holder, *rest[1:]])) if len(rest) > 1 and kind else (type_, name)
