"""What rules see of a resource: its type and its non-numeric facts."""

from dataclasses import dataclass

from lockscan.model.resource import TypeName


@dataclass(frozen=True, slots=True)
class Profile:
    """A million resources share a few thousand profiles; rules run once for each."""

    type: TypeName
    facts: tuple[tuple[str, str | bool], ...] = ()
    """Sorted pairs of the neutral enumerations and booleans of `rules/vocabulary/facts.yaml` that are known."""

    external: bool = False
    """Outside the estate: its facts cannot be known."""
