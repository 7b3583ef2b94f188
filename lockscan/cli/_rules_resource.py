"""Why one resource of a snapshot scores as it does: by the facts known of it, and by the chain that holds it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lockscan.cli._graph import View, why
from lockscan.cli._resource import row_of
from lockscan.cli._rules_explain import Explained, as_object, understood
from lockscan.cli._rules_prose import WIDTH, what_holds_it, what_it_is, where_else, wrapped
from lockscan.knowledge import Knowledge
from lockscan.model.profile import Profile
from lockscan.wording.clean import clean


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A resource, understood by its own facts, with what holds it."""

    knowledge: Knowledge
    found: Explained
    profile: Profile
    why: dict[str, Any]
    """What `graph why` tells of it."""


def held(snapshot: Path, resource: str, packs: Sequence[Path], applications: Path | None, target: str) -> Held:
    """Look a resource up by its id or unique name."""
    view = View.of(snapshot, packs, applications, target)
    row = row_of(view.estate, resource)
    profile = view.estate.profiles[int(view.estate.profile[row])]
    found = understood(view.knowledge, profile.type, profile, target)
    return Held(knowledge=view.knowledge, found=found, profile=profile, why=why(view, row))


def as_resource_object(one: Held) -> dict[str, Any]:
    """Give what is told of its type, with its own facts, and under `resource` what is its own."""
    known = one.found.known
    type_ = (
        as_object(one.knowledge, one.found)
        if one.found.scores
        else {"type": one.profile.type, "canonical": known.canonical, "level": known.level}
    )
    own = {key: one.why[key] for key in ("id", "name", "application", "portability", "chain", "depends_on")}
    return {**type_, "resource": {**own, "facts": dict(one.profile.facts), "external": one.profile.external}}


def resource_in_prose(one: Held) -> Iterator[str]:
    """Tell what it is, what holds it, who else offers it, and what moving means."""
    yield clean(f"{one.why['name'] or one.why['id']}  ({one.profile.type})")
    yield clean(one.why["id"])
    yield wrapped(_belonging(one))
    yield ""
    if not one.found.scores:
        yield wrapped("No rule knows this type, so nothing is ruled out: its portability is anything from 2 to 100.")
        yield from _chain(one)
        return
    yield clean(one.found.understanding.name)
    yield from what_it_is(one.knowledge, one.found)
    yield ""
    yield from what_holds_it(one.found, "as it stands")
    yield from _chain(one)
    yield ""
    yield from where_else(one.knowledge, one.found)


def _belonging(one: Held) -> str:
    where = f"Part of the application {one.why['application']}."
    if one.profile.external:
        return f"Outside the estate: something in it refers to it. {where}"
    facts = ", ".join(f"{name} {_said(value)}" for name, value in one.profile.facts)
    return f"{where} Known of it: {facts}." if facts else f"{where} No fact that a rule asks for is known of it."


def _said(value: str | bool) -> str:
    return value if isinstance(value, str) else "yes" if value else "no"


def _chain(one: Held) -> Iterator[str]:
    links = one.why["chain"][1:]
    if not links:
        yield wrapped("Nothing it depends on holds it more than it holds itself.")
        return
    yield f"Held down to {one.why['portability']['inherited']:.0f} by what it depends on:"
    for link in links:
        name = clean(f"{link['name'] or link['id']} ({link['type']})")
        yield f"  {link['kind']} (x{link['coupling']:g})"[:WIDTH]
        yield f"      {name}, portability {link['portability']:.0f}"
        if link["evidence"]:
            yield f"      seen at {clean(link['evidence'])}"
