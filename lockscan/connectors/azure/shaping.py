"""A row about one thing, put into our own words; the row itself goes no further."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from lockscan.connectors.azure.ids import ArmId, container_of, parsed
from lockscan.connectors.azure.mentioning import candidates, own_names
from lockscan.connectors.azure.sifting import counting
from lockscan.model.record import Record
from lockscan.model.reference import Candidate, Confidence, Identity, IdentityClass
from lockscan.model.resource import Origin, Resource, ResourceId, TypeName
from lockscan.references import facts_of, fold, identities
from lockscan.references.shapes import is_uuid
from lockscan.vocabulary.arm import ArmReading, arm_reading, arm_spelling, made_by_azure
from lockscan.vocabulary.armparts import settings_tables
from lockscan.vocabulary.facts import Fact
from lockscan.vocabulary.kinds import Kind
from lockscan.vocabulary.tags import fold as fold_tag
from lockscan.vocabulary.tags import tag_keys

GRAPH: Final = (Origin(source="live", location="ResourceGraph:resources"),)
LIST: Final = (Origin(source="live", location="ResourceManager:resources"),)
METRICS: Final = (Origin(source="live", location="Monitor:metrics"),)
PARTS: Final = (Origin(source="live", location="ResourceManager:parts"),)
TABLES: Final = (Origin(source="live", location="ResourceGraph:tables"),)
CONTAINERS: Final = (Origin(source="live", location="ResourceGraph:resourcecontainers"),)
ASSIGNMENTS: Final = (Origin(source="live", location="ResourceGraph:authorizationresources"),)

ATTACHED: Final = frozenset({"Microsoft.Compute/disks"})

Row = Mapping[str, Any]


def records(row: Row, origins: tuple[Origin, ...] = GRAPH) -> Iterator[Record]:
    """Give what is known of a row and of the parts inside it; nothing for a row without an id."""
    arm = parsed(str(row.get("id") or ""))
    if arm is None or not arm.type:
        return
    kind = arm_spelling(str(row.get("type") or arm.type))
    reading = arm_reading(kind)
    properties = row.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    inner = {key: properties[key] for key in reading.nested if isinstance(properties.get(key), list)}
    own = {key: value for key, value in properties.items() if key not in inner} if inner else properties
    facts = {**facts_of(counting(own) or {}), **_neutral(reading, row)}
    yield _record(arm, kind, row, own, facts, origins)
    for key, elements in inner.items():
        for element in elements:
            yield from _part(arm, kind, reading.nested[key], row, element)


def listed(row: Row) -> Iterator[Record]:
    """Give what Resource Manager's list tells, which knows no properties by itself."""
    yield from records(row, LIST)


def measured(row: Row, sizes: Mapping[str, Fact]) -> Iterator[Record]:
    """Give what Azure Monitor knows of a resource."""
    arm = parsed(str(row.get("id") or ""))
    if arm is not None and arm.type:
        kind = arm_spelling(str(row.get("type") or arm.type))
        yield Record(resource=_resource(arm, kind, row, sizes, METRICS))


def tabled(row: Row) -> Iterator[Record]:
    """Give what a row of another table tells: a resource, or one property of that which it is a setting of."""
    key = settings_tables().get(str(row.get("type")).lower())
    if key is None:
        yield from records(row, TABLES)
    elif (whole := parsed(str(row.get("id") or "").rpartition("/")[0].rpartition("/")[0])) is not None:
        said = {"id": whole.text, "type": whole.type, "location": row.get("location")}
        yield from about(said, key, row.get("properties"), TABLES)


def about(row: Row, key: str, said: Any, origins: tuple[Origin, ...] = PARTS) -> Iterator[Record]:
    """Give what another answer tells of a resource: one of its properties, and nothing guessed of the others."""
    arm = parsed(str(row.get("id") or ""))
    if arm is None or not arm.type:
        return
    kind = arm_spelling(str(row.get("type") or arm.type))
    below = {**row, "properties": {key: said}}
    told = {name: replace(fact, default=None) for name, fact in arm_reading(kind).facts.items() if fact.tells_of(key)}
    facts = {name: value for name, fact in told.items() if (value := fact(below)) not in {None, ""}}
    resource = _resource(arm, kind, row, facts, origins)
    yield Record(resource=resource, candidates=tuple(candidates(arm, kind, {}, below["properties"], ())))


def containers(row: Row) -> Iterator[Record]:
    """Give a subscription or a resource group; both only group."""
    arm = parsed(str(row.get("id") or ""))
    if arm is None:
        return
    found = _resource(arm, arm_spelling(str(row.get("type"))), row, {}, CONTAINERS)
    whole = str(row.get("managedBy") or "")
    above = [_held(f"/subscriptions/{arm.subscription}", "id")] if arm.group else []
    owner = [_held(fold(whole), "managedBy")] if parsed(whole) else []
    yield Record(resource=found, identities=identities(found), candidates=(*above, *owner))


