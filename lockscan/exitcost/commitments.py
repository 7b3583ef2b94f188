"""What contracts still oblige to pay, on whatever day the exit completes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from lockscan.exitcost.chance import Chance
from lockscan.exitcost.interface import Draws
from lockscan.exitcost.money import Converter
from lockscan.knowledge.supplier_names import SupplierNames
from lockscan.model.charge import Contract
from lockscan.model.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """One contract with a supplier that is to be left, in days from the assessment."""

    name: str
    supplier: str
    providers: frozenset[str]
    """Clouds it is about: what is still paid there for reservations counts towards it."""

    committed: float
    """Promised over the whole term; a shortfall is paid in full."""

    daily: float
    """What the contract costs a day, where no spend is promised: owed while notice runs."""

    fee: float
    starts: float | None
    ends: float | None
    notice_days: float

    def owed(self, exit_days: Draws, chance: Chance) -> Draws:
        """Give what is still to be paid when the last thing has left on those days."""
        return self.shortfall(exit_days, chance) + self.ending(exit_days)

    def shortfall(self, exit_days: Draws, chance: Chance) -> Draws:
        """Give what of the promised spend is missed."""
        missed: Draws = self.committed * self._remaining(exit_days, chance)
        return missed

    def ending(self, exit_days: Draws) -> Draws:
        """Give notice still to be served, and the fee for ending early."""
        served = np.maximum(self.notice_days - exit_days, 0)
        if self.ends is not None:
            served = np.minimum(served, np.maximum(self.ends - exit_days, 0))
        over = np.zeros_like(exit_days, dtype=bool) if self.ends is None else exit_days >= self.ends
        return self.daily * served + np.where(over, 0.0, self.fee)

    def _remaining(self, exit_days: Draws, chance: Chance) -> Draws:
        """Give the part of the term still to run; anything between none and all where its dates are not known."""
        if self.starts is None or self.ends is None:
            over = np.zeros_like(exit_days, dtype=bool) if self.ends is None else exit_days >= self.ends
            return np.where(over, 0.0, chance.uniform(f"term of {self.name}"))
        term = max(self.ends - self.starts, 1.0)
        return np.clip((self.ends - exit_days) / term, 0, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitments:
    held: tuple[Commitment, ...]
    unmatched: tuple[str, ...]
    """Contracts whose supplier is none of the estate's: left out, and said to be."""

    undated: tuple[str, ...]
    """Contracts that promise money without saying from when to when."""

    unpriced: tuple[str, ...]

    @property
    def longest_notice(self) -> float:
        return max((commitment.notice_days for commitment in self.held), default=0.0)


def commitments_of(
    contracts: Sequence[Contract], providers: Sequence[str], names: SupplierNames, converter: Converter, as_of: date
) -> Commitments:
    held, unmatched, undated, unpriced = [], [], [], []
    for index, contract in enumerate(contracts):
        supplier = names.of_contract(contract)
        if supplier is None or not names.providers(supplier) & set(providers):
            unmatched.append(contract.supplier)
            continue
        if any(money and converter.rate(money.currency) is None for money in _amounts(contract)):
            unpriced.append(contract.supplier)
            continue
        if contract.committed_spend and (contract.start is None or contract.end is None):
            undated.append(contract.supplier)
        if contract.end is None or contract.end > as_of:
            reach = frozenset(names.providers(supplier) & set(providers))
            held.append(_commitment(f"{contract.supplier} {index}", reach, contract, converter, as_of))
    return Commitments(held=tuple(held), unmatched=tuple(unmatched), undated=tuple(undated), unpriced=tuple(unpriced))


def _amounts(contract: Contract) -> tuple[Money | None, ...]:
    return (contract.value, contract.committed_spend, contract.exit_fee)


def _commitment(
    name: str, providers: frozenset[str], contract: Contract, converter: Converter, as_of: date
) -> Commitment:
    value, committed, fee = ((converter.amount(m) or 0.0) if m else 0.0 for m in _amounts(contract))
    starts = None if contract.start is None else float((contract.start - as_of).days)
    ends = None if contract.end is None else float((contract.end - as_of).days)
    daily = value / max(ends - starts, 1.0) if starts is not None and ends is not None and not committed else 0.0
    return Commitment(
        name=name,
        supplier=contract.supplier,
        providers=providers,
        committed=committed,
        daily=daily,
        fee=fee,
        starts=starts,
        ends=ends,
        notice_days=float(contract.notice_days or 0),
    )
