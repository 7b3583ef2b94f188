"""By which strings others mention a resource."""

from collections.abc import Iterable, Iterator

from lockscan.model.reference import Identity, IdentityClass
from lockscan.model.resource import Resource
from lockscan.references.arns import without_suffix, without_version
from lockscan.references.identifiers import fold
from lockscan.references.shapes import is_uuid, recognised


def identities(resource: Resource, extra: Iterable[Identity] = ()) -> tuple[Identity, ...]:
    """Give the resource's own id and name in every spelling used for them, and the connector's extra ones."""
    found: dict[Identity, None] = {}
    for identity in (*_own(resource), *(spelled for one in extra for spelled in _spellings(one))):
        if identity.key:
            found.setdefault(identity)
    return tuple(found)


def _own(resource: Resource) -> Iterator[Identity]:
    yield Identity(kind=IdentityClass.GLOBAL, key=fold(resource.id))
    if resource.id.startswith("arn:"):
        yield Identity(kind=IdentityClass.GLOBAL, key=without_suffix(resource.id))
        yield Identity(kind=IdentityClass.GLOBAL, key=without_version(resource.id))
    tail = resource.id.replace(":", "/").rstrip("/*").rpartition("/")[2]
    opaque = is_uuid(tail) or any(found.key == tail for found in recognised(tail))
    yield Identity(kind=IdentityClass.SCOPED if opaque else IdentityClass.NAME, key=tail)
    yield Identity(kind=IdentityClass.NAME, key=resource.name)


def _spellings(identity: Identity) -> Iterator[Identity]:
    """Give a connector's identity as mentions of it will be spelled."""
    yield Identity(kind=identity.kind, key=fold(identity.key))
    if identity.kind is IdentityClass.GLOBAL:
        for found in recognised(identity.key):
            if found.match is IdentityClass.GLOBAL and not found.pattern:
                yield Identity(kind=IdentityClass.GLOBAL, key=found.key)
