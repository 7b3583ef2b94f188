"""A declared resource is read as Azure's own answer would be, then put back into its file's words."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from lockscan.connectors._shape import items, table
from lockscan.connectors._uses import ordered_after, together, use
from lockscan.connectors.arm.declared import Declared
from lockscan.connectors.arm.deployment import Deployment
from lockscan.connectors.arm.naming import NO_GROUP, NOWHERE, TYPE
from lockscan.connectors.arm.pools import joins, routes
from lockscan.connectors.arm.symbols import MARK, WORD, Symbols, marked_keys
from lockscan.connectors.azure.shaping import assignments, containers
from lockscan.connectors.azure.shaping import records as shaped
from lockscan.model.record import Record
from lockscan.model.reference import Candidate, Confidence, Identity, IdentityClass
from lockscan.model.resource import Origin, ResourceId
from lockscan.references import fold
from lockscan.references.shapes import arm_type
from lockscan.references.walking import texts
from lockscan.vocabulary.arm import arm_reading, arm_spelling
from lockscan.vocabulary.data import read_yaml, rules_folder
from lockscan.vocabulary.kinds import Kind

ASSIGNMENT: Final = "microsoft.authorization/roleassignments"
GROUP: Final = "microsoft.resources/resourcegroups"
VAULT: Final = "microsoft.keyvault/vaults"
WHOLE: Final = ("location", "kind", "sku", "plan", "zones", "identity", "tags", "properties", "managedBy")
NEED: Final = ("properties", "identity")
"""Parts of a resource in which it names others."""


@dataclass(frozen=True, slots=True)
class File:
    """Puts ids and words that stand for what is not known into the words of one file."""

    location: str
    root: str
    """The template that all is deployed by: another one may link the same files."""

    application: str
    symbols: Symbols
    made: Collection[str]
    """Everything that is made, its id in the spelling ids are compared in."""

    behind: Mapping[str, Mapping[str, str]]
    """Who stands behind each balancer."""

    def local(self, key: str) -> str:
        """Give a key others can only meet below the same template; one that is known everywhere stays."""
        return f"{self.root}#{self.symbols.unworded(_below(key))}" if unsettled(key) else key

    def shown(self, key: str) -> str:
        """Give an id that resolves: in its file the local one, else one by type and name, as far as they are known."""
        whole = key
        while whole not in self.made and whole.partition("/providers/")[2].count("/") > 2:  # noqa: PLR2004 - type, name
            whole = whole.rpartition("/")[0].rpartition("/")[0]  # a part of what is made goes for its whole
        if whole in self.made:
            return self.local(whole)
        return self.local(key) if WORD.search(key) else _relative(key) if unsettled(key) else key


def records(one: Declared, deployment: Deployment, file: File) -> Iterator[Record]:
    """Give a resource and the parts written inside it."""
    row = {key: deployment.value(one.node[key], one.indices) for key in WHOLE if key in one.node}
    needed = {key: row[key] for key in NEED if key in row}
    unknown = [*((place.shown, text) for place, text in texts(needed) if MARK.search(text)), *marked_keys(needed)]
    plain = file.symbols.worded(row)
    plain |= {
        "id": file.symbols.worded(one.id),
        "type": one.type,
        "name": file.symbols.worded(one.name.rpartition("/")[2]),
    }
    origin = Origin(
        source="template", location=file.location, line=one.line, address=file.symbols.unworded(_below(plain["id"]))
    )
    for index, record in enumerate(_read(one, plain, origin)):
        linked = (*_linked(unknown, one, file), *_routed(plain["id"], one, file)) if index == 0 else ()
        order = _order(one, deployment, file) if index == 0 else ()
        yield _settled(record, linked, tuple(order), origin if index == 0 else _of_part(origin, record, file), file)


def _read(one: Declared, plain: dict[str, Any], origin: Origin) -> Iterator[Record]:
    if one.type.lower() == ASSIGNMENT:
        return assignments(_assigned(plain, one))
    return containers(plain) if one.type.lower() == GROUP else shaped(plain, (origin,))


def parts_of(one: Declared, deployment: Deployment) -> Iterator[str]:
    """Give the ids of what is written inside a resource and is one of its own: a network's subnets."""
    written = table(one.node.get("properties"))
    for key, kind in arm_reading(one.type).nested.items():
        for part in items(deployment.value(written.get(key), one.indices)):
            if isinstance(name := table(part).get("name"), str):
                yield f"{one.id}/{kind}/{name}"


def unsettled(key: str) -> bool:
    """Whether a key holds what deploying decides."""
    lowered = key.lower()
    return NOWHERE in lowered or f"/resourcegroups/{NO_GROUP}/" in f"{lowered}/" or WORD.search(lowered) is not None


def _below(key: str) -> str:
    """Give the part of an id that the template itself says."""
    lowered = key.lower()
    for start in (
        f"/resourcegroups/{NO_GROUP}/providers/",
        f"/subscriptions/{NOWHERE}/providers/",
        f"/subscriptions/{NOWHERE}/",
    ):
        if start in lowered:
            return key[lowered.index(start) + len(start) :]
    return key


def _relative(key: str) -> str:
    """Give type and name alone: templates seldom know in which group another one's resources are."""
    return key.partition("/providers/")[2]


