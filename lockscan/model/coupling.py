"""What a kind of reference means for lock-in; the figures stand in `rules/couplings.yaml`."""

from dataclasses import dataclass
from enum import StrEnum

from lockscan.vocabulary.kinds import Kind


class Direction(StrEnum):
    """Who is held by whom."""

    FORWARD = "forward"
    """The source is held by the target."""

    REVERSE = "reverse"
    """The target is held by the source: the told depends on the teller's format."""

    NONE = "none"
    """Carries no lock-in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coupling:
    kind: Kind
    direction: Direction
    strength: float
    """In (0, 1): the part of the other's lock-in that reaches the held one; 0 where the direction is none."""

    hard: bool
    """Without the other, the held one does not work."""

    together: bool
    """Both must move in one step."""

    why: str
