"""What Resource Explorer knows and the catalog does not list: stubs and gaps, and no loss where it is not set up."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from lockscan.collection.interface import ScopeFailed, Unit
from lockscan.connectors.aws.actions import operation
from lockscan.connectors.aws.entry import Entry, Operation
from lockscan.connectors.aws.paging import pages
from lockscan.connectors.aws.shaping import STACK, kept_tags
from lockscan.connectors.aws.tagging import plain_tags
from lockscan.connectors.aws.tenant import GLOBAL, Tenant
from lockscan.model.record import Page, Record
from lockscan.model.resource import Origin, Resource, ResourceId, TypeName
from lockscan.model.scope import Scope, ScopeState
from lockscan.references import identities
from lockscan.references.arns import type_of

LIST_INDEXES: Final = operation("resource-explorer-2", "ListIndexes")
LIST_RESOURCES: Final = operation("resource-explorer-2", "ListResources")
OPERATIONS: Final[tuple[Operation, ...]] = (LIST_INDEXES, LIST_RESOURCES)
PAGE: Final = 1_000

TYPE: Final = "AWS::ResourceExplorer2::Resources"
"""What the ledger calls the cross-check."""

LAST: Final = 1_000
"""After every list: what was denied is known by then."""

_GIVEN: Final = re.compile(r"[:/](?:default(?:[.:-].*)?|primary|AwsDataCatalog|open-access)$")
"""What every account has before anyone creates anything."""


def cross_check(tenant: Tenant, catalog: Iterable[Entry]) -> Unit:
    """Give the unit that asks an index there is; none is ever made."""
    check = _CrossCheck(tenant, {_plain(kind): kind for entry in catalog for kind in _types(entry)})
    return Unit(
        key=f"aws/{tenant.account}/{GLOBAL}/{TYPE}",
        provider="aws",
        account=tenant.account,
        region=GLOBAL,
        type=TYPE,
        read=lambda _token: check.read(),
        order=LAST,
        apart=tenant.account,
    )


@dataclass(frozen=True, slots=True)
class _CrossCheck:
    tenant: Tenant
    listed: Mapping[str, str]
    """The catalog's types by their plain spelling."""

    def read(self) -> Iterator[Page]:
        for number, region in enumerate(self._indexes()):
            try:
                for answer in self._answers(LIST_RESOURCES, {"MaxResults": PAGE}, region):
                    yield self._page(answer.get("Resources", ()))
            except ScopeFailed as failed:
                raise failed if number else _unchecked(failed.reason) from failed

    def _indexes(self) -> list[str]:
        """Give the one region whose index knows all others, else those that know themselves."""
        try:
            answers = list(self._answers(LIST_INDEXES, {}, self.tenant.home))
        except ScopeFailed as failed:
            raise _unchecked(failed.reason) from failed
        found = {row["Region"]: row.get("Type") for answer in answers for row in answer.get("Indexes", ())}
        every = [region for region, kind in found.items() if kind == "AGGREGATOR"]
        some = every[:1] or sorted(region for region in found if self.tenant.reads(region))
        if not some:
            raise _unchecked("the account has no index")
        return some

    def _answers(self, asked: Operation, params: Mapping[str, Any], region: str) -> Iterator[dict[str, Any]]:
        clients = self.tenant.clients
        for answer, _ in pages(lambda given: clients.call(asked, given, region), params, clients.tokens(asked)):
            yield answer

    def _page(self, rows: Iterable[Mapping[str, Any]]) -> Page:
        records, unlisted = [], Counter[tuple[str, str]]()
        for row in rows:
            kind, region = self._type(row), row.get("Region") or GLOBAL
            own = row.get("OwningAccountId") == self.tenant.account and self.tenant.reads(region)
            known = _plain(kind) in self.listed
            if not own or _GIVEN.search(row["Arn"]) or (known and (kind, region) not in self.tenant.denied):
                continue
            records.append(_stub(row, kind, self.tenant.account, region))
            unlisted[kind, region] += not known
        return Page(records=tuple(records), scopes=tuple(self._gaps(+unlisted)))

    def _gaps(self, unlisted: Mapping[tuple[str, str], int]) -> Iterator[Scope]:
        for (kind, region), count in unlisted.items():
            yield Scope(
                provider="aws",
                account=self.tenant.account,
                region=region,
                type=kind,
                state=ScopeState.SKIPPED,
                resources=count,
                reason="known to Resource Explorer, not read",
            )

    def _type(self, row: Mapping[str, Any]) -> str:
        """Give the type by the name CloudFormation has for it, else by the ARN, else by Explorer's own name."""
        own = str(row.get("ResourceType", ""))
        told = row.get("CfnResourceType") or type_of(row["Arn"])
        return self.listed.get(_plain(told or f"AWS::{own.replace(':', '::', 1)}")) or told or own


def _stub(row: Mapping[str, Any], kind: str, account: str, region: str) -> Record:
    told = next((property_["Data"] for property_ in row.get("Properties", ()) if property_.get("Name") == "tags"), ())
    tags = plain_tags(told)
    resource = Resource(
        id=ResourceId(row["Arn"]),
        type=TypeName(kind),
        provider="aws",
        account=account,
        region=region,
        name=tags.get("Name") or row["Arn"].replace(":", "/").rstrip("/").rpartition("/")[2],
        tags=kept_tags(tags),
        facts={},
        # What an index says gives way to what the service itself says.
        origins=(Origin(source="export", location=f"{LIST_RESOURCES.service}:{LIST_RESOURCES.name}"),),
        application=tags.get(STACK),
    )
    return Record(resource=resource, identities=identities(resource))


def _unchecked(reason: str) -> ScopeFailed:
    return ScopeFailed(ScopeState.UNAVAILABLE, f"no cross-check by Resource Explorer: {reason}")


def _types(entry: Entry) -> Iterator[str]:
    yield from entry.types
    for child in entry.children:
        yield from _types(child)


def _plain(kind: str) -> str:
    """Give `ec2:network-interface` and `AWS::EC2::NetworkInterface` one spelling."""
    return kind.replace("-", "").replace("_", "").lower()