def _of_part(origin: Origin, record: Record, file: File) -> Origin:
    return replace(origin, address=file.symbols.unworded(_below(record.resource.id)))


def _assigned(plain: dict[str, Any], one: Declared) -> dict[str, Any]:
    """An assignment holds where it stands, if it does not say so itself."""
    said = dict(table(plain.get("properties")))
    said.setdefault("scope", one.scope or plain["id"].lower().partition("/providers/microsoft.authorization/")[0])
    return {**plain, "properties": said}


def _settled(
    record: Record, linked: tuple[Candidate, ...], order: tuple[Candidate, ...], origin: Origin, file: File
) -> Record:
    found = record.resource
    id_ = fold(found.id)
    own = file.local(id_)
    resource = replace(
        found,
        id=ResourceId(file.local(found.id)),
        account="" if found.account == NOWHERE else found.account,
        region="" if WORD.search(found.region) else found.region,
        name=file.symbols.unworded(found.name),
        tags={key: value if value and not WORD.search(value) else None for key, value in found.tags.items()},
        facts={key: fact for key, fact in found.facts.items() if not (isinstance(fact, str) and WORD.search(fact))},
        origins=(origin,),
        application=file.application
        if found.application and found.application.lower() == NO_GROUP
        else found.application,
        parent=ResourceId(file.shown(fold(found.parent))) if found.parent else None,
    )
    mentioned = (one for candidate in record.candidates for one in _moved(candidate, file) if one.key != own)
    return Record(
        resource=resource,
        identities=tuple(dict.fromkeys((*_identities(record, file), *_known_by(resource.type, id_, found.name, file)))),
        candidates=(*together((one for one in linked if one.key != own), mentioned), *order),
    )


def _identities(record: Record, file: File) -> Iterator[Identity]:
    for one in record.identities:
        if one.kind is not IdentityClass.NAME or not unsettled(one.key):
            yield replace(one, key=file.local(one.key))


def _known_by(type_: str, id_: str, name: str, file: File) -> Iterator[Identity]:
    """Give its host name, and the type and name by which other templates of the same group know it."""
    if host := _hosts().get(type_.lower()):
        yield Identity(kind=IdentityClass.GLOBAL, key=file.local(host.format(name=name.lower())))
    if unsettled(id_) and not WORD.search(id_):
        yield Identity(kind=IdentityClass.GLOBAL, key=_relative(id_))


def _moved(candidate: Candidate, file: File) -> Iterator[Candidate]:
    """Put a mention into the file's words; groups and subscriptions that are not known are no mention."""
    if not unsettled(candidate.key):
        yield candidate
    elif candidate.key.startswith("/subscriptions/"):
        if "/providers/" in candidate.key:
            yield replace(candidate, key=file.shown(candidate.key))
    elif candidate.match is IdentityClass.GLOBAL:
        yield replace(candidate, key=file.local(candidate.key), external=False)


def _linked(unknown: list[tuple[str, str]], one: Declared, file: File) -> tuple[Candidate, ...]:
    """Give those from which a value will come that deploying computes."""
    found: dict[Candidate, None] = {}
    for path, text in unknown:
        if joins(one.type, path):
            continue
        for mark in MARK.finditer(text):
            for id_ in file.symbols.ids(mark[0]):
                key = fold(file.symbols.worded(id_))
                made = use(file.shown(key), path, one.type, arm_spelling(arm_type(key)), external=True)
                if _grants(one.type.lower(), path):
                    made = replace(made, kind=Kind.MAY_ACCESS, confidence=Confidence.MEDIUM)
                found[made] = None
    return tuple(found)


def _routed(id_: str, one: Declared, file: File) -> Iterator[Candidate]:
    members = {file.shown(key): type_ for key, type_ in file.behind.get(fold(id_), {}).items()}
    yield from routes(members, one.type)


def _grants(type_: str, path: str) -> bool:
    """Whom an assignment or a vault's policy names may do something, no more."""
    return type_ == ASSIGNMENT or (type_ == VAULT and path.startswith("properties.accessPolicies"))


def _order(one: Declared, deployment: Deployment, file: File) -> Iterator[Candidate]:
    for said in items(deployment.value(one.node.get("dependsOn"), one.indices)):
        if isinstance(said, str):
            keys = (fold(file.symbols.worded(id_)) for id_ in sorted(_awaited(said, deployment, file)))
            yield from ordered_after((file.shown(key) for key in keys if key in file.made), "dependsOn")


def _awaited(said: str, deployment: Deployment, file: File) -> Iterable[str]:
    """Give the ids that an entry stands for: itself, a symbol's, a loop's, a name's, one of type and name alone."""
    if ids := file.symbols.ids_in(said) or deployment.by_loop(said):
        return ids
    one = deployment.by_symbol(said) or deployment.by_name(said)
    return [one or f"{deployment.base}/providers/{said}"] if one or TYPE.match(said) else []


@cache
def _hosts() -> Mapping[str, str]:
    said: dict[str, str] = read_yaml(rules_folder() / "vocabulary" / "arm-templates.yaml")["hosts"]
    return {type_.lower(): host for type_, host in said.items()}
