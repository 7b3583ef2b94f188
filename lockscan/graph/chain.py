"""The way from a held resource to what holds it."""

from dataclasses import dataclass

from lockscan.model.scores import Contagion


@dataclass(frozen=True, slots=True)
class Step:
    """One node of a chain."""

    row: int
    edge: int
    """Row of the edge table that leads here from the step before; -1 on the first."""


def chain(contagion: Contagion, row: int) -> tuple[Step, ...]:
    """Follow a row's inherited lock-in to its holder; one step where its own is the strongest."""
    steps = [Step(row, -1)]
    while (following := int(contagion.next_hop[row])) >= 0:
        steps.append(Step(following, int(contagion.next_edge[row])))
        row = following
    return tuple(steps)
