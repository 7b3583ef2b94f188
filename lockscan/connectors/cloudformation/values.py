"""What a template's expression comes to: a plain value, or something not known that leads to resources."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lockscan.connectors._shape import table


@dataclass(frozen=True, slots=True)
class Link:
    """A resource of the templates at hand, or an export of one that may be."""

    key: str
    type: str = ""
    outside: bool = False
    """An export: kept as an external node where none of the templates exports it."""

    named: bool = False
    """Known by its name alone: a stored parameter whose value is put in when deploying."""


@dataclass(frozen=True, slots=True)
class Opaque:
    """Known only once it is deployed; these resources make it up."""

    links: tuple[Link, ...] = ()


UNKNOWN = Opaque()
ABSENT = object()
"""`AWS::NoValue`: as if it had not been written."""

MOST_LINKS = 100


def together(values: Iterable[Any]) -> Opaque:
    """Give what is made of all of these."""
    links = dict.fromkeys(link for value in values for link in links_in(value))
    return Opaque(tuple(links)[:MOST_LINKS])


def links_in(value: Any) -> Iterator[Link]:
    for _, link in uses(value):
        yield link


def uses(value: Any, path: str = "") -> Iterator[tuple[str, Link]]:
    """Give every resource that an evaluated value leads to, with the path where it does."""
    if isinstance(value, Opaque):
        yield from ((path, link) for link in value.links)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from uses(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from uses(inner, f"{path}[{index}]")


def plain(value: Any) -> Any:
    """Give only what is known; what is not is left out."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items() if not isinstance(inner, Opaque)}
    if isinstance(value, list):
        return [plain(inner) for inner in value if not isinstance(inner, Opaque)]
    return value


def single(value: Any) -> tuple[str, Any] | None:
    """Give the name and argument of what may be a function: a mapping with one key."""
    mapping = table(value)
    return next(iter(mapping.items())) if len(mapping) == 1 else None
