"""Which regions an account has, and which of them it has enabled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import boto3

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors.aws.actions import operation
from lockscan.connectors.aws.clients import Clients
from lockscan.errors import UsageError

DESCRIBE_REGIONS: Final = operation("ec2", "DescribeRegions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Regions:
    """The regions asked for that the account's partition has."""

    enabled: tuple[str, ...]
    disabled: tuple[str, ...]


def known_regions(session: boto3.Session, clients: Clients, partition: str, start: str) -> dict[str, bool]:
    """Region -> whether it is enabled; where that may not be asked, every region is tried."""
    try:
        answer = clients.call(DESCRIBE_REGIONS, {"AllRegions": True}, start) or {}
    except ScopeFailed:
        return dict.fromkeys(session.get_available_regions("ec2", partition_name=partition), True)
    return {row["RegionName"]: row.get("OptInStatus") != "not-opted-in" for row in answer.get("Regions", ())}


def asked(known: Mapping[str, bool], wanted: Sequence[str]) -> Regions:
    """Give those wanted; where none is named, all that are enabled."""
    chosen = [region for region in wanted if region in known] if wanted else [r for r in known if known[r]]
    return Regions(
        enabled=tuple(sorted(region for region in chosen if known[region])),
        disabled=tuple(sorted(region for region in chosen if not known[region])),
    )


def refuse_unknown(wanted: Sequence[str], known: Iterable[Mapping[str, bool]]) -> None:
    """Raise `UsageError` for a region that no account's partition has."""
    every = {region for regions in known for region in regions}
    unknown = [region for region in wanted if region not in every]
    if unknown and every:
        raise UsageError(f"aws: no region is called {', '.join(unknown)}: there are {', '.join(sorted(every))}")
