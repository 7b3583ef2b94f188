"""An exit in finance's own language; every table adds up to the same total in every draw."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from lockscan.exitcost.case import Case
from lockscan.exitcost.columns import add_up
from lockscan.exitcost.interface import Draws, Part, Spent
from lockscan.exitcost.quantiles import add_ranges, contributions, quantiles, scaled
from lockscan.exitcost.simulation import Outcome, ordered_parts
from lockscan.model.report import Finance, FinanceYear

APRIL, JANUARY = 4, 1
YEARS = 31
"""Years 0 to 30: beyond, the published rate falls, and no exit takes as long."""

SHOWN = 6
"""Financial years told one by one; what comes later is told together."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Year:
    label: str
    first: date
    factor: float
    """What a pound of this year is worth today."""

    capital: Draws
    revenue: Draws


def finance_of(case: Case, outcome: Outcome) -> Finance:
    years = list(_years(case, outcome))
    capital = add_up((year.capital for year in years), case.figures.chance.draws)
    revenue = add_up((year.revenue for year in years), case.figures.chance.draws)
    bias, overrun = _overrun(case, outcome)
    vat = _vat(case, outcome)
    split = contributions({"capital": capital, "revenue": revenue})
    parts = contributions({"base": outcome.total - bias, "bias": bias})
    told = tuple(_told(list(_bands(years))))
    figures = case.figures
    return Finance(
        basis=case.scenario.finance,
        discount_rate=_rate(case),
        total=quantiles(outcome.total),
        present=add_ranges(year.present for year in told),
        base=parts["base"],
        bias=parts["bias"],
        overrun=quantiles(overrun - 1),
        published_bias=(figures.middle("optimism-bias-lower"), figures.middle("optimism-bias-upper")),
        capital=split["capital"],
        revenue=split["revenue"],
        vat=quantiles(vat),
        vat_recoverable=case.scenario.vat_recoverable,
        with_vat=quantiles(outcome.total + vat),
        years=told,
    )


def _bands(years: list[_Year]) -> Iterator[FinanceYear]:
    """Discount each year's part of the total's quantiles: of the same exits, so no year is worth more than it costs."""
    cash = contributions({(year.label, kind): getattr(year, kind) for year in years for kind in ("capital", "revenue")})
    for year in years:
        capital, revenue = cash[year.label, "capital"], cash[year.label, "revenue"]
        present = scaled(add_ranges((capital, revenue)), year.factor)
        yield FinanceYear(label=year.label, first=year.first, capital=capital, revenue=revenue, present=present)


def _rate(case: Case) -> float:
    """Give the scenario's rate, else the published one; outside the Green Book nobody's rate is presumed."""
    if case.scenario.discount_rate is not None:
        return case.scenario.discount_rate
    return case.figures.middle("discount-rate") if case.scenario.finance == "green-book" else 0.0


def _years(case: Case, outcome: Outcome) -> Iterator[_Year]:
    """Spread every part over the financial years in which its days fall."""
    parts, begins = ordered_parts(), _begins(case)
    earlier = {name: np.zeros_like(draws) for name, draws in outcome.parts.items()}
    for index in range(YEARS):
        first, after = _first(case.scenario.as_of, begins, index), _first(case.scenario.as_of, begins, index + 1)
        capital, revenue = np.zeros(case.figures.chance.draws), np.zeros(case.figures.chance.draws)
        day = np.inf if index == YEARS - 1 else float((after - case.scenario.as_of).days)
        for name, draws in outcome.parts.items():
            paid = draws * _paid_by(case, parts[name], day)
            this_year, earlier[name] = paid - earlier[name], paid
            share = case.figures.draw("capital-share") if parts[name].asset else 0.0
            capital += this_year * share
            revenue += this_year * (1 - share)
        label = f"{first.year}-{after.year % 100:02}" if begins != JANUARY else str(first.year)
        factor = (1 + _rate(case)) ** -index
        yield _Year(label=label, first=first, factor=factor, capital=capital, revenue=revenue)
        if np.all(case.leaves < day):
            return


def _told(years: list[FinanceYear]) -> Iterator[FinanceYear]:
    """Put what comes after the years shown into one."""
    yield from years[: SHOWN - 1]
    rest = years[SHOWN - 1 :]
    if rest:
        yield FinanceYear(
            label=rest[0].label if len(rest) == 1 else f"{rest[0].label} and later",
            first=rest[0].first,
            capital=add_ranges(year.capital for year in rest),
            revenue=add_ranges(year.revenue for year in rest),
            present=add_ranges(year.present for year in rest),
        )


def _begins(case: Case) -> int:
    if case.scenario.year_begins is not None:
        return case.scenario.year_begins
    return APRIL if case.scenario.finance == "green-book" else JANUARY


def _first(as_of: date, begins: int, index: int) -> date:
    """Give the first day of the financial year so many after the assessment's."""
    return date(as_of.year - (as_of.month < begins) + index, begins, 1)


def _paid_by(case: Case, part: Part, day: float) -> Draws:
    """Give how much of a part has been paid by the beginning of a day."""
    ends, schedule, decided = case.leaves, case.whole.schedule, case.ground.delay
    if part.spent is Spent.AT_THE_END:
        return (ends < day).astype(np.float64)
    waiting = schedule.preparation * schedule.stretch if part.spent is Spent.WHILE_MOVING else np.zeros_like(ends)
    begins = waiting + decided
    length = np.maximum(ends - begins, 1e-9)
    return np.clip((day - begins) / length, 0, 1)


def _overrun(case: Case, outcome: Outcome) -> tuple[Draws, Draws]:
    """Take the overrun out of the parts it was put on."""
    overrun, parts = case.figures.overrun(), ordered_parts()
    borne = [draws for name, draws in outcome.parts.items() if parts[name].overruns]
    return add_up(borne, len(overrun)) * (1 - 1 / overrun), overrun


def _vat(case: Case, outcome: Outcome) -> Draws:
    """Own staff's work bears no VAT; everything else is bought."""
    parts, in_house = ordered_parts(), case.scenario.rate == "in-house"
    bought = [draws for name, draws in outcome.parts.items() if not (in_house and parts[name].work)]
    return add_up(bought, case.figures.chance.draws) * case.figures.middle("vat-rate")
