"""Reservations and savings plans the provider lists: what runs on, what was paid ahead, what is taken back."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from lockscan.exitcost.columns import equals
from lockscan.exitcost.days import MONTH_DAYS
from lockscan.exitcost.interface import CostRules, Draws
from lockscan.exitcost.money import Converter
from lockscan.knowledge.prices import Resale
from lockscan.model.estate import Estate, Floats
from lockscan.model.profile import Profile
from lockscan.model.scores import Scores

CAPABILITY = "commitment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """One of them, in days from the assessment and in the report's currency."""

    row: int
    provider: str
    monthly: float | None
    """Still owed each month whatever is used; None where no one says."""

    upfront: float
    starts: float | None
    ends: float | None
    resale: Resale | None

    @property
    def known(self) -> bool:
        """Whether what it still obliges to can be reckoned."""
        return self.monthly == 0 or (self.monthly is not None and self.ends is not None)

    def owed(self, exit_day: float) -> float:
        """Give what is still to be paid after that day."""
        return (self.monthly or 0.0) * max((self.ends or 0.0) - exit_day, 0) / MONTH_DAYS

    def sunk(self, exit_day: float) -> float:
        """Give what was paid ahead for the time after that day."""
        if self.starts is None or self.ends is None:
            return 0.0
        return self.upfront * min(max((self.ends - exit_day) / max(self.ends - self.starts, 1.0), 0), 1)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Remainder:
    """What one provider's reservations under one programme (or none) still cost, for any day."""

    provider: str
    resale: Resale | None
    days: Floats
    owed: Floats
    """On those days; straight between them and nothing after the last."""

    def at(self, exit_days: Draws) -> Draws:
        return np.interp(exit_days, self.days, self.owed)


def reservations_of(
    estate: Estate, scores: Scores, rules: CostRules, converter: Converter, as_of: date
) -> tuple[Reservation, ...]:
    """Find everything that promises money, in the order of rows; what has ended obliges to nothing."""
    marked = equals(scores.capability, CAPABILITY, estate.resources)
    for fact in ("committed_monthly", "committed_upfront"):
        marked[estate.amounts.of(fact)[0]] = True
    rows = np.flatnonzero(marked)
    columns = {
        fact: estate.amounts.column(fact, len(estate))[rows].tolist()
        for fact in ("committed_monthly", "committed_upfront", "start_date", "end_date")
    }
    found = (
        _reservation(estate, int(row), {fact: column[n] for fact, column in columns.items()}, rules, converter, as_of)
        for n, row in enumerate(rows)
    )
    return tuple(one for one in found if one.ends is None or one.ends > 0)


def remainders(reservations: Sequence[Reservation], as_of: date) -> tuple[Remainder, ...]:
    """Add up what is known into one line a provider and programme: thousands cost no more than one."""
    groups: dict[tuple[str, str], list[Reservation]] = defaultdict(list)
    for one in reservations:
        if one.known and one.monthly:
            groups[one.provider, _in_force(one.resale, as_of)].append(one)
    return tuple(_remainder(provider, resale, group) for (provider, resale), group in sorted(groups.items()))


def _remainder(provider: str, resale: str, group: Sequence[Reservation]) -> Remainder:
    ends = np.array([one.ends or 0.0 for one in group])
    monthly = np.array([one.monthly or 0.0 for one in group])
    days = np.unique(np.append(ends, 0.0))
    owed = np.array([float((monthly * np.maximum(ends - day, 0)).sum()) / MONTH_DAYS for day in days])
    return Remainder(provider=provider, resale=group[0].resale if resale else None, days=days, owed=owed)


def _reservation(
    estate: Estate, row: int, amounts: dict[str, float], rules: CostRules, converter: Converter, as_of: date
) -> Reservation:
    profile, provider = estate.profiles[int(estate.profile[row])], estate.provider[row]
    rate = converter.rate(str(dict(profile.facts).get("committed_currency", "")))
    monthly, upfront = (_known(amounts[fact]) for fact in ("committed_monthly", "committed_upfront"))
    return Reservation(
        row=row,
        provider=provider,
        # No amount is no promise of none; an amount in no known currency is as good as none.
        monthly=0.0 if monthly == 0 else None if monthly is None or rate is None else monthly * rate,
        upfront=(upfront or 0.0) * (rate or 0.0),
        starts=_days(amounts["start_date"], as_of),
        ends=_days(amounts["end_date"], as_of),
        resale=next(_covering(profile, provider, rules), None),
    )


def _covering(profile: Profile, provider: str, rules: CostRules) -> Iterator[Resale]:
    for resale in rules.prices.resales.values():
        covered = {name.casefold() for name in resale.covers}
        if resale.provider == provider and profile.type.casefold() in covered:
            yield resale


def _in_force(resale: Resale | None, as_of: date) -> str:
    if resale is None or (resale.since and resale.since > as_of) or (resale.until and resale.until < as_of):
        return ""
    return resale.id


def _known(value: float) -> float | None:
    return None if np.isnan(value) else value


def _days(written: float, as_of: date) -> float | None:
    """Read a day written as yyyymmdd; None where it is none."""
    if np.isnan(written):
        return None
    year, rest = divmod(int(written), 10_000)
    try:
        return float((date(year, rest // 100, rest % 100) - as_of).days)
    except ValueError:
        return None
