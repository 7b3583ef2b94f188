"""The least a scan may be allowed, drawn from the same catalog that decides what it asks."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from lockscan.connectors.aws import accounts, assuming, explorer, metrics, tagging
from lockscan.connectors.aws.actions import iam_names
from lockscan.connectors.aws.entry import Entry, Operation

LARGEST: Final = 6_144
"""Characters, blanks not counted, that one managed policy may hold."""


def operations_of(entries: Iterable[Entry]) -> frozenset[Operation]:
    """Every operation a scan of these entries may make."""
    found = set(_entries_operations(entries))
    return frozenset(found | {*accounts.OPERATIONS, *tagging.OPERATIONS, *metrics.OPERATIONS, *explorer.OPERATIONS})


def allowed(entries: Iterable[Entry]) -> frozenset[tuple[str, str]]:
    """The same as the gate knows them, and what leads into the accounts."""
    every = operations_of(entries) | {*assuming.OPERATIONS}
    return frozenset((operation.service, operation.name) for operation in every)


def policies(entries: Iterable[Entry]) -> tuple[dict[str, Any], ...]:
    """Give the IAM policies, as few as hold every action; a service's actions stay together where they fit."""
    actions = sorted({operation.action for operation in operations_of(entries)})
    found: list[list[str]] = [[]]
    for action in actions:
        if size(_policy([*found[-1], action])) > LARGEST:
            service = action.partition(":")[0]
            moved = [other for other in found[-1] if other.partition(":")[0] == service]
            moved = moved if len(moved) < len(found[-1]) else []
            found[-1] = found[-1][: len(found[-1]) - len(moved)]
            found.append(moved)
        found[-1].append(action)
    return tuple(_policy(some) for some in found)


def size(policy: dict[str, Any]) -> int:
    """Give the characters that IAM counts."""
    return len(json.dumps(policy, separators=(",", ":")))


def entering(role: str) -> dict[str, Any]:
    """Give what whoever scans needs besides: to list the organization's accounts, and to assume the role in each."""
    statements = [
        {"Sid": "LockscanListsAccounts", "Effect": "Allow", "Action": assuming.LIST_ACCOUNTS.action, "Resource": "*"},
        {
            "Sid": "LockscanAssumesRole",
            "Effect": "Allow",
            "Action": assuming.ASSUME_ROLE.action,
            "Resource": f"arn:*:iam::*:role/{role}",
        },
    ]
    return {"Version": "2012-10-17", "Statement": statements}


def _policy(actions: Sequence[str]) -> dict[str, Any]:
    apart = iam_names()["resources"]
    anywhere = [action for action in actions if action not in apart]
    statements = [{"Sid": "LockscanReadOnly", "Effect": "Allow", "Action": anywhere, "Resource": "*"}]
    statements += [
        {"Sid": f"LockscanReadOnly{number}", "Effect": "Allow", "Action": [action], "Resource": apart[action]}
        for number, action in enumerate((action for action in actions if action in apart), 2)
    ]
    return {"Version": "2012-10-17", "Statement": statements}


def _entries_operations(entries: Iterable[Entry]) -> Iterator[Operation]:
    for entry in entries:
        yield entry.list.operation
        yield from (detail.call.operation for detail in entry.details)
        yield from _entries_operations(entry.children)
