"""Estates of a few rows, seen only by where things are."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from lockscan.knowledge.model import Supplier
from lockscan.model.charge import Charge, Contract
from lockscan.model.estate import Column, Edges, Estate, HeldRows
from lockscan.model.money import Money
from lockscan.model.profile import Profile
from lockscan.model.resource import TypeName

SUPPLIERS = {
    supplier.id: supplier
    for supplier in (
        Supplier(id="aws", name="AWS", parent="aws", country="US", provider="aws"),
        Supplier(id="azure", name="Azure", parent="microsoft", country="US", provider="azure"),
        Supplier(id="github", name="GitHub", parent="microsoft", country="US", provider="github"),
        Supplier(id="microsoft", name="Microsoft", parent="microsoft", country="US", aliases=("Microsoft Limited",)),
        Supplier(id="ovh", name="OVHcloud", parent="ovh", country="FR", provider="ovh"),
    )
}


@pytest.fixture(scope="session")
def suppliers() -> dict[str, Supplier]:
    return SUPPLIERS


@pytest.fixture(scope="session")
def charge() -> Callable[..., Charge]:
    def build(provider: str, amount: int, **changes: str) -> Charge:
        money = Money(Decimal(amount), changes.pop("currency", "GBP"))
        known = {
            "publisher": "",
            "invoice_issuer": provider,
            "service": "",
            "service_category": "",
            "charge_category": "Usage",
            "sub_account": "",
            "region": "",
            "resource_id": "",
        }
        return Charge(provider=provider, month=date(2026, 10, 1), billed=money, effective=money, **known | changes)

    return build


@pytest.fixture(scope="session")
def estate() -> Callable[..., Estate]:
    def build(
        places: Sequence[tuple[str, str, str]],
        sizes: Sequence[float] = (),
        charges: tuple[Charge, ...] = (),
        contracts: tuple[Contract, ...] = (),
    ) -> Estate:
        """Each place is a provider, a region and an application."""
        n = len(places)
        empty = np.array([], dtype=np.int32)
        unknown = np.full(n, np.nan)
        return Estate(
            profiles=(Profile(type=TypeName("T")),),
            profile=np.zeros(n, dtype=np.int32),
            resources=n,
            provider=Column.of([place[0] for place in places]),
            account=Column.of([""] * n),
            region=Column.of([place[1] for place in places]),
            application=Column.of([place[2] for place in places]),
            parent=np.full(n, -1, dtype=np.int32),
            size_gb=np.array(sizes) if len(sizes) else unknown,
            vcpus=unknown,
            memory_gb=unknown,
            instances=unknown,
            edges=Edges(source=empty, target=empty, kind=Column(empty, ()), confidence=Column(empty, ())),
            rows=HeldRows(tuple(f"r{row}" for row in range(n))),
            charges=charges,
            contracts=contracts,
        )

    return build
