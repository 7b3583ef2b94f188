"""Who is meant by a name in a register or a spend list, whom it resells, and what is known of it."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lockscan.diversification.vendors import UNKNOWN
from lockscan.knowledge.model import Supplier
from lockscan.knowledge.supplier_names import SupplierNames
from lockscan.model.charge import Contract

SME, LARGE = "small or medium", "large"
NO_FRAMEWORK, SEVERAL = "no framework known", "several frameworks"

_FORMS = re.compile(
    r"(?: (?:ltd|limited|plc|llp|lp|inc|incorporated|llc|sarl|gmbh|bv|sa|sas|cic|corp|corporation|company|uk|group))+$"
)
"""How companies' names end without telling companies apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Whose product is bought under a name, and who sells it."""

    name: str
    parent: str
    jurisdiction: str
    sme: str
    """Of who is paid, not of whom it resells: small or medium, large, or unknown."""

    framework: str
    providers: frozenset[str] | None
    """Clouds that are bought; None: a reseller of several, and nothing says which."""

    def by(self, dimension: str) -> str:
        return {
            "provider": self.name,
            "parent": self.parent,
            "jurisdiction": self.jurisdiction,
            "sme": self.sme,
            "framework": self.framework,
        }[dimension]


@dataclass(frozen=True, slots=True)
class Companies:
    _names: SupplierNames
    _by_key: Mapping[str, Supplier]
    _contracts: Mapping[str, Sequence[Contract]]
    _known: dict[str, Company] = field(default_factory=dict)

    @classmethod
    def of(cls, suppliers: Mapping[str, Supplier], contracts: Sequence[Contract]) -> "Companies":
        by_key: dict[str, Supplier] = {}
        for supplier in suppliers.values():
            for name in (supplier.name, *supplier.aliases, supplier.id):
                by_key.setdefault(company_key(name), supplier)
        held: dict[str, list[Contract]] = defaultdict(list)
        for contract in contracts:
            held[company_key(contract.supplier)].append(contract)
        return cls(SupplierNames.of(suppliers), by_key, held)

    def find(self, name: str) -> Company:
        """Give whom a payment to this name pays, through the contracts with it."""
        key = company_key(name)
        if key not in self._known:
            self._known[key] = self._company(name, self._contracts.get(key, ()))
        return self._known[key]

    def of_contract(self, contract: Contract) -> Company:
        return self._company(contract.supplier, (contract,))

    def _company(self, name: str, contracts: Sequence[Contract]) -> Company:
        resold = {company_key(c.reseller_for): c.reseller_for for c in contracts}
        bought = next(iter(resold.values())) if len(resold) == 1 else ""
        supplier = self._supplier(bought or name)
        parents = {c.parent for c in contracts if c.parent} if not bought else set()
        parent = self._names.parent(supplier) if supplier else None
        shown = supplier.name if supplier else bought or next((c.supplier for c in contracts), name)
        return Company(
            name=shown,
            parent=parent.name if parent else (min(parents) if len(parents) == 1 else shown),
            jurisdiction=(parent.country if parent else "") or UNKNOWN,
            sme=self._sme(name, contracts),
            framework=_framework(contracts),
            providers=self._providers(supplier, resold),
        )

    def _providers(self, supplier: Supplier | None, resold: Mapping[str, str]) -> frozenset[str] | None:
        if len(resold) > 1:
            return None
        return self._names.providers(supplier) if supplier else frozenset()

    def _supplier(self, name: str) -> Supplier | None:
        return self._names.find(name) or self._by_key.get(company_key(name))

    def _sme(self, name: str, contracts: Sequence[Contract]) -> str:
        said = {contract.sme for contract in contracts if contract.sme is not None}
        supplier = self._supplier(name)
        known = next(iter(said)) if len(said) == 1 else (supplier.sme if supplier and not said else None)
        return UNKNOWN if known is None else (SME if known else LARGE)


def company_key(name: str) -> str:
    """Give a company's name without case, signs and legal form, as two lists of it may differ."""
    words = " ".join(re.findall(r"[a-z0-9]+", name.casefold().replace("&", " and ").replace("'", "")))
    return _FORMS.sub("", words) or words


def _framework(contracts: Sequence[Contract]) -> str:
    named = {" ".join(filter(None, (c.framework, c.lot))) for c in contracts} - {""}
    if len(named) > 1:
        return SEVERAL
    return next(iter(named), NO_FRAMEWORK)
