"""What is computed for every node, as columns; a view of one row is made only when it is shown."""

from dataclasses import dataclass

from lockscan.model.estate import Codes, Column, Floats

FACETS = ("interface", "data", "runtime", "operations", "commercial")
"""The five facets of portability, in the order of every facet array's columns."""

EFFORT_CLASSES = ("drop-in", "rehost", "replatform", "refactor", "rewrite")
"""From least to most work."""

ROLES = ("workload", "data", "network", "identity", "observability", "configuration")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scores:
    """Own portability; a row a node, external nodes after the resources."""

    own: Floats
    """0-100, point value; for a wholly unknown type the middle of its interval, and never shown without it."""

    low: Floats
    high: Floats
    facets: Floats
    """Shape (nodes, 5), order of `FACETS`, each in [0.02, 1]."""

    effort: Codes
    """Index into `EFFORT_CLASSES`; -1 where unknown."""

    effort_low: Codes
    """Easiest class the unknown facts allow (0 where nothing is known); equals `effort` where all is known."""

    effort_high: Codes
    capability: Column
    """Empty where unknown."""

    role: Column
    """One of `ROLES`; `unknown` where no rule says."""

    rule: Column
    """Id of the rule that decided; empty where none."""

    level: Column
    """`type`, `service` or `none`."""

    weights: tuple[float, ...] = ()
    """Of the facets, in their order: -log(own/100) is the sum of weight x -log(facet)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Contagion:
    """Lock-in inherited along dependencies: a node's own, or the strongest it reaches times the couplings."""

    inherited: Floats
    """0-1."""

    holder: Codes
    """Row whose lock-in is inherited; the row itself where its own is the strongest."""

    next_hop: Codes
    """Next row on the way to the holder; -1 at the holder."""

    next_edge: Codes
    """Row of the edge table that leads to the next hop; -1 at the holder."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Placement:
    """Where a node stands in the move."""

    group: Codes
    """Move group: strongly connected over hard, move-together references; -1 for external nodes."""

    wave: Codes
    """Migration wave, 0 first (dependencies before dependents); -1 for external nodes."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Costs:
    """A node's share of the planned exit cost, and its spend, in the report's currency."""

    p50: Floats
    p90: Floats
    monthly: Floats
    """Effective cost a month; NaN where the bill does not say."""
