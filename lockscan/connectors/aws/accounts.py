"""Who is asking, and which regions there are: the only questions before the units are known."""

from collections.abc import Iterator
from typing import Any, Final

import boto3
from botocore.exceptions import (
    BotoCoreError,
    HTTPClientError,
    NoCredentialsError,
    PartialCredentialsError,
    ProfileNotFound,
)

from lockscan.collection.interface import Request, ScopeFailed
from lockscan.connectors.aws.clients import Clients
from lockscan.connectors.aws.entry import Operation
from lockscan.connectors.aws.failures import CredentialsMissing
from lockscan.connectors.aws.loading import operation
from lockscan.connectors.aws.tagging import TagIndex
from lockscan.connectors.aws.tenant import Tenant
from lockscan.errors import NothingRead, UsageError

IDENTITY: Final = operation("sts", "GetCallerIdentity")
REGIONS: Final = operation("ec2", "DescribeRegions")
OPERATIONS: Final[tuple[Operation, ...]] = (IDENTITY, REGIONS)


def tenants(
    request: Request, allowed: frozenset[tuple[str, str]], session: boto3.Session | None, attempts: int
) -> Iterator[Tenant]:
    """Give each account that the credentials reach, once; raises `NothingRead` if one of them reaches none."""
    seen: set[str] = set()
    for profile in request.profiles or (None,):
        chosen = session or _session(profile)
        account, partition = _identity(chosen, profile, allowed)
        clients = Clients(chosen, allowed, account=account, workers=request.workers, attempts=attempts)
        tenant = _tenant(chosen, clients, request, account, partition)
        if tenant.account not in seen and (not request.accounts or tenant.account in request.accounts):
            seen.add(tenant.account)
            yield tenant
    missing = sorted(set(request.accounts) - seen)
    if missing:
        raise UsageError(f"aws: no credentials for account {', '.join(missing)}: name its profile with --profile")


def _session(profile: str | None) -> boto3.Session:
    try:
        return boto3.Session(profile_name=profile)
    except ProfileNotFound:
        known = ", ".join(boto3.Session().available_profiles) or "none"
        raise UsageError(f"aws: there is no profile {profile!r} (known: {known})") from None


def _tenant(session: boto3.Session, clients: Clients, request: Request, account: str, partition: str) -> Tenant:
    known = _regions(session, clients, partition)
    unknown = [region for region in request.regions if region not in known]
    if unknown:
        raise UsageError(f"aws: no region is called {', '.join(unknown)}: there are {', '.join(sorted(known))}")
    asked = request.regions or [region for region, enabled in known.items() if enabled]
    return Tenant(
        account=account,
        partition=partition,
        clients=clients,
        tags=TagIndex(clients),
        regions=tuple(sorted(region for region in asked if known[region])),
        disabled=tuple(sorted(region for region in asked if not known[region])),
        whole=not request.regions,
    )


def _start_region(session: boto3.Session) -> str:
    try:
        return session.region_name or "us-east-1"
    except BotoCoreError as error:
        raise UsageError(f"aws: {error}") from None


def _identity(session: boto3.Session, profile: str | None, allowed: frozenset[tuple[str, str]]) -> tuple[str, str]:
    # Few attempts: a person is waiting to hear that the credentials are wrong.
    clients = Clients(session, allowed, attempts=2)
    try:
        answer: dict[str, Any] = clients.call(IDENTITY, {}, _start_region(session)) or {}
    except ScopeFailed as failed:
        raise NothingRead(_unreachable(failed, profile)) from failed
    arn = str(answer.get("Arn", ""))
    if not arn.startswith("arn:") or not answer.get("Account"):
        raise NothingRead("aws: what answered is not AWS's identity service: check AWS_ENDPOINT_URL")
    return str(answer["Account"]), arn.split(":")[1]


def _unreachable(failed: ScopeFailed, profile: str | None) -> str:
    who = f"aws (profile {profile})" if profile else "aws"
    cause = failed.__cause__
    if isinstance(cause, NoCredentialsError | PartialCredentialsError):
        return f"{who}: no credentials were found: name a profile (--profile, AWS_PROFILE) or sign in (`aws sso login`)"
    if isinstance(cause, CredentialsMissing):
        return f"{who}: {failed.reason}: {failed.remedy}"
    if isinstance(cause, BotoCoreError | HTTPClientError):
        return f"{who}: {' '.join(str(cause).split())}: check the network, the proxy and AWS_ENDPOINT_URL"
    return f"{who}: {failed.reason}: {failed.remedy or 'check the credentials, their region and AWS_ENDPOINT_URL'}"


def _regions(session: boto3.Session, clients: Clients, partition: str) -> dict[str, bool]:
    """Region -> whether it is enabled; where that may not be asked, every region is tried."""
    try:
        answer = clients.call(REGIONS, {"AllRegions": True}, _start_region(session)) or {}
    except ScopeFailed:
        return dict.fromkeys(session.get_available_regions("ec2", partition_name=partition), True)
    return {row["RegionName"]: row.get("OptInStatus") != "not-opted-in" for row in answer.get("Regions", ())}
