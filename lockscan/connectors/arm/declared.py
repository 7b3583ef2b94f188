"""What a deployment makes, where it goes, and what is to be said beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lockscan.connectors._shape import table, text
from lockscan.connectors.arm.evaluation import Indices
from lockscan.connectors.arm.naming import NO_GROUP, NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a template is deployed to, as far as it is said."""

    subscription: str = NOWHERE
    group: str = NO_GROUP


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """One resource as a template makes it."""

    id: str
    type: str
    name: str
    node: Mapping[str, Any]
    indices: Indices
    line: int | None
    scope: str = ""
    """The id of what it extends."""

    @property
    def loop(self) -> str:
        """The name of the loop that makes it."""
        return text(table(self.node.get("copy")).get("name")).lower()


@dataclass(slots=True, kw_only=True)
class Told:
    """What is to be said beside the resources."""

    left_out: list[str] = field(default_factory=list)
    uncounted: list[str] = field(default_factory=list)
    unread: dict[str, str] = field(default_factory=dict)
    untyped: int = 0
    """Entries that are no resources: of no type, or of one that no id can be made of."""
