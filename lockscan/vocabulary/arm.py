"""How Azure's answers are read: spelling of types, neutral facts, parts, back links and own host names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import cache, lru_cache
from typing import Any

from lockscan.vocabulary.data import read_yaml, rules_folder, yaml_files
from lockscan.vocabulary.reading import FactRule, fact_rule


@dataclass(frozen=True, slots=True)
class ArmReading:
    """What is known of the answers for one type."""

    facts: Mapping[str, FactRule]
    nested: Mapping[str, str]
    """Key of a list in the properties -> last segment of the type of its elements."""

    backlinks: tuple[str, ...]
    """Dotted paths below `properties` that name who uses it."""

    endpoints: tuple[tuple[str, ...], ...]
    """Paths below `properties` to its own host names."""


@cache
def arm_reading(type_: str) -> ArmReading:
    """Give how answers of a type are read, whatever the type's case."""
    folded = type_.casefold()
    said = _shapes()
    back = {key.casefold(): paths for key, paths in said["backlinks"].items()}
    ends = {key.casefold(): paths for key, paths in said["endpoints"].items()}
    parts = {row["at"]: row["part"] for row in said["nested"] if row["type"].casefold() == folded}
    return ArmReading(
        facts={**_every_fact(), **types_with_facts().get(folded, {})},
        nested=parts,
        backlinks=(*back["*"], *back.get(folded, ())),
        endpoints=tuple(tuple(path.split(".")) for path in ends.get(folded, ())),
    )


def bare_type(type_: str) -> str:
    """Give a type without the version that Bicep and azapi write behind it, and without a slash that ends it."""
    return type_.partition("@")[0].rstrip("/")


@cache
def arm_spelling(type_: str) -> str:
    """Give a type in ARM's usual spelling; one that no rule knows in lower case, so that equal means equal."""
    folded = bare_type(type_).casefold()
    return _spellings().get(folded, folded)


@cache
def namespaces() -> Mapping[str, str]:
    """Give the spelling of every namespace whose types are known, by its name in lower case."""
    return {name.partition("/")[0].casefold(): name.partition("/")[0] for name in _spellings().values() if "/" in name}


def read_namespaces() -> tuple[str, ...]:
    """Give every namespace of which answers are looked at, as it is spelled."""
    read = {type_.partition("/")[0] for type_ in (*types_with_facts(), *without_facts())}
    return tuple(sorted(namespaces().get(folded, folded) for folded in read))


def is_namespace(name: str) -> bool:
    """Tell whether a namespace is called so, whole (`Microsoft.Sql`), by its last word (`sql`) or with a type."""
    folded = name.casefold().partition("/")[0]
    return folded in namespaces() or f"microsoft.{folded}" in namespaces()


@cache
def ended() -> tuple[str, ...]:
    """Give the namespaces of services that have ended."""
    return tuple(_shapes()["ended"])


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmMetric:
    """How Azure Monitor tells what a type holds."""

    metric: str
    aggregation: str
    scale: float
    """What turns the metric's unit into GB."""

    kinds: tuple[str, ...] = ()
    """Only resources of these kinds have it; empty for all."""

    at: str = ""
    """The part of the resource that is asked, as a path below it; empty for itself."""

    by: str = ""
    """The dimension by which it is told; empty for one figure."""

    facts: Mapping[str, str] = field(default_factory=lambda: {"": "size_gb"})
    """Value of the dimension in lower case -> the fact it adds to."""


@cache
def arm_metrics() -> Mapping[str, tuple[ArmMetric, ...]]:
    """Give each measured type's metrics, the whole size first, by the type in lower case."""
    found: dict[str, list[ArmMetric]] = {}
    for row in _shapes()["measured"]:
        said = {**{key: value for key, value in row.items() if key != "type"}, "kinds": tuple(row.get("kinds", ()))}
        found.setdefault(row["type"].casefold(), []).append(ArmMetric(**said))
    return {type_: tuple(metrics) for type_, metrics in found.items()}


@lru_cache(maxsize=65_536)
def made_by_azure(group: str) -> bool:
    """Whether a resource group is one that Azure makes for itself."""
    return any(fnmatch(group.casefold(), pattern.casefold()) for pattern in _shapes()["service_groups"])


@cache
def principal_keys() -> tuple[str, ...]:
    """Give the keys below which an identity's ids stand."""
    return tuple(_shapes()["principals"])


@cache
def _spellings() -> Mapping[str, str]:
    named: list[str] = [*_read("arm-facts")["types"], *_shapes()["endpoints"], *_shapes()["backlinks"]]
    for path in yaml_files(rules_folder() / "types" / "azure"):
        for entry in read_yaml(path).get("types") or ():
            named += [entry["type"]] if "type" in entry else entry["types"]
    return {**{name.casefold(): name for name in named}, **_shapes()["spellings"]}


@cache
def _every_fact() -> Mapping[str, FactRule]:
    return {fact: fact_rule(entry) for fact, entry in _read("arm-facts")["every"].items()}


@cache
def types_with_facts() -> Mapping[str, Mapping[str, FactRule]]:
    """Give the facts read of each type whose answers are known, by the type in lower case."""
    types = {type_.casefold(): facts for type_, facts in _read("arm-facts")["types"].items()}
    return {type_: {fact: fact_rule(entry) for fact, entry in facts.items()} for type_, facts in types.items()}


@cache
def _shapes() -> dict[str, Any]:
    return _read("arm")


@cache
def _read(name: str) -> dict[str, Any]:
    said: dict[str, Any] = read_yaml(rules_folder() / "vocabulary" / f"{name}.yaml")
    return said


@cache
def without_facts() -> frozenset[str]:
    """Give the types whose answers hold nothing neutral, in lower case: looked at, not forgotten."""
    return frozenset(type_.casefold() for type_ in _read("arm-facts")["without"])
