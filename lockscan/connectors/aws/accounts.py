"""Who is asking, and which accounts and regions can be reached: the only questions before the units are known."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final

import boto3
from botocore.exceptions import (
    BotoCoreError,
    HTTPClientError,
    NoCredentialsError,
    PartialCredentialsError,
    ProfileNotFound,
    SSOError,
    TokenRetrievalError,
)

from lockscan.collection.interface import Request, ScopeFailed
from lockscan.connectors.aws import assuming, regions
from lockscan.connectors.aws.actions import operation
from lockscan.connectors.aws.clients import Clients, Patience
from lockscan.connectors.aws.entry import Operation
from lockscan.connectors.aws.failures import CredentialsMissing
from lockscan.connectors.aws.tagging import TagIndex
from lockscan.connectors.aws.tenant import HOMES, Tenant
from lockscan.errors import NothingRead, UsageError

IDENTITY: Final = operation("sts", "GetCallerIdentity")
OPERATIONS: Final[tuple[Operation, ...]] = (IDENTITY, regions.DESCRIBE_REGIONS)

AT_ONCE: Final = 16
"""Accounts that are entered at a time."""

Allowed = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreached:
    """An account that was asked for and could not be entered."""

    account: str
    failed: ScopeFailed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """The credentials of one profile, and whose they are."""

    session: boto3.Session
    clients: Clients
    account: str
    partition: str
    start: str
    """The region that is asked who we are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entered:
    account: str
    source: _Source
    clients: Clients
    regions: dict[str, bool]


def tenants(
    request: Request, allowed: Allowed, session: boto3.Session | None, patience: Patience
) -> Iterator[Tenant | Unreached]:
    """Give each account once, those that could not be entered included; raises `NothingRead` if nobody knows us."""
    role = assuming.role_of(request.role, request.external_id, request.accounts)
    sources, lost = _sources(request, allowed, session, patience)
    wanted: dict[str, _Source] = {}
    for source in sources:
        for account in _accounts(source, request, role):
            wanted.setdefault(account, source)
    if not request.role:
        _refuse_missing(request, wanted)
        wanted = {account: wanted[account] for account in wanted if account in (request.accounts or wanted)}
    found = _each(list(wanted), lambda account: _entered(account, wanted[account], role))
    regions.refuse_unknown(request.regions, [one.regions for one in found if isinstance(one, _Entered)])
    yield from (_tenant(one, request) if isinstance(one, _Entered) else one for one in found)
    yield from lost


def _each(accounts: Sequence[str], enter: Callable[[str], _Entered | Unreached]) -> list[_Entered | Unreached]:
    if len(accounts) < 2:  # noqa: PLR2004 - one needs no company
        return [enter(account) for account in accounts]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(enter, accounts))


def _sources(
    request: Request, allowed: Allowed, session: boto3.Session | None, patience: Patience
) -> tuple[list[_Source], list[Unreached]]:
    """Sign in with every profile; one of several that does not work is a gap, the only one is the end."""
    sources, lost = [], []
    for profile in request.profiles or (None,):
        chosen = session or _session(profile)
        try:
            sources.append(_source(chosen, request, allowed, patience))
        except ScopeFailed as failed:
            if len(request.profiles) < 2:  # noqa: PLR2004 - the only one
                raise NothingRead(_unreachable(failed, profile)) from failed
            remedy = _unreachable(failed, profile).rpartition(": ")[2]
            lost.append(
                Unreached(account=f"profile {profile}", failed=ScopeFailed(failed.state, failed.reason, remedy))
            )
    return sources, lost


def _session(profile: str | None) -> boto3.Session:
    try:
        return boto3.Session(profile_name=profile)
    except ProfileNotFound:
        known = ", ".join(boto3.Session().available_profiles) or "none"
        raise UsageError(f"aws: there is no profile {profile!r} (known: {known})") from None


def _source(session: boto3.Session, request: Request, allowed: Allowed, patience: Patience) -> _Source:
    start = _start_region(session)
    # Few attempts: a person is waiting to hear that the credentials are wrong.
    answer: dict[str, Any] = (
        Clients(session, allowed, patience=patience._replace(attempts=2)).call(IDENTITY, {}, start) or {}
    )
    arn, account = str(answer.get("Arn", "")), str(answer.get("Account", ""))
    if not arn.startswith("arn:") or not account:
        raise NothingRead("aws: what answered is not AWS's identity service: check AWS_ENDPOINT_URL")
    clients = Clients(session, allowed, account=account, workers=request.workers, patience=patience)
    return _Source(session=session, clients=clients, account=account, partition=arn.split(":")[1], start=start)


def _start_region(session: boto3.Session) -> str:
    try:
        return session.region_name or "us-east-1"
    except BotoCoreError as error:
        raise UsageError(f"aws: {error}") from None


def _accounts(source: _Source, request: Request, role: assuming.Role | None) -> list[str]:
    """Give the accounts that a profile opens: its own, those named, or those of its organization."""
    if role is None:
        return [source.account]
    if request.accounts:
        return list(dict.fromkeys(request.accounts))
    try:
        home = HOMES.get(source.partition, "us-east-1")
        found = sorted(assuming.accounts_of_organization(source.clients, home))
    except ScopeFailed as failed:
        raise NothingRead(
            f"aws: the accounts of the organization cannot be listed ({failed.reason}): sign in to its management"
            " account or a delegated administrator, or name the accounts with --account"
        ) from failed
    return found or [source.account]


def _refuse_missing(request: Request, reached: dict[str, _Source]) -> None:
    missing = sorted(set(request.accounts) - set(reached))
    if missing:
        raise UsageError(
            f"aws: no credentials for account {', '.join(missing)}: name its profile with --profile, or a role that"
            " may be assumed there with --role"
        )


def _entered(account: str, source: _Source, role: assuming.Role | None) -> _Entered | Unreached:
    try:
        clients = source.clients
        if role is not None and account != source.account:
            clients = assuming.assumed(clients, role, source.partition, account, source.start)
    except ScopeFailed as failed:
        return Unreached(account=account, failed=failed)
    known = regions.known_regions(source.session, clients, source.partition, source.start)
    return _Entered(account=account, source=source, clients=clients, regions=known)


def _tenant(entered: _Entered, request: Request) -> Tenant:
    chosen = regions.asked(entered.regions, request.regions)
    return Tenant(
        account=entered.account,
        partition=entered.source.partition,
        clients=entered.clients,
        tags=TagIndex(entered.clients),
        regions=chosen.enabled,
        disabled=chosen.disabled,
        whole=not request.regions,
    )


def _unreachable(failed: ScopeFailed, profile: str | None) -> str:
    who = f"aws (profile {profile})" if profile else "aws"
    cause = failed.__cause__
    if isinstance(cause, NoCredentialsError | PartialCredentialsError):
        return f"{who}: no credentials were found: name a profile (--profile, AWS_PROFILE) or sign in (`aws sso login`)"
    if isinstance(cause, SSOError | TokenRetrievalError):
        again = f"aws sso login --profile {profile}" if profile else "aws sso login"
        return f"{who}: {failed.reason}: sign in again (`{again}`)"
    if isinstance(cause, CredentialsMissing):
        return f"{who}: {failed.reason}: {failed.remedy}"
    if isinstance(cause, BotoCoreError | HTTPClientError):
        return f"{who}: {' '.join(str(cause).split())}: check the network, the proxy and AWS_ENDPOINT_URL"
    return f"{who}: {failed.reason}: {failed.remedy or 'check the credentials, their region and AWS_ENDPOINT_URL'}"
