"""Objects that stand for a provider's resources: what operators make of them, and how they name each other."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from lockscan.connectors._shape import table, text
from lockscan.connectors._uses import use
from lockscan.connectors.kubernetes.objects import key_of, name_of
from lockscan.model.reference import Candidate
from lockscan.vocabulary.data import read_yaml, rules_folder
from lockscan.vocabulary.types import terraform_types

_SIGNS: Final = re.compile(r"[^a-z0-9]")
_OF_ITS_OWN: Final = frozenset(
    {"providerConfigRef", "writeConnectionSecretToRef", "compositeRef", "claimRef", "crdRef"}
)
"""References to settings of the operator, not to resources."""


@dataclass(frozen=True, slots=True)
class Managed:
    provider: str
    type: str
    """The provider's own type; empty where the kind tells none that is known."""

    id: str
    """The provider's own id, where the operator has written it back."""

    region: str
    engine: str
    """What a database runs: operators spell all else in ways of their own."""


@dataclass(frozen=True, slots=True)
class _Operator:
    group: re.Pattern[str]
    provider: str
    forms: tuple[str, ...]
    called: Mapping[str, str]
    services: Mapping[str, str]


def managed(one: Mapping[str, Any]) -> Managed | None:
    """Give what an object stands for; None for one that is the cluster's own."""
    group, kind = text(one.get("apiVersion")).partition("/")[0], text(one.get("kind"))
    for operator in _operators():
        if found := operator.group.fullmatch(group):
            type_ = _type(operator, found[1], kind)
            if type_ or found[1]:
                return Managed(operator.provider, type_, _id(one), _region(one), _engine(one))
    return None


def _type(operator: _Operator, service: str, kind: str) -> str:
    if named := operator.called.get(f"{service}/{kind}"):
        return named
    service = operator.services.get(service, service)
    words = kind if not kind.endswith("y") else f"{kind[:-1]}ie"
    forms = (form.format(service=service, kind=one) for form in operator.forms for one in (kind, words))
    return next((type_ for form in forms if (type_ := _types().get(_plain(form)))), "")


def _plain(name: str) -> str:
    return _SIGNS.sub("", name.lower())


def _id(one: Mapping[str, Any]) -> str:
    """Give the ARN or the id that stands in the object's status."""
    status = table(one.get("status"))
    said = (table(status.get("ackResourceMetadata")).get("arn"), table(status.get("atProvider")).get("arn"))
    arm = (status.get("id"), table(status.get("atProvider")).get("id"))
    ids = [*(x for x in said if text(x).startswith("arn:")), *(x for x in arm if text(x).startswith("/subscriptions/"))]
    return text(next(iter(ids), ""))


def _region(one: Mapping[str, Any]) -> str:
    spec, status = table(one.get("spec")), table(one.get("status"))
    known = table(spec.get("forProvider"))
    said = (table(status.get("ackResourceMetadata")).get("region"), known.get("region"), known.get("location"))
    return next(filter(None, map(text, (*said, spec.get("location"), spec.get("region")))), "")


def _engine(one: Mapping[str, Any]) -> str:
    spec = table(one.get("spec"))
    return text(spec.get("engine")) or text(table(spec.get("forProvider")).get("engine"))


def by_name(path: Path, objects: Iterable[Mapping[str, Any]]) -> Mapping[str, list[tuple[str, str]]]:
    """Give the key and type of all that stand for resources, by their names."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in objects:
        if said := managed(one):
            found[name_of(one)].append((key_of(path, one), said.type))
    return found


def referred(one: Mapping[str, Any], type_: str, named: Mapping[str, list[tuple[str, str]]]) -> Iterator[Candidate]:
    """Give the resources that an object names below keys that end in `Ref`, or as its owner; two alike tell nothing."""
    todo: list[tuple[str, str, Any]] = [("spec", "", table(one.get("spec")))]
    while todo:
        path, key, value = todo.pop()
        if isinstance(value, list):
            todo.extend((path, key, inner) for inner in value)
        elif isinstance(value, dict):
            ends = key.endswith(("Ref", "Refs")) or key == "owner"
            name = text(value.get("name")) or text(table(value.get("from")).get("name"))
            there = named.get(name, []) if ends and key not in _OF_ITS_OWN else []
            likely = [end for end in there if _hinted(key, end[1])] or there
            if len(likely) == 1:
                yield use(likely[0][0], path, type_, likely[0][1])
            todo.extend((f"{path}.{below}", str(below), inner) for below, inner in value.items())


def _hinted(key: str, type_: str) -> bool:
    """Whether a key such as `subnetIdRef` speaks of a type."""
    word = _plain(re.sub(r"(?:Id|Arn|Name)?Refs?$", "", key)).rstrip("s")
    return bool(word) and word in _plain(re.split(r"::|/", type_)[-1])


@cache
def _types() -> Mapping[str, str]:
    """Give every type that is known, by itself and by Terraform's name for it, without signs between words."""
    said = terraform_types()
    return {_plain(name): type_ for name, type_ in (*said.items(), *((one, one) for one in said.values()))}


@cache
def _operators() -> tuple[_Operator, ...]:
    rows = read_yaml(rules_folder() / "vocabulary" / "kubernetes.yaml")["operators"]
    return tuple(
        _Operator(
            re.compile(row["group"]),
            row["provider"],
            tuple(row["forms"]),
            row.get("kinds", {}),
            row.get("services", {}),
        )
        for row in rows
    )
