"""What the bills say: a month's average for people, and the period's sums to the penny."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lockscan.model.charge import Charge
from lockscan.model.charged import NONE, charged_rows, months_billed
from lockscan.model.estate import Estate
from lockscan.model.money import Money
from lockscan.model.report import ServiceSpend, SpendSummary, SpendTotal

NO_SERVICE = "no service named"
USED, UNUSED = "Used", "Unused"


@dataclass(frozen=True, slots=True)
class _Line:
    """One charge, its month's share in the report's currency, and whether a resource was found for it."""

    charge: Charge
    effective: float
    billed: float
    matched: bool

    @property
    def service(self) -> tuple[str, str]:
        return _service(self.charge)


def spend_summary(estate: Estate, worth: Callable[[Money], float | None], currency: str) -> SpendSummary | None:
    """Add the bills up; None without bills: missing spend is unknown, not nought."""
    if not estate.charges:
        return None
    matched = [row != NONE for row in charged_rows(estate).tolist()]
    lines = list(_lines(estate, matched, worth))
    months = sorted({charge.month for charge in estate.charges})
    return SpendSummary(
        currency=currency,
        first=months[0],
        last=months[-1],
        effective=sum(line.effective for line in lines),
        billed=sum(line.billed for line in lines),
        matched=sum(line.effective for line in lines if line.matched),
        committed=sum(line.effective for line in lines if line.charge.commitment_status == USED),
        unused=sum(line.effective for line in lines if line.charge.commitment_status == UNUSED),
        by_provider=_by_provider(lines),
        by_service=_by_service(lines),
        unmatched=_by_service(line for line in lines if not line.matched),
        totals=_totals(estate.charges, matched),
        unpriced=tuple(sorted({c.effective.currency for c in estate.charges if worth(c.effective) is None})),
        notes=estate.spend_notes,
    )


def _lines(estate: Estate, matched: Iterable[bool], worth: Callable[[Money], float | None]) -> Iterable[_Line]:
    months = months_billed(estate.charges)
    for charge, found in zip(estate.charges, matched, strict=True):
        effective, billed = worth(charge.effective), worth(charge.billed)
        if effective is not None and billed is not None:
            span = months[charge.provider]
            yield _Line(charge, effective / span, billed / span, found)


def _by_provider(lines: Iterable[_Line]) -> Mapping[str, float]:
    amounts: dict[str, float] = defaultdict(float)
    for line in lines:
        amounts[line.charge.provider] += line.effective
    return dict(sorted(amounts.items()))


def _by_service(lines: Iterable[_Line]) -> tuple[ServiceSpend, ...]:
    amounts: dict[tuple[str, str], float] = defaultdict(float)
    for line in lines:
        amounts[line.service] += line.effective
    ordered = sorted(amounts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(ServiceSpend(provider=p, service=s, amount=amount) for (p, s), amount in ordered)


def _totals(charges: Iterable[Charge], matched: Iterable[bool]) -> tuple[SpendTotal, ...]:
    sums: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    unmatched: dict[str, dict[tuple[str, str], Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for charge, found in zip(charges, matched, strict=True):
        currency, amount = charge.effective.currency, charge.effective.amount
        sums[currency]["effective"] += amount
        sums[currency]["matched"] += amount if found else Decimal(0)
        sums[charge.billed.currency]["billed"] += charge.billed.amount
        if not found:
            unmatched[currency][_service(charge)] += amount
    return tuple(
        SpendTotal(
            currency=currency,
            effective=each["effective"],
            billed=each["billed"],
            matched=each["matched"],
            unmatched=dict(sorted(unmatched[currency].items())),
        )
        for currency, each in sorted(sums.items())
    )


def _service(charge: Charge) -> tuple[str, str]:
    """Name what is paid for; taxes, credits and the like are told apart from the service's own use."""
    name = charge.service or NO_SERVICE
    usual = charge.charge_category in {"Usage", ""}
    return charge.provider, name if usual else f"{name} ({charge.charge_category.lower()})"
