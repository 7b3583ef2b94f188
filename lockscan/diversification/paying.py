"""What a body published that it paid: how much of it this scan covers, and how it is shared."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lockscan.diversification.companies import Companies, Company
from lockscan.diversification.concentration import concentration
from lockscan.diversification.survival import Worth
from lockscan.knowledge.model import Supplier
from lockscan.model.charge import Payment
from lockscan.model.estate import Estate
from lockscan.model.report import Concentration, PaidSupplier, SupplierSpend

DIMENSIONS = ("provider", "parent", "jurisdiction", "sme", "framework")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """Payments by whose product was bought, in the report's currency."""

    amounts: Mapping[Company, float]
    counts: Mapping[Company, int]
    unpriced: tuple[str, ...]


def paid_of(payments: Sequence[Payment], companies: Companies, worth: Worth) -> Paid:
    """Add payments up by company; refunds are netted within one first."""
    amounts: dict[Company, float] = defaultdict(float)
    counts: dict[Company, int] = defaultdict(int)
    unpriced = set()
    for payment in payments:
        amount = worth(payment.amount)
        if amount is None:
            unpriced.add(payment.amount.currency)
            continue
        company = companies.find(payment.supplier)
        amounts[company] += amount
        counts[company] += 1
    return Paid(amounts=amounts, counts=counts, unpriced=tuple(sorted(unpriced)))


def supplier_spend(
    *, estate: Estate, suppliers: Mapping[str, Supplier], worth: Worth, currency: str
) -> SupplierSpend | None:
    """Say how much of what was paid is covered by this scan; None where no spend list was given."""
    if not estate.payments:
        return None
    paid = paid_of(estate.payments, Companies.of(suppliers, estate.contracts), worth)
    scanned = {estate.provider.values[code] for code in set(estate.provider.codes[: estate.resources].tolist())}
    found = _suppliers(paid, scanned)
    days = sorted(payment.paid for payment in estate.payments if payment.paid)
    return SupplierSpend(
        currency=currency,
        total=sum(supplier.amount for supplier in found),
        covered=sum(supplier.amount for supplier in found if supplier.covered),
        unclear=sum(supplier.amount for supplier in found if supplier.covered is None),
        payments=len(estate.payments),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        suppliers=tuple(sorted(found, key=lambda supplier: (-supplier.amount, supplier.name))),
        unpriced=paid.unpriced,
        notes=estate.payment_notes,
    )


def of_payments(paid: Paid, currency: str) -> Iterator[Concentration | None]:
    """Share all published spend; a company that only paid back has no share."""
    for dimension in DIMENSIONS:
        amounts: dict[str, float] = defaultdict(float)
        for company, amount in paid.amounts.items():
            amounts[company.by(dimension)] += max(amount, 0.0)
        yield concentration(amounts, basis="supplier-spend", dimension=dimension, unit=currency)


def _suppliers(paid: Paid, scanned: set[str]) -> list[PaidSupplier]:
    """Give each supplier once, whoever sold it."""
    amounts: dict[tuple[str, str, bool | None], float] = defaultdict(float)
    counts: dict[tuple[str, str, bool | None], int] = defaultdict(int)
    for company, amount in paid.amounts.items():
        covered = None if company.providers is None else bool(company.providers & scanned)
        amounts[company.name, company.parent, covered] += amount
        counts[company.name, company.parent, covered] += paid.counts[company]
    return [
        PaidSupplier(name=name, parent=parent, amount=amount, payments=counts[name, parent, covered], covered=covered)
        for (name, parent, covered), amount in amounts.items()
    ]
