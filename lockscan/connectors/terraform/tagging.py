"""Tags in one form, whichever attribute and shape a provider keeps them in."""

from collections.abc import Iterator, Mapping
from typing import Any

from lockscan.connectors._shape import text
from lockscan.vocabulary.tags import fold, tag_keys

ATTRIBUTES = (
    "tags_all",
    "effective_labels",
    "terraform_labels",
    "tags",
    "tag",
    "labels",
    "freeform_tags",
    "defined_tags",
)
"""The whole of a resource's tags before what its own block adds to the provider's defaults."""


def all_tags(values: Mapping[str, Any]) -> dict[str, str]:
    """Every tag with its value, which is not to be kept."""
    found: dict[str, str] = {}
    for attribute in ATTRIBUTES:
        for key, tag in _pairs(values[attribute]) if attribute in values else ():
            found.setdefault(key, tag)
    return found


def kept_tags(tags: Mapping[str, str]) -> dict[str, str | None]:
    """Every key, and the values of the listed ones."""
    kept = tag_keys().kept
    return {key: value if fold(key) in kept else None for key, value in sorted(tags.items())}


def _pairs(found: Any) -> Iterator[tuple[str, str]]:
    if isinstance(found, dict):
        yield from ((key, text(value)) for key, value in found.items())
    for one in found if isinstance(found, list) else ():
        if isinstance(one, dict) and isinstance(one.get("key"), str):
            yield one["key"], text(one.get("value"))
        elif isinstance(one, str):
            key, _, value = one.partition(":")
            yield key, value
