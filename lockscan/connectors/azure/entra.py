"""What the tenant's directory holds of applications: how many, and each by itself only where that is asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors.azure.client import Arm
from lockscan.connectors.azure.failures import unreadable
from lockscan.model.record import Page, Record
from lockscan.model.reference import Candidate, Identity, IdentityClass
from lockscan.model.resource import Origin, Resource, ResourceId, TypeName
from lockscan.model.scope import ScopeState
from lockscan.references import identities
from lockscan.references.shapes import is_uuid
from lockscan.vocabulary.facts import Fact
from lockscan.vocabulary.kinds import Kind

PAGE: Final = 999
"""The most that Microsoft Graph gives at once."""

MICROSOFT: Final = "f8cdef31-a31e-4b4a-93e4-5f571e91255a"
"""The tenant in which Microsoft registers what it puts into every directory by itself."""

REMEDY: Final = (
    "grant Application.Read.All in Microsoft Graph (or the directory role Directory Readers) to whoever signs in"
)

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Objects:
    """One kind of object in the directory, and how it is counted and listed."""

    type: str
    path: str
    plural: str
    filter: str = ""

    def counted(self, directory: Arm, tenant: str) -> Iterator[Page]:
        """Give one row that stands for all of them; none where there is none."""
        number = self._asked(directory, **{"$top": 1, "$select": "id"}).get("@odata.count")
        if not isinstance(number, int) or isinstance(number, bool):
            raise unreadable(self.path)
        yield Page(records=(self._all(tenant, number),) if number else ())

    def listed(self, directory: Arm) -> Iterator[Page]:
        """Give each by itself, by which the ids in role assignments and settings become known."""
        asked = {"$top": PAGE, "$select": "id,appId,displayName", **self._narrowed()}
        try:
            for rows in directory.pages(self.path, **asked):
                yield Page(records=tuple(record for row in rows for record in self._each(row)))
        except ScopeFailed as failed:
            raise _mendable(failed) from failed

    def _asked(self, directory: Arm, **query: Any) -> dict[str, Any]:
        try:
            return directory.get(self.path, **query, **self._narrowed())
        except ScopeFailed as failed:
            raise _mendable(failed) from failed

    def _narrowed(self) -> dict[str, str]:
        return {"$count": "true", **({"$filter": self.filter} if self.filter else {})}

    def _all(self, tenant: str, number: int) -> Record:
        name = f"{number:,} {self.plural}"
        found = self._resource(f"/tenants/{tenant}{self._place}", name, {"instances": number})
        return Record(resource=found, identities=identities(found))

    def _each(self, row: Row) -> Iterator[Record]:
        identifier, application = row.get("id"), row.get("appId")
        if not isinstance(identifier, str) or not is_uuid(identifier):
            return
        found = self._resource(f"{self._place}/{identifier}", str(row.get("displayName") or identifier), {})
        known = isinstance(application, str) and is_uuid(application)
        own = [identifier, str(application)] if known and self is APPLICATIONS else [identifier]
        names = (Identity(kind=IdentityClass.GLOBAL, key=key) for key in own)
        stands_for = (_stands_for(str(application)),) if known and self is PRINCIPALS else ()
        yield Record(resource=found, identities=identities(found, names), candidates=stands_for)

    @property
    def _place(self) -> str:
        return self.path.removeprefix("/v1.0")

    def _resource(self, identifier: str, name: str, facts: Mapping[str, Fact]) -> Resource:
        return Resource(
            id=ResourceId(identifier),
            type=TypeName(self.type),
            provider="azure",
            # Above all subscriptions: whatever one of them says of it is known as this.
            account="",
            region="global",
            name=name,
            tags={},
            facts=facts,
            origins=(Origin(source="live", location=f"MicrosoftGraph:{self._place[1:]}"),),
        )


APPLICATIONS: Final = Objects(
    type="Microsoft.Graph/applications", path="/v1.0/applications", plural="app registrations"
)
PRINCIPALS: Final = Objects(
    type="Microsoft.Graph/servicePrincipals",
    path="/v1.0/servicePrincipals",
    plural="service principals",
    # Managed identities are resources by themselves, and Microsoft's own are in every directory.
    filter=f"servicePrincipalType eq 'Application' and appOwnerOrganizationId ne {MICROSOFT}",
)
KINDS: Final = (APPLICATIONS, PRINCIPALS)


def _stands_for(application: str) -> Candidate:
    return Candidate(
        key=application, match=IdentityClass.GLOBAL, kind=Kind.REFERENCES, evidence="appId", external=False
    )


def _mendable(failed: ScopeFailed) -> ScopeFailed:
    return ScopeFailed(failed.state, failed.reason, REMEDY if failed.state is ScopeState.DENIED else failed.remedy)
