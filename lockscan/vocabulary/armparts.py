"""Where the parts of Azure's resources are read that Resource Graph's first table does not hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from lockscan.vocabulary.data import read_yaml, rules_folder
from lockscan.vocabulary.facts import Fact

SENT: Final = "Microsoft.Insights/diagnosticSettings"
"""Where logs and metrics of a resource go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartList:
    """One question below a whole."""

    at: str
    """The path below the whole, with the names of those in between."""

    type: str
    """What it lists; the whole's own type where the answers speak of the whole."""

    action: str
    """The permission it needs."""

    about: str = ""
    """The property of the whole that the answers are; empty for parts with an id of their own."""

    when: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)
    """Asked only where the whole's facts have one of these values, or do not tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Types taken from one more table of Resource Graph."""

    table: str
    types: tuple[str, ...]
    about: str = ""


@cache
def part_lists(whole: str) -> tuple[PartList, ...]:
    """Give the questions below a whole of this type, whatever the type's case."""
    return _lists().get(whole.casefold(), ())


@cache
def wholes() -> tuple[str, ...]:
    """Give every type that has something to ask below it and is no answer itself, in lower case."""
    answers = {part.type.casefold() for parts in _lists().values() for part in parts if not part.about}
    return tuple(sorted(_lists().keys() - answers))


def lists_parts(below: str) -> bool:
    """Say whether an address is one at which parts are listed, by what stands behind its first `/providers/`."""
    namespace, *words = below.lower().split("/")
    return any(
        part.at.lower() == "/".join(words[cut:])
        for cut in range(2, len(words), 2)
        for part in part_lists("/".join([namespace, *words[:cut:2]]))
    )


def every_list() -> Iterator[tuple[str, PartList]]:
    """Give each question with its whole's type in lower case."""
    for whole, parts in _lists().items():
        for part in parts:
            yield whole, part


@cache
def graph_tables() -> tuple[Table, ...]:
    """Give the tables of Resource Graph that are read beside `resources`."""
    return tuple(Table(**{**row, "types": tuple(row["types"])}) for row in _said()["tables"])


@cache
def settings_tables() -> Mapping[str, str]:
    """Give, for types whose rows speak of the resource they are a setting of, its property that they are."""
    return {type_.lower(): row.about for row in graph_tables() if row.about for type_ in row.types}


@cache
def tracked_parts() -> frozenset[str]:
    """Give the parts that `resources` holds by itself, in lower case."""
    return frozenset(type_.casefold() for type_ in _said()["tracked"])


@cache
def unread_parts() -> Mapping[str, str]:
    """Give, by type in lower case, why a part with weight is left out."""
    return {type_.casefold(): row["why"] for row in _said()["unread"] for type_ in row["types"]}


@cache
def _lists() -> Mapping[str, tuple[PartList, ...]]:
    listed = _said()["listed"].items()
    found = {whole.casefold(): [_list(whole, entry) for entry in entries] for whole, entries in listed}
    for whole in _said()["watched"]:
        sent = PartList(at=f"providers/{SENT}", type=SENT, action=f"{SENT}/read")
        found.setdefault(whole.casefold(), []).append(sent)
    return {whole: tuple(parts) for whole, parts in found.items()}


def _list(whole: str, entry: str | Mapping[str, Any]) -> PartList:
    said: dict[str, Any] = {"at": entry} if isinstance(entry, str) else {**entry}
    about = said.get("about", "")
    type_ = whole if about else "/".join([whole, *said["at"].split("/")[::2]])
    when = {fact: tuple(values) for fact, values in said.pop("when", {}).items()}
    return PartList(**{"action": f"{type_}/read", **said}, type=type_, when=when)


@cache
def _said() -> dict[str, Any]:
    said: dict[str, Any] = read_yaml(rules_folder() / "vocabulary" / "arm-parts.yaml")
    return said
