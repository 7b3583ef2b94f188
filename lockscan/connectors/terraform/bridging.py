"""What only joins two resources: the one depends on the other, though neither says so itself."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from lockscan.connectors._uses import kind_between
from lockscan.connectors.terraform.instance import Address, Instance
from lockscan.connectors.terraform.known import Known, leaves
from lockscan.model.reference import Candidate, IdentityClass
from lockscan.model.resource import TypeName
from lockscan.references.shapes import arm_type
from lockscan.vocabulary.arm import arm_spelling
from lockscan.vocabulary.data import read_yaml, rules_folder
from lockscan.vocabulary.types import terraform_types


@dataclass(frozen=True, slots=True, kw_only=True)
class Association:
    """Which attribute names the dependent, and which what it depends on."""

    dependent: str
    needed: str
    path: str
    """By which the kind of use is told."""


@cache
def associations() -> Mapping[str, Association]:
    """Terraform type -> what it joins."""
    said = read_yaml(rules_folder() / "vocabulary" / "terraform-associations.yaml")["types"]
    return {
        type_: Association(dependent=one["from"], needed=one["to"], path=one.get("as", one["to"]))
        for type_, one in said.items()
    }


def bridged(joining: Iterable[Instance], known: Known, location: str) -> dict[Address, tuple[Candidate, ...]]:
    """Give what each dependent needs, by the file's associations; one that is not of the file is left out."""
    found: defaultdict[Address, dict[Candidate, None]] = defaultdict(dict)
    for one in joining:
        said = associations()[one.type]
        for dependent in _ends(one, said.dependent, known):
            for needed in _needed(one, said, known, location, known.type_of(dependent)):
                found[dependent][needed] = None
    return {address: tuple(needed) for address, needed in found.items()}


def _needed(one: Instance, said: Association, known: Known, location: str, dependent: str) -> Iterator[Candidate]:
    source = terraform_types().get(dependent, dependent)
    ends = list(_ends(one, said.needed, known))
    for target in ends:
        type_ = terraform_types().get(known.type_of(target), known.type_of(target))
        yield _use(f"{location}#{target}", said.path, source, type_, one)
    if not ends:
        # Made elsewhere: only an id that tells by itself who is meant leads there.
        for path, value in leaves(one.values):
            if _at(path, said.needed) and value.startswith("arn:"):
                yield _use(value, said.path, source, "", one)
            elif _at(path, said.needed) and value.lower().startswith("/subscriptions/"):
                yield _use(value.lower(), said.path, source, arm_spelling(arm_type(value.lower())), one)


def _ends(one: Instance, attribute: str, known: Known) -> Iterator[Address]:
    found: dict[Address, None] = {}
    for link in one.links:
        if _at(link.path, attribute):
            found.update(dict.fromkeys(known.narrowed(link.path, link.targets, one)))
    for path, target in known.meant(one):
        if _at(path, attribute):
            found[target] = None
    yield from found


def _at(path: str, attribute: str) -> bool:
    return path == attribute or path.startswith(f"{attribute}.")


def _use(key: str, path: str, source: str, target: str, one: Instance) -> Candidate:
    return Candidate(
        key=key,
        match=IdentityClass.GLOBAL,
        kind=kind_between(path, source, target),
        evidence=f"{one.type}.{path}",
        target_type=TypeName(target) if target else None,
        external="#" not in key,
    )
