"""An account cut into units: one question a type and region."""

from collections.abc import Iterable, Iterator

from lockscan.collection.interface import Request, ScopeFailed, Unit
from lockscan.connectors.aws.entry import Entry
from lockscan.connectors.aws.reading import Reader
from lockscan.connectors.aws.tenant import GLOBAL, Place, Tenant
from lockscan.errors import UsageError
from lockscan.model.record import Page
from lockscan.model.scope import ScopeState


def units_of(tenant: Tenant, entries: Iterable[Entry]) -> Iterator[Unit]:
    """Give every unit of an account, regions that are not enabled included: they are told, not asked."""
    for entry in entries:
        if entry.everywhere:
            yield _unit(tenant, entry, Place(region=GLOBAL, endpoint=entry.home or tenant.home))
            continue
        for region in (*tenant.regions, *tenant.disabled):
            yield _unit(tenant, entry, Place(region=region, endpoint=region))


def chosen(entries: Iterable[Entry], request: Request) -> tuple[Entry, ...]:
    """Give the entries of the services asked for, by the names people have for them."""
    every = tuple(entries)
    for name in (*request.only, *request.skip):
        if not any(_is_called(entry, name) for entry in every):
            known = ", ".join(sorted({entry.service for entry in every}))
            raise UsageError(f"aws: no service is called {name!r}: there are {known}")
    return tuple(
        entry
        for entry in every
        if (not request.only or any(_is_called(entry, name) for name in request.only))
        and not any(_is_called(entry, name) for name in request.skip)
    )


def _is_called(entry: Entry, name: str) -> bool:
    folded = name.casefold()
    kind = entry.type.casefold()
    return folded in {entry.service, kind, kind.rpartition("::")[0], kind.split("::")[1]}


def _unit(tenant: Tenant, entry: Entry, place: Place) -> Unit:
    def read(token: str | None) -> Iterator[Page]:
        if place.region in tenant.disabled:
            raise ScopeFailed(ScopeState.UNAVAILABLE, f"the account has not enabled {place.region}")
        yield from Reader(tenant, entry, place).read(token)

    return Unit(
        key=f"aws/{tenant.account}/{place.region}/{entry.type}",
        provider="aws",
        account=tenant.account,
        region=place.region,
        type=entry.type,
        read=read,
        order=entry.order,
    )
