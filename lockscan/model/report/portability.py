"""How freely the estate leaves, and the chains that hold it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainLink:
    """One node of a chain, from the held resource to what holds it."""

    row: int
    id: str
    name: str
    type: str
    application: str
    kind: str
    """Kind of the reference that leads here from the link before; empty on the first."""

    evidence: str
    coupling: float
    """Strength of that reference; 1.0 on the first link."""

    lock_in: float
    """Own lock-in of this node, 0-1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Why a resource is held: its lock-in is the last link's times the couplings on the way."""

    links: tuple[ChainLink, ...]
    inherited: float
    """0-1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A resource whose lock-in many others inherit: reported once, with its dependents."""

    row: int
    id: str
    name: str
    type: str
    lock_in: float
    dependents: int
    applications: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Portability:
    """0-100, 100 leaves freely; means run over resources that are not mere configuration."""

    score: float
    low: float
    high: float
    spend_weighted: float | None
    bands: Mapping[str, int]
    """Resources a band: `free` 80+, `moderate` 60+, `held` 40+, `locked` below, `unknown` where the interval spans
    more than 50 points."""

    facet_shares: Mapping[str, float]
    """Facet -> its share of the estate's -log(portability); they sum to 1 (or all 0)."""

    weakest_chains: tuple[Chain, ...]
    holders: tuple[Holder, ...]
    by_capability: Mapping[str, tuple[int, float]]
    """Capability -> (resources, mean portability)."""
