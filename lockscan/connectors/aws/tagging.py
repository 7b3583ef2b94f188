"""The tags of a whole region in a few calls, instead of one call for every resource."""

from collections.abc import Mapping
from threading import Lock
from typing import Any, Final

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors.aws.actions import operation
from lockscan.connectors.aws.clients import Clients
from lockscan.connectors.aws.entry import Operation
from lockscan.connectors.aws.paging import pages
from lockscan.vocabulary.tags import fold, tag_keys

GET_RESOURCES: Final = operation("resourcegroupstaggingapi", "GetResources")
PAGE: Final = 100

NAMING: Final = frozenset({"aws:cloudformation:stack-name", "Name"})
"""Keys whose values name the resource or its application, kept or not."""


class TagIndex:
    """ARN -> tags, a region at a time, read when the first unit of that region asks."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients
        self._locks: dict[str, Lock] = {}
        self._regions: dict[str, Mapping[str, Mapping[str, str]] | ScopeFailed] = {}
        self._lock = Lock()

    def of(self, region: str) -> Mapping[str, Mapping[str, str]]:
        """Give the region's tags; raises the same `ScopeFailed` to everyone who asks."""
        with self._lock:
            lock = self._locks.setdefault(region, Lock())
        with lock:
            if region not in self._regions:
                self._regions[region] = self._read(region)
        found = self._regions[region]
        if isinstance(found, ScopeFailed):
            raise ScopeFailed(found.state, found.reason, found.remedy)
        return found

    def _read(self, region: str) -> Mapping[str, Mapping[str, str]] | ScopeFailed:
        def ask(params: Mapping[str, Any]) -> dict[str, Any] | None:
            return self._clients.call(GET_RESOURCES, params, region)

        index: dict[str, Mapping[str, str]] = {}
        alike: dict[tuple[tuple[str, str], ...], Mapping[str, str]] = {}
        try:
            for answer, _ in pages(ask, {"ResourcesPerPage": PAGE}, self._clients.tokens(GET_RESOURCES)):
                for row in answer.get("ResourceTagMappingList", ()):
                    tags = _used(plain_tags(row.get("Tags")))
                    index[row["ResourceARN"]] = alike.setdefault(tuple(tags.items()), tags)
        except ScopeFailed as failed:
            return failed
        return index


def _used(tags: Mapping[str, str]) -> Mapping[str, str]:
    """Give every key, and the values that somebody looks at: what is left is the same for many resources."""
    kept = tag_keys().kept
    return {key: value if key in NAMING or fold(key) in kept else "" for key, value in tags.items()}


def plain_tags(found: Any) -> dict[str, str]:
    """Give one form to the many in which services tell tags."""
    if isinstance(found, Mapping):
        return {str(key): str(value) for key, value in found.items()}
    tags = {}
    for row in found if isinstance(found, list) else ():
        key = row.get("Key", row.get("key", row.get("TagKey")))
        if key is not None:
            tags[str(key)] = str(row.get("Value", row.get("value", row.get("TagValue", ""))))
    return tags


OPERATIONS: Final[tuple[Operation, ...]] = (GET_RESOURCES,)
