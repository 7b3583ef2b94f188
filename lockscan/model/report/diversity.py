"""How concentrated the suppliers are, and what stands when one is gone."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    name: str
    amount: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Concentration:
    """Shares of one basis (spend, resources, applications, data, contracts, supplier-spend) by one dimension."""

    basis: str
    dimension: str
    """`provider`, `parent`, `jurisdiction`, `region`, `sme` or `framework`."""

    unit: str
    hhi: float
    effective: float
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Survival:
    """What still stands when a supplier or region is gone, following hard references."""

    dimension: str
    lost: str
    applications_standing: float | None
    """None where no application is named."""

    spend_standing: float | None
    resources_standing: float
    applications_lost: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diversification:
    bases: tuple[Concentration, ...]
    """Ordered: spend, resources, applications, data, contracts, supplier-spend; within each provider, parent,
    jurisdiction, region, sme, framework."""

    survival: tuple[Survival, ...]
    unknowns: tuple[str, ...] = ()
