"""What leaving is charged by: tariffs and waivers, cold tiers, licences, resale, running elsewhere, exchange."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from lockscan.model.report import BacktestPart, BacktestRow, Source
from lockscan.model.resource import TypeName
from lockscan.model.scenario import Band


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """One step of a price list."""

    price: Decimal
    """For each unit within the tier, in the tariff's currency."""

    up_to_gb: float | None = None
    """Where the tier ends, counted from the month's first unit; None on the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """What a provider charges a month for data that leaves it."""

    id: str
    provider: str
    currency: str
    unit: str
    effective: date
    tiers: tuple[Tier, ...]
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """Under what conditions a provider lets a leaving customer's data out free."""

    id: str
    provider: str
    """`*`: a law that binds every provider."""

    window_days: int
    """The transfer must end within it; 0: no such condition."""

    conditions: tuple[str, ...]
    chance: float
    """Of being granted it when asked and nothing else is known."""

    source: Source
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Dated rates: one unit of the currency buys that much of the base."""

    base: str
    date: date
    rates: Mapping[str, Decimal]
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Resale:
    """Under what conditions a commitment is sold on or taken back before its end."""

    id: str
    provider: str
    covers: tuple[TypeName, ...]
    """Types of resource; nothing else is taken back."""

    recovers: Band
    """Part of what is still owed that it saves, where it works at all."""

    chance: float
    """Of its working for one customer: conditions met, a buyer found."""

    conditions: tuple[str, ...]
    source: Source
    cap: Decimal | None = None
    """Most that is taken back in a year."""

    currency: str = "USD"
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ColdTier:
    """A storage tier that charges for reading, and for leaving it early."""

    id: str
    provider: str
    storage_classes: tuple[str, ...]
    """As the provider writes them; compared without case."""

    currency: str
    storage: Decimal
    """A GB and month."""

    retrieval: Decimal
    """A GB, the cheapest way that is in time for a move."""

    minimum_days: int
    effective: date
    source: Source
    restored: bool = False
    """What lies there must be restored before it can be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """What has to be bought anew where software was rented with the service."""

    id: str
    name: str
    when: Mapping[str, tuple[str, ...]]
    """Fact -> values; all must hold."""

    currency: str
    price: Decimal
    """For a vCPU, or for the thing itself where `unit` says so."""

    unit: str
    """`vcpu` or `instance`."""

    least: float
    """Fewest units one thing is licensed for."""

    effective: date
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPrice:
    """What a supplier asks a month for the parts a thing of some capabilities is made of."""

    id: str
    supplier: str
    capabilities: tuple[str, ...]
    currency: str
    effective: date
    source: Source
    vcpu: Decimal | None = None
    """A vCPU and month; likewise a GB of memory, a GB stored. None: not asked for separately."""

    memory_gb: Decimal | None = None
    stored_gb: Decimal | None = None
    archived_gb: Decimal | None = None
    """A GB and month in tiers that are restored before they are read; None: as any other GB."""

    taken_in_gb: Decimal | None = None
    """A GB of logs taken in."""

    gb_second: Decimal | None = None
    """A GB of memory for a second, while something runs."""

    each: Decimal | None = None
    """For the thing itself and a month, whatever its size."""

    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Fact -> values, all of which must hold; a price that asks for some goes before one that asks for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BilledUnit:
    """What a bill tells of sizes that nothing else tells: how many units were paid for, and what one of them is."""

    id: str
    types: tuple[TypeName, ...]
    when: Mapping[str, tuple[str, ...]]
    """Fact -> values; all must hold."""

    effective: date
    source: Source
    currency: str = "USD"
    price: Decimal | None = None
    """List price of one unit; for a month where what it is made of is rented by the month. None: no unit is told."""

    stored_gb: Decimal | None = None
    """List price of a GB and month that the same bill holds beside the units."""

    holds: Mapping[str, float] = field(default_factory=dict)
    """Size -> how much of it one unit is: vcpu, memory_gb, stored_gb, taken_in_gb, gb_second."""

    elsewhere: tuple[str, ...] = ()
    """Sizes that are another resource's and on its bill: none of them here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    resales: Mapping[str, Resale] = field(default_factory=dict)
    cold_tiers: Mapping[str, ColdTier] = field(default_factory=dict)
    licences: Mapping[str, Licence] = field(default_factory=dict)
    run_prices: Mapping[str, RunPrice] = field(default_factory=dict)
    billed_units: Mapping[str, BilledUnit] = field(default_factory=dict)
    backtest: tuple[BacktestRow, ...] = ()
    """As `make backtest` wrote it."""

    backtest_parts: tuple[BacktestPart, ...] = ()
