"""What a scan would ask, what of it is charged for and what is seen of it, told before anything is asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Protocol, runtime_checkable

from lockscan.collection.interface import Request
from lockscan.vocabulary.data import read_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One operation of one service."""

    service: str
    operation: str
    once: int = 0
    """Calls that an account costs at the least, whatever it holds."""

    each_region: int = 0
    """Calls that each of its regions costs at the least."""

    further: str = ""
    """What each further call is about, where their number depends on what is found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What the provider charges for a kind of call."""

    service: str
    operation: str
    """`*` for any operation of the service."""

    amount: Decimal
    currency: str
    per: str
    note: str
    url: str
    seen: str

    def covers(self, question: Question) -> bool:
        return self.service == question.service and self.operation in {"*", question.operation}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that a source would be asked."""

    questions: tuple[Question, ...]
    accounts: int | None
    """None: it takes a call to know."""

    regions: int | None
    prices: tuple[Price, ...] = ()
    seen: tuple[str, ...] = ()
    """What the watchers of the accounts will see, a sentence each."""

    @property
    def least(self) -> int | None:
        """Give the calls of a whole scan at the least; None where accounts or regions are not known yet."""
        if self.accounts is None or self.regions is None:
            return None
        return self.accounts * sum(one.once + self.regions * one.each_region for one in self.questions)

    @property
    def charged(self) -> tuple[Price, ...]:
        return tuple(price for price in self.prices if any(price.covers(one) for one in self.questions))


@runtime_checkable
class Planning(Protocol):
    """A connector that can tell what it would ask, without asking."""

    def plan(self, request: Request) -> Plan:
        """Give the plan of a scan; makes no call."""


def prices_and_watchers(path: Path) -> tuple[tuple[Price, ...], tuple[str, ...]]:
    """Read what a provider charges for calls, and what its watchers see of them."""
    content = read_yaml(path)
    return tuple(_prices(content["prices"])), tuple(" ".join(text.split()) for text in content["seen"])


def _prices(rows: Iterable[Mapping[str, str]]) -> Iterable[Price]:
    for row in rows:
        yield Price(
            service=row["service"],
            operation=row["operation"],
            amount=Decimal(str(row["amount"])),
            currency=row["currency"],
            per=row["per"],
            note=row["note"],
            url=row["url"],
            seen=str(row["seen"]),
        )
