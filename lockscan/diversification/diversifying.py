"""Concentration on every basis and dimension, and what survives a loss."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

import numpy as np

from lockscan.diversification.companies import Companies
from lockscan.diversification.concentration import concentration
from lockscan.diversification.contracting import of_contracts, unvalued
from lockscan.diversification.holdings import Holdings, holdings_of
from lockscan.diversification.paying import of_payments, paid_of
from lockscan.diversification.spending import Spending, commonest_currency, same, spending_of
from lockscan.diversification.survival import Mask, survival_of
from lockscan.diversification.vendors import UNKNOWN, Vendors
from lockscan.knowledge.model import Supplier
from lockscan.model.estate import Column, Estate
from lockscan.model.money import Money
from lockscan.model.report import Concentration, Diversification
from lockscan.model.resource import PLATFORMS

VENDOR_DIMENSIONS = ("provider", "parent", "jurisdiction")


def diversify(
    *,
    estate: Estate,
    application: Column,
    suppliers: Mapping[str, Supplier],
    survivors: Callable[[Mask], Mask],
    worth: Callable[[Money], float | None] | None = None,
    currency: str = "",
) -> Diversification:
    """Give shares of spend, resources, applications and data; with `worth`, charges of several currencies add up."""
    vendors, companies = Vendors.of(suppliers, estate.contracts), Companies.of(suppliers, estate.contracts)
    spending = spending_of(estate.charges, vendors, worth, currency)
    kept = currency if worth else commonest_currency([*estate.charges, *estate.payments, *estate.contracts])
    in_one = worth or (lambda money: same(money, kept))
    holdings = holdings_of(estate, application)
    paid = paid_of(estate.payments, companies, in_one)
    bases = [
        *_of_spend(spending),
        *_of_holdings(holdings, vendors),
        *of_contracts(estate.contracts, companies, in_one, kept),
        *of_payments(paid, kept),
    ]
    return Diversification(
        bases=tuple(base for base in bases if base is not None),
        survival=survival_of(estate, application, survivors, in_one),
        unknowns=(
            *_missing(estate, holdings, vendors),
            *spending.unknowns,
            *unvalued(estate.contracts, in_one),
            *(f"Payments in {name} are left out: no exchange rate is known for it" for name in paid.unpriced),
        ),
    )


def _of_spend(spending: Spending) -> Iterator[Concentration | None]:
    for dimension in VENDOR_DIMENSIONS:
        amounts: dict[str, float] = defaultdict(float)
        for vendor, amount in spending.net.items():
            amounts[vendor.by(dimension)] += max(amount, 0.0)
        yield concentration(amounts, basis="spend", dimension=dimension, unit=spending.currency)
    yield concentration(spending.regions, basis="spend", dimension="region", unit=spending.currency)


def _of_holdings(holdings: Holdings, vendors: Vendors) -> Iterator[Concentration | None]:
    for basis, cells, unit in (
        ("resources", holdings.resources, "resources"),
        ("applications", holdings.applications, "applications"),
        ("data", holdings.data, "GB"),
    ):
        for dimension in (*VENDOR_DIMENSIONS, "region"):
            amounts: dict[str, float] = defaultdict(float)
            for (provider, region), amount in cells.items():
                of_vendor = dimension != "region"
                name = vendors.of_provider(provider).by(dimension) if of_vendor else f"{region} ({provider})"
                amounts[name] += amount
            yield concentration(amounts, basis=basis, dimension=dimension, unit=unit)


def _missing(estate: Estate, holdings: Holdings, vendors: Vendors) -> Iterator[str]:
    if not estate.charges:
        yield "Spend is not known: give bills with --spend; shares by resources do not show what is paid"
    if holdings.sized:
        sized = "resource" if holdings.sized == 1 else f"{holdings.sized:,} resources"
        yield f"Shares by data count the {sized} whose size is known"
    for provider in sorted({provider for provider, _ in holdings.resources}):
        if vendors.of_provider(provider).jurisdiction == UNKNOWN:
            yield f"No rule says whose {provider} is: its parent and jurisdiction are unknown"
    platforms = [code for code, name in enumerate(estate.provider.values) if name in PLATFORMS]
    if objects := int(np.isin(estate.provider.codes[: estate.resources], platforms).sum()):
        yield (
            f"Who supplies the cluster of {objects} Kubernetes objects is not known, so they count for no supplier: "
            "scan the cloud it runs in, or export its nodes with them"
        )
