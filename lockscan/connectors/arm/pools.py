"""Who stands behind a balancer: its members name the pool, but it is the balancer that needs them, as Azure answers."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from lockscan.connectors._uses import use
from lockscan.connectors.arm.deployment import Deployment
from lockscan.connectors.arm.symbols import placed
from lockscan.model.reference import Candidate
from lockscan.references import fold
from lockscan.vocabulary.kinds import Kind

MEMBER: Final = "microsoft.network/networkinterfaces"
POOL: Final = "/backendaddresspools/"
_NAMED: Final = re.compile(r"BackendAddressPools\b", re.IGNORECASE)


def behind(deployments: Iterable[Deployment]) -> dict[str, dict[str, str]]:
    """Give for every balancer its members, each with its type; ids in the spelling they are compared in."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for each in deployments:
        symbols = each.evaluator.symbols
        for one in each.resources:
            if one.type.lower() != MEMBER:
                continue
            said = each.value(one.node.get("properties"), one.indices)
            pools = (id_ for path, text in placed(said) if joins(one.type, path) for id_ in symbols.ids(text))
            for pool in pools:
                balancer = fold(symbols.worded(pool)).partition(POOL)[0]
                found[balancer][fold(symbols.worded(one.id))] = one.type
    return found


def joins(type_: str, path: str) -> bool:
    """Whether a place names the pool that its resource is in."""
    return type_.lower() == MEMBER and _NAMED.search(path) is not None


def routes(members: Mapping[str, str], type_: str) -> Iterator[Candidate]:
    for key, member in members.items():
        yield replace(use(key, "properties.backendAddressPools", type_, member), kind=Kind.ROUTES_TO)
