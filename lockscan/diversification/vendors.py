"""Whose product a provider or a bill's line is, whatever name it was sold under."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lockscan.knowledge.model import Supplier
from lockscan.knowledge.supplier_names import SupplierNames
from lockscan.model.charge import Charge, Contract

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Vendor:
    provider: str
    parent: str
    jurisdiction: str

    def by(self, dimension: str) -> str:
        return {"provider": self.provider, "parent": self.parent, "jurisdiction": self.jurisdiction}[dimension]


@dataclass(frozen=True, slots=True)
class Vendors:
    names: SupplierNames
    _resold: Mapping[str, str]
    """Reseller -> whom it resells, where the contracts leave no doubt."""

    @classmethod
    def of(cls, suppliers: Mapping[str, Supplier], contracts: Sequence[Contract]) -> "Vendors":
        sold: dict[str, set[str]] = {}
        for contract in contracts:
            if contract.reseller_for:
                sold.setdefault(contract.supplier.casefold(), set()).add(contract.reseller_for)
        return cls(SupplierNames.of(suppliers), {name: min(whom) for name, whom in sold.items() if len(whom) == 1})

    def of_provider(self, name: str) -> Vendor:
        return self._vendor(self._resold.get(name.casefold(), name))

    def of_charge(self, charge: Charge) -> Vendor:
        """A marketplace product is its publisher's; a reseller who names itself as provider is seen through."""
        for name in (charge.publisher, charge.provider):
            real = self._resold.get(name.casefold(), name)
            if self.names.find(real) is not None:
                return self._vendor(real)
        return self.of_provider(charge.provider or charge.publisher or UNKNOWN)

    def _vendor(self, name: str) -> Vendor:
        supplier = self.names.find(name)
        if supplier is None:
            return Vendor(name or UNKNOWN, name or UNKNOWN, UNKNOWN)
        parent = self.names.parent(supplier)
        return Vendor(supplier.name, parent.name, parent.country or UNKNOWN)
