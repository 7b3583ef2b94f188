"""Who is meant by a name on a bill or in a register: resellers resolved to the supplier whose product it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from lockscan.knowledge.model import Supplier
from lockscan.model.charge import Contract


@dataclass(frozen=True, slots=True)
class SupplierNames:
    """Suppliers by every name they go by, case and spaces aside."""

    _by_name: Mapping[str, Supplier]
    _by_id: Mapping[str, Supplier]

    @classmethod
    def of(cls, suppliers: Mapping[str, Supplier]) -> "SupplierNames":
        by_name: dict[str, Supplier] = {}
        for supplier in suppliers.values():
            for name in (supplier.id, supplier.provider, supplier.name, *supplier.aliases):
                by_name.setdefault(_fold(name), supplier)
        by_name.pop("", None)
        return cls(by_name, suppliers)

    def find(self, name: str) -> Supplier | None:
        return self._by_name.get(_fold(name))

    def of_contract(self, contract: Contract) -> Supplier | None:
        """Give whose product is bought: a reseller's contract counts for what it resells."""
        for name in (contract.reseller_for, contract.supplier, contract.parent):
            found = self.find(name) if name else None
            if found is not None:
                return found
        return None

    def parent(self, supplier: Supplier) -> Supplier:
        """Give the company that controls it in the end; itself where none is known to."""
        seen = {supplier.id}
        while supplier.parent not in seen and supplier.parent in self._by_id:
            supplier = self._by_id[supplier.parent]
            seen.add(supplier.id)
        return supplier

    def providers(self, supplier: Supplier) -> frozenset[str]:
        """Give the clouds it runs: its own, else those of its whole family."""
        if supplier.provider:
            return frozenset({supplier.provider})
        family = self.parent(supplier).id
        return frozenset(s.provider for s in self._by_id.values() if s.provider and self.parent(s).id == family)


def _fold(name: str) -> str:
    return "".join(name.casefold().split())
