"""An instance becomes a resource in our own words; its attributes go no further."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lockscan.connectors.terraform.identity import own_id
from lockscan.connectors.terraform.instance import Address, Instance
from lockscan.connectors.terraform.known import Known
from lockscan.connectors.terraform.neutral import neutral_facts
from lockscan.connectors.terraform.place import Place, Places, stated
from lockscan.connectors.terraform.providers import short_name
from lockscan.connectors.terraform.shape import items, text
from lockscan.model.record import Record
from lockscan.model.reference import Candidate, Identity, IdentityClass
from lockscan.model.resource import Fact, Origin, Resource, ResourceId, TypeName
from lockscan.references import facts_of, identities, kind_for, mentions
from lockscan.vocabulary.kinds import Kind
from lockscan.vocabulary.tags import fold, tag_keys
from lockscan.vocabulary.types import terraform_types

CHANGE = "plan.change"
"""What a plan does to a resource; no neutral fact, so it enters no profile and changes no score."""

NAMED_BY = ("name", "bucket", "function_name", "identifier", "cluster_identifier", "display_name")
TAGS = ("tags_all", "effective_labels", "terraform_labels", "tags", "labels", "freeform_tags", "defined_tags")
_OPAQUE = re.compile(r"[0-9a-f]{8}")
"""What machines call things by; without it an id is but a name."""

UNSEEN = ("tags", "tags_all", "labels", "terraform_labels", "effective_labels", "timeouts")
"""Attributes that mention nobody and state no fact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """What all instances of one file share."""

    location: str
    source: str
    """`plan` or `state`."""

    places: Places
    known: Known
    lines: Mapping[str, int]
    images: Mapping[str, Mapping[str, Fact]]

    def key(self, address: str) -> str:
        """Addresses say nothing outside their file."""
        return f"{self.location}#{address}"


def type_of(instance: Instance) -> str:
    """The provider's own type name, or Terraform's where none is known."""
    if instance.type.startswith("azapi_") and "/" in text(instance.values.get("type")):
        return text(instance.values["type"]).partition("@")[0]
    return terraform_types().get(instance.type, instance.type)


def place_of(instance: Instance) -> Place:
    """Where the instance says it is."""
    return stated(instance.values, short_name(instance.provider, instance.type), type_of(instance))


def record(instance: Instance, file: File) -> Record:
    provider = short_name(instance.provider, instance.type)
    type_ = type_of(instance)
    place = file.places.of(instance, place_of(instance))
    id_ = own_id(instance.values, provider=provider, type_=type_, place=place)
    resource = Resource(
        id=ResourceId(id_ or file.key(instance.address)),
        type=TypeName(type_),
        provider=provider,
        account=place.account,
        region=place.region,
        name=_name(instance),
        tags={key: value if fold(key) in tag_keys().kept else None for key, value in sorted(tags(instance).items())},
        facts=_facts(instance, file),
        origins=(_origin(instance, file),),
        application=instance.module[0][0] if instance.module else None,
    )
    mentioned = mentions(
        instance.values,
        provider=provider,
        account=place.account,
        region=place.region,
        resource_type=type_,
        skip=UNSEEN,
    )
    return Record(
        resource=resource,
        identities=identities(resource, tuple(dict.fromkeys(_also(instance, file, id_)))),
        candidates=_distinct((*_linked(instance, file, type_), *mentioned)),
    )


def _name(instance: Instance) -> str:
    given = (text(instance.values.get(attribute)) for attribute in NAMED_BY)
    return next(filter(None, given), "") or tags(instance).get("Name") or instance.name


def tags(instance: Instance) -> dict[str, str]:
    """Tags in one form, whichever attribute the provider keeps them in; more specific attributes first."""
    found: dict[str, str] = {}
    for attribute in TAGS:
        value = instance.values.get(attribute)
        pairs = value.items() if isinstance(value, dict) else ((tag, "") for tag in items(value))
        for key, tag in pairs:
            if isinstance(key, str):
                found.setdefault(key, tag if isinstance(tag, str) else "")
    return found


def _facts(instance: Instance, file: File) -> dict[str, Fact]:
    change = {CHANGE: instance.change} if instance.change else {}
    seen = {key: value for key, value in instance.values.items() if key not in UNSEEN}
    image = file.images.get(text(instance.values.get("ami")), {})
    return {**facts_of(seen), **image, **neutral_facts(instance.type, instance.values), **change}


def _origin(instance: Instance, file: File) -> Origin:
    line = instance.line or file.lines.get(instance.address)
    return Origin(source=file.source, location=file.location, line=line, address=instance.address)


def _also(instance: Instance, file: File, id_: str) -> Iterator[Identity]:
    yield Identity(kind=IdentityClass.GLOBAL, key=file.key(instance.address))
    if file.known.is_first(instance) and instance.block != instance.address:
        yield Identity(kind=IdentityClass.GLOBAL, key=file.key(instance.block))
    for attribute in ("arn", "self_link", "crn"):
        if other := text(instance.values.get(attribute)):
            yield Identity(kind=IdentityClass.GLOBAL, key=other)
    own = text(instance.values.get("id"))
    if own and own != id_:
        yield Identity(kind=_class_of(own), key=own)


def _class_of(own: str) -> IdentityClass:
    if own.startswith(("arn:", "projects/", "https://")):
        return IdentityClass.GLOBAL
    return IdentityClass.SCOPED if _OPAQUE.search(own) else IdentityClass.NAME


def _linked(instance: Instance, file: File, type_: str) -> Iterator[Candidate]:
    for link in instance.links:
        for target in file.known.narrowed(link.path, link.targets, instance):
            yield _candidate(link.path, target, file, type_)
    for path, target in file.known.meant(instance):
        yield _candidate(path, target, file, type_)
    for needed in dict.fromkeys(instance.after):
        yield Candidate(
            key=file.key(needed),
            match=IdentityClass.GLOBAL,
            kind=Kind.ORDERED_AFTER,
            evidence="depends_on",
            external=False,
        )


def _candidate(path: str, target: Address, file: File, type_: str) -> Candidate:
    target_type = terraform_types().get(file.known.type_of(target), file.known.type_of(target))
    return Candidate(
        key=file.key(target),
        match=IdentityClass.GLOBAL,
        kind=kind_for(path, source_type=type_, target_type=target_type),
        evidence=path,
        target_type=TypeName(target_type) if target_type else None,
        external=False,
    )


def _distinct(candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    return tuple(dict.fromkeys(candidates))
