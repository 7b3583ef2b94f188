"""An instance becomes a resource in our own words; its attributes go no further."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lockscan.connectors._shape import text
from lockscan.connectors.terraform.identity import own_id
from lockscan.connectors.terraform.instance import Address, Instance
from lockscan.connectors.terraform.known import Known
from lockscan.connectors.terraform.neutral import neutral_facts
from lockscan.connectors.terraform.others import Others
from lockscan.connectors.terraform.place import Place, Places, stated
from lockscan.connectors.terraform.providers import short_name
from lockscan.connectors.terraform.tagging import ATTRIBUTES, all_tags, kept_tags
from lockscan.model.record import Record
from lockscan.model.reference import Candidate, Confidence, Identity, IdentityClass
from lockscan.model.resource import Origin, Resource, ResourceId, TypeName
from lockscan.references import facts_of, identities, kind_for, mentions
from lockscan.vocabulary.arm import bare_type
from lockscan.vocabulary.facts import Fact
from lockscan.vocabulary.kinds import Kind
from lockscan.vocabulary.types import terraform_types

CHANGE = "plan.change"
"""What a plan does to a resource; no neutral fact, so it enters no profile and changes no score."""

NAMED_BY = ("name", "bucket", "function_name", "identifier", "cluster_identifier", "display_name")
SPOKEN_TO = (
    *("arn", "self_link", "crn", "qualified_arn", "invoke_arn", "url", "dns_name", "endpoint", "reader_endpoint"),
    *("execution_arn", "api_endpoint", "db_snapshot_arn", "db_cluster_snapshot_arn"),
    *("address", "domain_name", "bucket_domain_name", "bucket_regional_domain_name", "repository_url", "hostname"),
    *("configuration_endpoint", "primary_endpoint_address", "reader_endpoint_address", "cluster_address"),
    *("default_hostname", "fully_qualified_domain_name", "vault_uri", "primary_blob_endpoint", "login_server"),
)
"""Attributes that hold what others everywhere know a resource by."""

SETTING = frozenset({Kind.REFERENCES, Kind.STORES_IN, Kind.WRITES_TO, Kind.INVOKES, Kind.ASSUMES})
"""What a place of mention says between equals; of a part it only says whose part it is."""

_POSITION = re.compile(r"\[\d+\]")
_OPAQUE = re.compile(r"[0-9a-f]{8}")
"""What machines call things by; without it an id is but a name."""

UNSEEN = (*ATTRIBUTES, "timeouts")
"""Attributes that mention nobody and state no fact."""


EMPTY: tuple[object, ...] = (None, "", [], {})


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
    bridged: Mapping[Address, tuple[Candidate, ...]] = field(default_factory=dict)
    """What an instance needs by a resource that only joins the two."""

    def key(self, address: str) -> str:
        """Addresses say nothing outside their file."""
        return f"{self.location}#{address}"


def type_of(instance: Instance) -> str:
    """The provider's own type name, or Terraform's where none is known."""
    if instance.type.startswith("azapi_") and "/" in text(instance.values.get("type")):
        return bare_type(text(instance.values["type"]))
    return terraform_types().get(instance.type, instance.type)


def place_of(instance: Instance) -> Place:
    """Where the instance says it is."""
    return stated(instance.values, short_name(instance.provider, instance.type), type_of(instance))


def record(instance: Instance, file: File) -> Record:
    provider, type_, tags = short_name(instance.provider, instance.type), type_of(instance), all_tags(instance.values)
    place = file.places.of(instance, place_of(instance))
    others = Others.of(instance.type, instance.values)
    id_ = own_id(instance.values, provider=provider, type_=type_, place=place, others=others)
    # A state spells out every attribute that is not set; most of them are not.
    unseen = (*UNSEEN, "id") if others.lent else UNSEEN
    said = {key: value for key, value in instance.values.items() if key not in unseen and value not in EMPTY}
    resource = Resource(
        id=ResourceId(id_ or file.key(instance.address)),
        type=TypeName(type_),
        provider=provider,
        account=place.account,
        region=place.region,
        name=_name(instance, tags),
        tags=kept_tags(tags),
        facts={**facts_of(said), **_facts(instance, file)},
        origins=(_origin(instance, file),),
        application=instance.module[0][0] if instance.module else None,
    )
    mentioned = mentions(
        said,
        provider=provider,
        account=place.account,
        region=place.region,
        resource_type=type_,
    )
    return Record(
        resource=resource,
        identities=identities(resource, _also(instance, file, id_, others)),
        candidates=_together((*_linked(instance, file, type_), *file.bridged.get(instance.address, ())), mentioned),
    )


def _name(instance: Instance, tags: Mapping[str, str]) -> str:
    given = (text(instance.values[attribute]) for attribute in NAMED_BY if attribute in instance.values)
    return next(filter(None, given), "") or tags.get("Name") or instance.name


def _facts(instance: Instance, file: File) -> dict[str, Fact]:
    change = {CHANGE: instance.change} if instance.change else {}
    image = file.images.get(text(instance.values.get("ami")), {})
    return {**image, **neutral_facts(instance.type, instance.values), **change}


def _origin(instance: Instance, file: File) -> Origin:
    line = instance.line or file.lines.get(instance.address)
    return Origin(source=file.source, location=file.location, line=line, address=instance.address)


def _also(instance: Instance, file: File, id_: str, others: Others) -> Iterator[Identity]:
    yield Identity(kind=IdentityClass.GLOBAL, key=file.key(instance.address))
    if file.known.is_first(instance) and instance.block != instance.address:
        yield Identity(kind=IdentityClass.GLOBAL, key=file.key(instance.block))
    values = instance.values
    for other in [values[attribute] for attribute in SPOKEN_TO if attribute in values]:
        if isinstance(other, str) and other and other not in others.named:
            yield Identity(kind=IdentityClass.GLOBAL, key=other)
    own = text(instance.values.get("id"))
    if own and own != id_ and not others.lent:
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


def _kind(path: str, type_: str, target_type: str) -> Kind:
    """A bucket's policy does not store in the bucket, nor does a role's act under the role: they are its settings."""
    kind = kind_for(path, source_type=type_, target_type=target_type)
    is_part = len(type_) > len(target_type) > 0 and type_.startswith(target_type)
    return Kind.CONFIGURES if is_part and kind in SETTING else kind


def _candidate(path: str, target: Address, file: File, type_: str) -> Candidate:
    target_type = terraform_types().get(file.known.type_of(target), file.known.type_of(target))
    return Candidate(
        key=file.key(target),
        match=IdentityClass.GLOBAL,
        kind=_kind(path, type_, target_type),
        evidence=path,
        target_type=TypeName(target_type) if target_type else None,
        external=False,
    )


def _together(linked: tuple[Candidate, ...], mentioned: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Where the file says who is meant, a bare name in the same place is no second evidence."""
    if not linked:
        return mentioned
    said = {one.evidence for one in linked}
    others = (
        one for one in mentioned if one.confidence is Confidence.HIGH or _POSITION.sub("", one.evidence) not in said
    )
    return tuple(dict.fromkeys((*linked, *others)))
