"""The least a scan may be allowed, drawn from the same catalog that decides what it asks."""

import json
from collections.abc import Iterable, Iterator

from lockscan.connectors.aws import accounts, assuming, metrics, tagging
from lockscan.connectors.aws.entry import Entry, Operation


def operations_of(entries: Iterable[Entry]) -> frozenset[Operation]:
    """Every operation a scan of these entries may make."""
    found = set(_entries_operations(entries))
    return frozenset(found | {*accounts.OPERATIONS, *tagging.OPERATIONS, *metrics.OPERATIONS})


def allowed(entries: Iterable[Entry]) -> frozenset[tuple[str, str]]:
    """The same as the gate knows them, and what leads into the accounts."""
    every = operations_of(entries) | {*assuming.OPERATIONS}
    return frozenset((operation.service, operation.name) for operation in every)


def policy(entries: Iterable[Entry]) -> str:
    """Give the IAM policy as JSON."""
    actions = sorted({operation.action for operation in operations_of(entries)})
    statement = {"Sid": "LockscanReadOnly", "Effect": "Allow", "Action": actions, "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=2) + "\n"


def _entries_operations(entries: Iterable[Entry]) -> Iterator[Operation]:
    for entry in entries:
        yield entry.list.operation
        yield from (detail.call.operation for detail in entry.details)
        yield from _entries_operations(entry.children)
