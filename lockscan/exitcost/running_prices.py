"""What suppliers' lists ask a month for things of known size: those in the target, and that of today's provider."""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from lockscan.exitcost.case import Case
from lockscan.exitcost.running_sizes import Rows, Sizes, having
from lockscan.knowledge.prices import RunPrice
from lockscan.knowledge.targets import in_target
from lockscan.model.estate import Estate, Floats


def offered(case: Case, capability: str, provider: str) -> tuple[RunPrice, ...]:
    """Find who may be asked; whose it is now may not: staying is no exit."""
    suppliers = case.ground.rules.suppliers
    target = case.scenario.target_of(capability)
    return tuple(
        price
        for price in _for(case, capability)
        if suppliers[price.supplier].provider != provider and in_target(suppliers[price.supplier], target, suppliers)
    )


def present(case: Case, capability: str, provider: str) -> tuple[RunPrice, ...]:
    """Find what the provider of today asks for the like."""
    suppliers = case.ground.rules.suppliers
    return tuple(price for price in _for(case, capability) if suppliers[price.supplier].provider == provider)


def costs(case: Case, estate: Estate, sizes: Sizes, group: Rows, prices: Iterable[RunPrice]) -> Mapping[str, Floats]:
    """Give each supplier's price for each thing of the group; a price that asks for facts replaces its general one."""
    found: dict[str, Floats] = {}
    for price in sorted(prices, key=lambda price: bool(price.when)):
        fits = having(estate, sizes.rows[group], price.when)
        before = found.get(price.supplier, np.full(len(group), np.nan))
        found[price.supplier] = np.where(fits, _monthly(case, sizes, group, price), before)
    return found


def _for(case: Case, capability: str) -> Iterator[RunPrice]:
    rules = case.ground.rules
    for price in rules.prices.run_prices.values():
        if capability in price.capabilities and price.supplier in rules.suppliers:
            yield price


def _monthly(case: Case, sizes: Sizes, group: Rows, price: RunPrice) -> Floats:
    """Add up what each thing is made of; NaN where one of its sizes is not known."""
    rate = case.ground.converter.rate(price.currency)
    asked = {
        "vcpu": price.vcpu,
        "memory_gb": price.memory_gb,
        "stored_gb": price.stored_gb,
        "archived_gb": price.stored_gb if price.archived_gb is None else price.archived_gb,
        "taken_in_gb": price.taken_in_gb,
        "gb_second": price.gb_second,
    }
    cost = np.full(len(group), np.nan if rate is None else float(price.each or 0))
    for size, each in asked.items():
        if each is not None:
            cost += sizes.of[size][group] * float(each)
    return cost * (rate or 0.0)