def assignments(row: Row) -> Iterator[Record]:
    """Give who may do what where: allowed, not known to be used."""
    arm = parsed(str(row.get("id") or ""))
    if arm is None or not arm.type:
        return  # granted above the subscription
    said = row.get("properties")
    said = said if isinstance(said, dict) else {}
    found = _resource(arm, arm_spelling(arm.type), row, {}, ASSIGNMENTS)
    scope, principal = str(said.get("scope") or ""), str(said.get("principalId") or "")
    mentioned = []
    if parsed(scope):
        mentioned.append(_access(fold(scope), IdentityClass.GLOBAL, "properties.scope"))
    if principal:
        mentioned.append(_access(principal, IdentityClass.GLOBAL, "properties.principalId"))
    yield Record(resource=found, identities=identities(found), candidates=tuple(mentioned))


def region_of(location: Any) -> str:
    """Give a location in the spelling of names (`UK South` -> `uksouth`); `global` for none."""
    return location.replace(" ", "").lower() if isinstance(location, str) and location else "global"


def _part(whole: ArmId, kind: str, part: str, row: Row, element: Any) -> Iterator[Record]:
    if not isinstance(element, dict) or not element.get("name"):
        return
    found = str(element.get("id") or f"{whole.text}/{part}/{element['name']}")
    arm = parsed(found)
    if arm is None or not fold(found).startswith(fold(whole.text) + "/"):
        return
    said = element.get("properties")
    said = said if isinstance(said, dict) else {key: value for key, value in element.items() if key != "id"}
    own_kind = arm_spelling(f"{kind}/{part}")
    below = {"name": element["name"], "location": row.get("location"), "properties": said}
    facts = {**facts_of(counting(said) or {}), **_neutral(arm_reading(own_kind), below)}
    yield _record(arm, own_kind, below, said, facts, GRAPH)


def _record(
    arm: ArmId,
    kind: str,
    row: Row,
    properties: Mapping[str, Any],
    facts: Mapping[str, Fact],
    origins: tuple[Origin, ...],
) -> Record:
    resource = _resource(arm, kind, row, facts, origins)
    names = _names(resource, tuple(own_names(kind, row, properties)))
    return Record(
        resource=resource,
        identities=names,
        candidates=(*candidates(arm, kind, row, properties, names), *_wholes(arm, resource)),
    )


def _resource(arm: ArmId, kind: str, row: Row, facts: Mapping[str, Fact], origins: tuple[Origin, ...]) -> Resource:
    tags = row.get("tags")
    tags = tags if isinstance(tags, dict) else {}
    manager = _manager(kind, row)
    return Resource(
        id=ResourceId(arm.text),
        type=TypeName(kind),
        provider="azure",
        account=arm.subscription,
        region=region_of(row.get("location")),
        name=name if isinstance(name := row.get("name"), str) and name else arm.name,
        tags={key: str(value) if _is_kept(key) else None for key, value in sorted(tags.items())},
        facts=facts,
        origins=origins,
        application=arm.group if arm.group and not (arm.parent or manager or made_by_azure(arm.group)) else None,
        parent=ResourceId(arm.parent or manager) if arm.parent or manager else None,
    )


def _names(resource: Resource, extra: tuple[Identity, ...]) -> tuple[Identity, ...]:
    if is_uuid(resource.name) or any(one.kind is IdentityClass.GLOBAL for one in extra):
        return identities(resource, extra)
    # The same for nearly all, without looking for other providers' ids in every name.
    own = Identity(kind=IdentityClass.GLOBAL, key=fold(resource.id))
    told = (
        own,
        Identity(kind=IdentityClass.NAME, key=resource.name),
        *(replace(one, key=fold(one.key)) for one in extra),
    )
    return tuple(dict.fromkeys(told)) if extra else told


def _manager(kind: str, row: Row) -> str:
    """Give the id of the service that made a resource for its own use; a disk's is the machine it is attached to."""
    said = row.get("managedBy")
    if not isinstance(said, str) or kind in ATTACHED:
        return ""
    arm = parsed(said)
    return said if arm is not None and arm.type else ""


def _wholes(arm: ArmId, resource: Resource) -> Iterator[Candidate]:
    """Give what it is a part of: the group only for what stands by itself."""
    if resource.parent:
        yield _held(fold(resource.parent), "id" if arm.parent else "managedBy")
    if not arm.parent:
        yield _held(container_of(arm), "id")


@lru_cache(maxsize=4096)
def _is_kept(key: str) -> bool:
    return fold_tag(key) in tag_keys().kept


def _neutral(reading: ArmReading, row: Row) -> dict[str, Fact]:
    whole = isinstance(row.get("properties"), dict)
    return {
        name: value
        for name, fact in reading.facts.items()
        if (whole or not fact.needs_properties) and (value := fact(row)) is not None and value != ""
    }


def _held(key: str, evidence: str) -> Candidate:
    return Candidate(key=key, match=IdentityClass.GLOBAL, kind=Kind.CONTAINED_IN, evidence=evidence, external=False)


def _access(key: str, match: IdentityClass, evidence: str) -> Candidate:
    return Candidate(
        key=key, match=match, kind=Kind.MAY_ACCESS, evidence=evidence, confidence=Confidence.MEDIUM, external=False
    )
