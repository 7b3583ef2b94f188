"""What the bills and published payments say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSpend:
    """Effective cost a month of one service, in the report's currency."""

    provider: str
    service: str
    amount: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendTotal:
    """What the bills say in one currency over their whole period, to the penny."""

    currency: str
    effective: Decimal
    billed: Decimal
    matched: Decimal
    """Effective cost charged for resources of the estate; with all of `unmatched` it is `effective`."""

    unmatched: Mapping[tuple[str, str], Decimal]
    """(provider, service) -> effective cost charged for no resource of the estate, or for one that was not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendSummary:
    """What the bills say; amounts are a month's average in the report's currency unless said otherwise."""

    currency: str
    first: date
    """First day of the first month billed."""

    last: date
    """First day of the last month billed."""

    effective: float
    billed: float
    matched: float
    """Of the effective cost: charged for resources of the estate."""

    committed: float
    """Of the effective cost: covered by a commitment discount that was used."""

    unused: float
    """Of the effective cost: commitment discounts that nothing used."""

    by_provider: Mapping[str, float]
    by_service: tuple[ServiceSpend, ...]
    """The dearest first."""

    unmatched: tuple[ServiceSpend, ...]
    """What was matched to no resource, the dearest first."""

    totals: tuple[SpendTotal, ...]
    unpriced: tuple[str, ...]
    """Currencies no rate is known for: in `totals` only."""

    notes: tuple[str, ...]
    """What was odd about the files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidSupplier:
    """One supplier of published spend, under the name of whose product is bought."""

    name: str
    parent: str
    amount: float
    payments: int
    covered: bool | None
    """Whether this scan covers what it sells; None: a reseller of several, and nothing says which was paid for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierSpend:
    """What a body published that it paid, and how much of that this scan covers."""

    currency: str
    total: float
    covered: float
    unclear: float
    """Paid to resellers of several suppliers: may be covered or not."""

    payments: int
    first: date | None
    last: date | None
    suppliers: tuple[PaidSupplier, ...]
    """The dearest first."""

    unpriced: tuple[str, ...]
    notes: tuple[str, ...] = ()
    """What was odd about the lists."""
