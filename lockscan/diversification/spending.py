"""Spend by vendor and region, credits and refunds netted within a vendor first."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lockscan.diversification.vendors import Vendor, Vendors
from lockscan.model.charge import Charge, Contract, Payment
from lockscan.model.money import Money

ANYWHERE = "no region"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    currency: str
    net: Mapping[Vendor, float]
    regions: Mapping[str, float]
    unknowns: tuple[str, ...] = ()


def spending_of(
    charges: Sequence[Charge], vendors: Vendors, worth: Callable[[Money], float | None] | None, currency: str
) -> Spending:
    """Add up effective cost; `worth` gives an amount in the report's currency, without it only one currency counts."""
    kept = currency if worth else commonest_currency(charges)
    cells: dict[tuple[Vendor, str], float] = defaultdict(float)
    left_out: set[str] = set()
    for charge in charges:
        amount = worth(charge.effective) if worth else same(charge.effective, kept)
        if amount is None:
            left_out.add(charge.effective.currency)
            continue
        place = f"{charge.region} ({charge.provider})" if charge.region else ANYWHERE
        cells[vendors.of_charge(charge), place] += amount
    net = _net(cells)
    credited = sorted(vendor.provider for vendor, amount in net.items() if amount <= 0)
    unknowns = [f"Charges in {name} are left out: no exchange rate is known for it" for name in sorted(left_out)]
    unknowns += [f"{name}: credits exceed charges, so it has no share of spend" for name in credited]
    return Spending(currency=kept, net=net, regions=_regions(cells, net), unknowns=tuple(unknowns))


def _net(cells: Mapping[tuple[Vendor, str], float]) -> dict[Vendor, float]:
    net: dict[Vendor, float] = defaultdict(float)
    for (vendor, _), amount in cells.items():
        net[vendor] += amount
    return dict(net)


def _regions(cells: Mapping[tuple[Vendor, str], float], net: Mapping[Vendor, float]) -> dict[str, float]:
    """Spread each vendor's net spend over its regions as its charges are: a credit belongs to no region."""
    gross: dict[Vendor, float] = defaultdict(float)
    for (vendor, _), amount in cells.items():
        gross[vendor] += max(amount, 0.0)
    regions: dict[str, float] = defaultdict(float)
    for (vendor, place), amount in cells.items():
        if amount > 0 and net[vendor] > 0:
            regions[place] += amount * net[vendor] / gross[vendor]
    return dict(regions)


def commonest_currency(things: Sequence[Charge | Payment | Contract]) -> str:
    counts = Counter(currency for thing in things if (currency := _currency(thing)))
    return min(counts, key=lambda name: (-counts[name], name), default="")


def same(money: Money, currency: str) -> float | None:
    return float(money.amount) if money.currency == currency else None


def _currency(thing: Charge | Payment | Contract) -> str:
    if isinstance(thing, Contract):
        money = thing.value or thing.committed_spend
        return money.currency if money else ""
    return thing.effective.currency if isinstance(thing, Charge) else thing.amount.currency
