"""An account cut into units: one question a type and region."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from lockscan.collection.interface import Request, ScopeFailed, Unit
from lockscan.connectors.aws.accounts import Unreached
from lockscan.connectors.aws.entry import Entry
from lockscan.connectors.aws.reading import Reader
from lockscan.connectors.aws.tenant import GLOBAL, Place, Tenant
from lockscan.errors import UsageError
from lockscan.model.record import Page
from lockscan.model.scope import ScopeState


def units_of(tenant: Tenant, entries: Iterable[Entry]) -> Iterator[Unit]:
    """Give every unit of an account, regions that are not enabled included: they are told, not asked."""
    places = [Place(region=region, endpoint=region) for region in (*tenant.regions, *tenant.disabled)]
    for entry in entries:
        if entry.everywhere:
            yield _unit(tenant, entry, Place(region=GLOBAL, endpoint=entry.home or tenant.home))
            continue
        for place in places:
            yield _unit(tenant, entry, place)


def unreached(lost: Unreached) -> Unit:
    """Give the one unit of an account that could not be entered, which tells so."""

    def read(_token: str | None) -> Iterator[Page]:
        raise lost.failed

    return Unit(key=f"aws/{lost.account}", provider="aws", account=lost.account, region=GLOBAL, type="*", read=read)


def chosen(entries: Iterable[Entry], request: Request) -> tuple[Entry, ...]:
    """Give the entries of the services asked for, by the names people have for them."""
    every = tuple(entries)
    for name in (*request.only, *request.skip):
        if not any(is_called(entry, name) for entry in every):
            raise UsageError(f"aws: no service is called {name!r}: {_likely(name, every)}")
    return tuple(
        entry
        for entry in every
        if (not request.only or any(is_called(entry, name) for name in request.only))
        and not any(is_called(entry, name) for name in request.skip)
    )


def is_called(entry: Entry, name: str) -> bool:
    return name.casefold() in _names(entry)


def _names(entry: Entry) -> frozenset[str]:
    """What people call it: botocore's service, the type, or what the type begins with."""
    kind = entry.type.casefold()
    return frozenset({entry.service, kind, kind.rpartition("::")[0], kind.split("::")[1]})


def _likely(name: str, entries: Iterable[Entry]) -> str:
    every = {known for entry in entries for known in _names(entry)}
    close = get_close_matches(name.casefold(), sorted(every), n=5)
    if close:
        return f"did you mean {' or '.join(close)}?"
    return "`lockscan scan aws --plan` lists all"


@dataclass(frozen=True, slots=True)
class _Question:
    """What one unit asks; an organization has millions of them, so it is kept small."""

    tenant: Tenant
    entry: Entry
    place: Place

    def __call__(self, token: str | None) -> Iterator[Page]:
        """Read pages from a resume token."""
        tenant, entry, region = self.tenant, self.entry, self.place.region
        if region in tenant.disabled:
            raise ScopeFailed(ScopeState.UNAVAILABLE, f"the account has not enabled {region}")
        try:
            yield from Reader(tenant, entry, self.place).read(token)
        except ScopeFailed as failed:
            if failed.state is ScopeState.DENIED:
                tenant.denied.update((kind, region) for kind in entry.types)
            raise


def _unit(tenant: Tenant, entry: Entry, place: Place) -> Unit:
    return Unit(
        key=f"aws/{tenant.account}/{place.region}/{entry.type}",
        provider="aws",
        account=tenant.account,
        region=place.region,
        type=entry.type,
        read=_Question(tenant, entry, place),
        order=entry.order,
        apart=tenant.account,
    )
