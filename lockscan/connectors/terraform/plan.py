"""What exists after a plan, what the plan does to it, and what its expressions refer to."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lockscan.connectors._json import Part
from lockscan.connectors._shape import items, table, text, texts
from lockscan.connectors.terraform.configuration import NOTHING, Module, read_module
from lockscan.connectors.terraform.images import in_values
from lockscan.connectors.terraform.instance import Address, Instance
from lockscan.connectors.terraform.resolution import Resolver
from lockscan.connectors.terraform.sensitive import without_marked
from lockscan.connectors.terraform.shown import instance, instances
from lockscan.vocabulary.facts import Fact

SINGLY = frozenset({"resource_changes", "deferred_changes"})
"""Lists of a plan that are read one entry at a time."""

IDENTIFYING = ("id", "arn", "self_link")
"""What an update leaves as it was, even where the plan calls it unknown."""


@dataclass(slots=True, kw_only=True)
class Plan:
    """Filled part by part, in whatever order the file holds them."""

    planned: Any = None
    prior: dict[Address, Instance] = field(default_factory=dict)
    images: Mapping[str, Mapping[str, Fact]] = field(default_factory=dict)
    changes: dict[Address, str] = field(default_factory=dict)
    moved: dict[Address, Address] = field(default_factory=dict)
    """Where what the plan only calls otherwise stood before, and where it will stand."""

    marks: dict[Address, Any] = field(default_factory=dict)
    """What the changes mark as sensitive; older formats mark it nowhere else."""

    changed: list[Instance] = field(default_factory=list)
    """What the changes lead to; used only where the plan holds no planned values."""

    deferred: list[str] = field(default_factory=list)
    """Types of resources the plan could not decide on yet."""

    drifted: Counter[tuple[str, str]] = field(default_factory=Counter)
    """What was changed by other hands since it was last applied, by provider's address and type."""

    configuration: Module = NOTHING
    providers: Mapping[str, Any] = field(default_factory=dict)
    variables: Mapping[str, Any] = field(default_factory=dict)
    gone: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """What the plan takes away, by provider's address, type and whether it deletes or only forgets it."""

    unfinished: str = ""
    """Why the plan itself is not whole."""

    def take(self, part: Part) -> None:
        match part.key:
            case "planned_values":
                self.planned = part.value
            case "prior_state":
                known = table(part.value).get("values")
                self.prior = {one.address: one for one in instances(known)}
                self.images = dict(in_values(known))
            case "resource_changes":
                self._change(table(part.value))
            case "deferred_changes":
                deferred = table(table(part.value).get("resource_change"))
                self.deferred.append(text(deferred.get("type")) or "*")
            case "resource_drift":
                drifted = (table(one) for one in items(part.value))
                self.drifted.update((text(one.get("provider_name")), text(one.get("type")) or "*") for one in drifted)
            case "configuration":
                self.configuration = read_module(table(part.value).get("root_module"))
                self.providers = table(table(part.value).get("provider_config"))
            case "variables":
                self.variables = table(part.value)
            case "errored":
                self.unfinished = "the plan ended in an error" if part.value is True else self.unfinished
            case "complete":
                self.unfinished = self.unfinished or ("" if part.value else "the plan leaves changes to a later one")

    def _change(self, entry: Mapping[str, Any]) -> None:
        if text(entry.get("mode")) == "data" or not text(entry.get("type")) or not text(entry.get("address")):
            return
        change = table(entry.get("change"))
        action = action_of(texts(change.get("actions")))
        after = instance(entry, without_marked(change.get("after"), change.get("after_sensitive")))
        self.changes[after.address] = action
        if previous := text(entry.get("previous_address")):
            self.moved[Address(previous)] = after.address
        if change.get("after_sensitive"):
            self.marks[after.address] = change["after_sensitive"]
        if action in {"delete", "forget"}:
            self.gone[after.provider, after.type, action] += 1
        elif self.planned is None:
            self.changed.append(after)

    def before(self) -> Iterator[Instance]:
        """Everything that existed, under its address after a move; what is only forgotten goes on as it was."""
        stood = [_moved(one, self.moved) for one in self.prior.values()]
        resolver = Resolver(self.configuration, stood)
        for one in stood:
            change = self.changes.get(one.address, "")
            if change != "forget":
                # The configuration is the new one: of what changes, only its values say what it referred to.
                links = resolver.links(one) if change == "no-op" else ()
                yield replace(one, configured=resolver.block(one).configured or one.configured, links=links)

    def instances(self) -> Iterator[Instance]:
        """Everything that exists once the plan has run."""
        after = list(instances(self.planned)) if self.planned is not None else self.changed
        resolver = Resolver(self.configuration, after)
        for one in after:
            change = self.changes.get(one.address, "")
            before = self.prior.get(one.address) if change in {"update", "no-op"} else None
            yield replace(
                one,
                change=change,
                configured=resolver.block(one).configured or one.configured,
                values={
                    **table(without_marked(one.values, self.marks.get(one.address))),
                    **_identifying(before, one),
                },
                links=resolver.links(one),
                after=(*resolver.after(one), *(before.after if before else ())),
            )


def _moved(instance: Instance, addresses: Mapping[Address, Address]) -> Instance:
    return replace(instance, address=addresses.get(instance.address, instance.address))


def action_of(actions: list[str]) -> str:
    """Two actions are a replacement, whichever comes first."""
    if {"create", "delete"} <= set(actions) or {"create", "forget"} <= set(actions):
        return "replace"
    return actions[0] if actions else ""


def _identifying(before: Instance | None, planned: Instance) -> dict[str, Any]:
    if before is None:
        return {}
    return {key: before.values[key] for key in IDENTIFYING if before.values.get(key) and not planned.values.get(key)}
