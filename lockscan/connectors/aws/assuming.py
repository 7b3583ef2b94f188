"""Roles assumed in other accounts: which accounts there are, and credentials that renew themselves."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from botocore.credentials import RefreshableCredentials

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors.aws.actions import operation
from lockscan.connectors.aws.clients import Clients
from lockscan.connectors.aws.entry import Operation
from lockscan.connectors.aws.paging import pages
from lockscan.errors import UsageError
from lockscan.model.scope import ScopeState

ASSUME_ROLE: Final = operation("sts", "AssumeRole")
LIST_ACCOUNTS: Final = operation("organizations", "ListAccounts")
OPERATIONS: Final[tuple[Operation, ...]] = (ASSUME_ROLE, LIST_ACCOUNTS)

SESSION: Final = "lockscan"
"""The name under which an account's own log shows who assumed the role."""

_ROLE: Final = re.compile(r"(?:[\w+=,.@-]+/)*[\w+=,.@-]{1,64}")
_EXTERNAL_ID: Final = re.compile(r"[\w+=,.@:/-]{2,1224}")
_ACCOUNT: Final = re.compile(r"\d{12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What to assume, by the name that it has in every account."""

    name: str
    external_id: str = ""

    def arn(self, partition: str, account: str) -> str:
        return f"arn:{partition}:iam::{account}:role/{self.name}"


def role_of(name: str, external_id: str, accounts: tuple[str, ...]) -> Role | None:
    """Give the role a user named; raises `UsageError` for what can be none."""
    if not name:
        if external_id:
            raise UsageError("aws: --external-id belongs to a role: name it with --role")
        return None
    if not _ROLE.fullmatch(name):
        raise UsageError(f"aws: {name!r} is no name of a role: give what stands after `:role/` in its ARN")
    if external_id and not _EXTERNAL_ID.fullmatch(external_id):
        raise UsageError(f"aws: {external_id!r} is no external id: letters, digits and +=,.@:/- only, two at least")
    wrong = [account for account in accounts if not _ACCOUNT.fullmatch(account)]
    if wrong:
        raise UsageError(f"aws: {', '.join(wrong)} is no account: an account has twelve digits")
    return Role(name=name, external_id=external_id)


def accounts_of_organization(clients: Clients, region: str) -> Iterator[str]:
    """Give the active accounts; raises `ScopeFailed` where they may not be listed."""
    answers = pages(lambda params: clients.call(LIST_ACCOUNTS, params, region), {}, clients.tokens(LIST_ACCOUNTS))
    for answer, _ in answers:
        for row in answer.get("Accounts", ()):
            if row.get("State", row.get("Status")) == "ACTIVE":
                yield str(row["Id"])


def assumed(clients: Clients, role: Role, partition: str, account: str, region: str) -> Clients:
    """Give the account's services under the role; raises `ScopeFailed` where it may not be assumed."""
    params = {"RoleArn": role.arn(partition, account), "RoleSessionName": SESSION}
    if role.external_id:
        params["ExternalId"] = role.external_id

    def renew() -> dict[str, str]:
        return _credentials(clients, params, region)

    credentials = RefreshableCredentials.create_from_metadata(renew(), renew, "sts-assume-role")
    return clients.acting_as(account, credentials)


def _credentials(clients: Clients, params: Mapping[str, Any], region: str) -> dict[str, str]:
    try:
        answer = clients.call(ASSUME_ROLE, params, region) or {}
    except ScopeFailed as failed:
        if failed.state is not ScopeState.DENIED:
            raise
        remedy = (
            f"let {params['RoleArn']} trust whoever scans, and whoever scans assume it"
            " (`lockscan permissions aws --stackset` makes the role everywhere)"
        )
        raise ScopeFailed(failed.state, failed.reason, remedy) from failed
    given = answer["Credentials"]
    return {
        "access_key": given["AccessKeyId"],
        "secret_key": given["SecretAccessKey"],
        "token": given["SessionToken"],
        "expiry_time": given["Expiration"].isoformat(),
    }
