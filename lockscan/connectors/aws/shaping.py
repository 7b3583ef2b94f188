"""A service's answer about one thing, put into our own words; the answer itself goes no further."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from lockscan.connectors.aws.entry import Entry, Names
from lockscan.connectors.aws.tagging import plain_tags
from lockscan.model.record import Record
from lockscan.model.reference import Identity, IdentityClass
from lockscan.model.resource import Origin, Resource, ResourceId, TypeName
from lockscan.references import facts_of, identities, mentions
from lockscan.vocabulary.facts import Fact
from lockscan.vocabulary.tags import fold, tag_keys

_ACCOUNT: Final = re.compile(r"\d{12}")
STACK: Final = "aws:cloudformation:stack-name"


def record(
    entry: Entry,
    item: Mapping[str, Any],
    view: Mapping[str, Any],
    *,
    region: str,
    tags: Mapping[str, str],
    sizes: Mapping[str, Fact],
) -> Record | None:
    """Give what is known of one item; None if it has no id or is another account's, which only lent it.

    `view` is the item with `here` and `parent`.
    """
    found = entry.id(view)
    if not isinstance(found, str):
        return None
    account = view["here"]["account"]
    named = _named(found) or account
    if entry.owner == "here" and named != account:
        return None
    if entry.owner == "named":
        account = named
    kind = real_type(entry, view)
    resource = Resource(
        id=ResourceId(found),
        type=TypeName(kind),
        provider="aws",
        account=account,
        region=region,
        name=_name(entry, view, tags, found),
        tags=kept_tags(tags),
        facts={**facts_of(item, entry.redact), **_facts(entry, view), **sizes},
        origins=(Origin(source="live", location=f"{entry.service}:{entry.list.operation.name}"),),
        application=_text(entry.application, view) or tags.get(STACK),
        parent=_parent(entry, view, found),
    )
    return Record(
        resource=resource,
        identities=identities(resource, tuple(_also(entry.also, view))),
        candidates=mentions(
            item, provider="aws", account=account, region=region, resource_type=kind, skip=entry.redact
        ),
    )


def kept_tags(tags: Mapping[str, str]) -> dict[str, str | None]:
    """Give every key, and the values of those keys whose values may be kept."""
    return {key: value if fold(key) in tag_keys().kept else None for key, value in sorted(tags.items())}


def _named(identifier: str) -> str:
    """Give the account that an ARN names; empty where it names none."""
    fields = identifier.split(":", 5)
    return fields[4] if fields[0] == "arn" and len(fields) > 4 and _ACCOUNT.fullmatch(fields[4]) else ""  # noqa: PLR2004


def real_type(entry: Entry, item: Mapping[str, Any]) -> str:
    """Give the item's type; empty for one that the list only mentions."""
    if entry.told_by is None:
        return entry.type
    return entry.otherwise.get(str(entry.told_by(item)), entry.type)


def item_tags(entry: Entry, view: Mapping[str, Any]) -> dict[str, str]:
    """Give the tags that the item carries itself."""
    return plain_tags(entry.tags.path(view)) if entry.tags and not entry.tags.indexed else {}


def _name(entry: Entry, view: Mapping[str, Any], tags: Mapping[str, str], found: str) -> str:
    given = _text(entry.name, view) or tags.get("Name")
    return given or found.rstrip("/*").replace(":", "/").rsplit("/", 1)[-1] or found


def _text(template: Any, view: Mapping[str, Any]) -> str | None:
    value = template(view) if template is not None else None
    return str(value) if value else None


def _parent(entry: Entry, view: Mapping[str, Any], own: str) -> ResourceId | None:
    found = _text(entry.parent, view)
    return ResourceId(found) if found and found != own else None


def _facts(entry: Entry, view: Mapping[str, Any]) -> dict[str, Fact]:
    read = ((name, rule(view)) for name, rule in entry.facts.items())
    return {name: value for name, value in read if value is not None}


def _also(names: Names, view: Mapping[str, Any]) -> Iterator[Identity]:
    kinds = (
        (IdentityClass.GLOBAL, names.everywhere),
        (IdentityClass.SCOPED, names.scoped),
        (IdentityClass.NAME, names.names),
    )
    for kind, templates in kinds:
        for template in templates:
            value = template(view)
            for text in value if isinstance(value, list) else [value]:
                if isinstance(text, str) and text:
                    yield Identity(kind=kind, key=text)
