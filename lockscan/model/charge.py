"""Spend and contracts as they come from bills and registers, kept in Decimal."""

from dataclasses import dataclass
from datetime import date

from lockscan.model.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """Charges of one resource (or of none), summed over one charge month; FOCUS names."""

    provider: str
    """Our short name for ProviderName (`aws`, `azure` ...)."""

    publisher: str
    invoice_issuer: str
    service: str
    service_category: str
    charge_category: str
    """Usage, Purchase, Tax, Credit or Adjustment."""

    sub_account: str
    region: str
    resource_id: str
    """As billed; empty where the bill names none."""

    month: date
    """First day of the charge period's month."""

    billed: Money
    effective: Money
    commitment_status: str = ""
    """Used or Unused where a commitment discount pays for it; empty where none does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One line of a body's published spend: what it paid to whom."""

    supplier: str
    """As published."""

    amount: Money
    paid: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """A promise to a supplier: how long, how much, and what ending it takes."""

    supplier: str
    parent: str = ""
    reseller_for: str = ""
    sme: bool | None = None
    framework: str = ""
    lot: str = ""
    value: Money | None = None
    start: date | None = None
    end: date | None = None
    extension_end: date | None = None
    notice_days: int | None = None
    committed_spend: Money | None = None
    """What is promised in total over the contract's term."""

    exit_fee: Money | None = None
    data_return: str = ""
