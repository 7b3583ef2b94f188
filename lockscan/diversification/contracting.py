"""How what is contracted is shared: by supplier, by who is small, by framework."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from lockscan.diversification.companies import Companies
from lockscan.diversification.concentration import concentration
from lockscan.diversification.survival import Worth
from lockscan.model.charge import Contract
from lockscan.model.report import Concentration

DIMENSIONS = ("provider", "parent", "jurisdiction", "sme", "framework")
YEAR = 365.25


def of_contracts(
    contracts: Sequence[Contract], companies: Companies, worth: Worth, currency: str
) -> Iterator[Concentration | None]:
    """Share the contracts' value a year; those that do not say it are left out."""
    valued = [(companies.of_contract(c), value) for c in contracts if (value := yearly(c, worth)) is not None]
    for dimension in DIMENSIONS:
        amounts: dict[str, float] = defaultdict(float)
        for company, value in valued:
            amounts[company.by(dimension)] += value
        yield concentration(amounts, basis="contracts", dimension=dimension, unit=currency)


def unvalued(contracts: Sequence[Contract], worth: Worth) -> Iterator[str]:
    """Say which contracts have no share, and why."""
    names = sorted({contract.supplier for contract in contracts if yearly(contract, worth) is None})
    if names:
        yield f"Shares by contract leave out {', '.join(names)}: value, currency or dates are not known"


def yearly(contract: Contract, worth: Worth) -> float | None:
    """Give what a contract is worth a year, None where its value or its term is not known."""
    money = contract.value or contract.committed_spend
    amount = worth(money) if money else None
    if amount is None or contract.start is None or contract.end is None:
        return None
    return amount / max((contract.end - contract.start).days + 1, 1) * YEAR
