"""The exit as a finance department asks for it: by financial year, discounted, with VAT and capital told apart."""

from dataclasses import dataclass
from datetime import date

from lockscan.model.report.provenance import Quantiles


@dataclass(frozen=True, slots=True, kw_only=True)
class FinanceYear:
    """One financial year's part of the total; the years add up to it at every quantile."""

    label: str
    """`2026-27`, `2027`, or the last one with `and later`."""

    first: date
    capital: Quantiles
    revenue: Quantiles
    present: Quantiles
    """Its part of the discounted total."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finance:
    """In prices of the assessment's day: no inflation is added."""

    basis: str
    """`green-book` (UK public bodies) or `plain`."""

    discount_rate: float
    """A year, in real terms; the first financial year is not discounted."""

    total: Quantiles
    present: Quantiles
    """The total with each year discounted."""

    base: Quantiles
    """The total's part without the overrun; with `bias` it is the total."""

    bias: Quantiles
    """The overrun's part: this is the optimism bias, and nothing is to be added for it again."""

    overrun: Quantiles
    """The overrun as a share of the work it falls on."""

    published_bias: tuple[float, float]
    """Lower and upper end of the published uplift, for comparison; never added."""

    capital: Quantiles
    revenue: Quantiles
    """With `capital` it is the total."""

    vat: Quantiles
    """VAT on what is bought, on top of the total where it cannot be recovered."""

    vat_recoverable: bool | None
    """None: not said, so both are told."""

    with_vat: Quantiles
    years: tuple[FinanceYear, ...]
