"""Leaving, in the sentences every format a person reads shares."""

from collections.abc import Iterator, Sequence

from lockscan.model.report import (
    CostShare,
    Deadline,
    Departure,
    Driver,
    ExitCost,
    ExitDate,
    Finance,
    Loss,
    Report,
    Unknown,
)
from lockscan.wording import words

LIKELY = 0.5
SURE = 0.9
SAME = 0.01
"""Costs that differ by less are told as one."""


def asked_line(report: Report) -> str:
    """Say what is left, when, whereto and by how many, and what is at the target already."""
    target = words.target(report.scenario.target)
    there = report.summary.by_provider.get(report.scenario.target, 0)
    already = f" {words.plural(there, 'resource is', 'resources are')} there already." if there else ""
    return (
        f"Leaving everything, as of {words.day(report.as_of)}, to {target}, with a team of "
        f"{report.exit_cost.planned.team:g}.{already} Every figure is a range."
    )


def unknown_line(unknown: Unknown) -> str:
    """Say what is not known, how often, and how to learn it."""
    often = f" ({unknown.count:,})" if unknown.count > 1 else ""
    return f"{unknown.what}{often}: {unknown.remedy or unknown.effect}"


def deadline_answer(deadline: Deadline) -> str:
    """Answer the question in a word and a chance."""
    word = "Yes" if deadline.chance >= SURE else "Probably" if deadline.chance > LIKELY else "Probably not"
    if deadline.chance < 1 - SURE:
        word = "No"
    return f"{word}: everything is out by then in {words.chance(deadline.chance)} outcomes"


def deadline_question(deadline: Deadline) -> str:
    return f"Can we be out in {words.plural(deadline.days, 'day')}, in a hurry?"


def in_time(deadline: Deadline) -> tuple[Sequence[Departure], Sequence[Departure]]:
    """Part the applications into those more likely out than not, and the others."""
    out = [each for each in deadline.departures if each.chance > LIKELY]
    return out, [each for each in deadline.departures if each.chance <= LIKELY]


def departures_line(deadline: Deadline) -> str:
    """Count the applications more likely out in time than not."""
    out, staying = in_time(deadline)
    if not staying:
        return "Every application is more likely out in time than not."
    if not out:
        return "No application is more likely out in time than not."
    return f"{len(out)} of {words.plural(len(out) + len(staying), 'application')} are more likely out in time than not."


def loss_amount(loss: Loss, currency: str) -> str:
    """Give the middle and the range in the loss's own unit."""
    if not loss.amount.p90:
        return "none"
    middle, low, high = (
        _in_unit(each, loss.unit, currency) for each in (loss.amount.p50, loss.amount.p10, loss.amount.p90)
    )
    if low == high:
        return middle
    if middle == high:
        return f"{middle} (none to {high})" if not loss.amount.p10 else f"{middle} ({low} to {high})"
    return f"{middle if loss.amount.p50 else 'none'} ({f'{low} to' if loss.amount.p10 else 'up to'} {high})"


def critical_steps(steps: Sequence[tuple[str, float]], least: float = 0.01) -> list[tuple[str, float]]:
    """Give the steps that take a visible part of the whole."""
    whole = sum(days for _, days in steps)
    return [(step, days) for step, days in steps if days >= whole * least]


def cheapest_line(cost: ExitCost) -> str:
    """Say from when on leaving is cheapest, and from when on the exit can be complete; empty where nothing is known."""
    if not cost.exit_dates:
        return ""
    least = min(each.cost.p50 for each in cost.exit_dates)
    first, *_ = (each for each in cost.exit_dates if each.cost.p50 <= least * (1 + SAME))
    now = cost.exit_dates[0]
    if first is now:
        line = f"The day makes no odds: leaving costs {_ranged(now, cost.currency)} in every month."
    else:
        line = (
            f"From {words.day(first.when)} on it costs least: {_ranged(first, cost.currency)}. Sooner, up to "
            f"{words.money(max(each.cost.p50 for each in cost.exit_dates), cost.currency)}."
        )
    met = next((each for each in cost.exit_dates if each.chance > LIKELY), None)
    if met is None:
        return (
            f"{line} Begun today, it is more likely than not still under way on {words.day(cost.exit_dates[-1].when)}."
        )
    return f"{line} Begun today, it is more likely complete than not from {words.day(met.when)} on."


def measure_next(drivers: Sequence[Driver]) -> list[Driver]:
    """Give what can be learnt, what narrows the range most first."""
    return sorted((each for each in drivers if each.measure and each.narrows > 0), key=lambda each: -each.narrows)


def finance_line(finance: Finance, currency: str) -> str:
    """Give the discounted total and how it is reckoned."""
    present = f"{words.money(finance.present.p50, currency)} ({words.money_range(finance.present, currency)})"
    if not finance.discount_rate:
        return f"{present}; nothing is discounted, because the scenario gives no rate. No inflation is added."
    return f"{present}, each later year discounted by {finance.discount_rate * 100:g}%; real terms, no inflation added."


def bias_line(finance: Finance) -> str:
    """Say that the overrun is the optimism bias, beside the published uplift that is not added."""
    low, high = finance.published_bias
    return (
        f"Optimism bias is in the total already: it is the overrun, {_signed(finance.overrun.p10)} to "
        f"{_signed(finance.overrun.p90)} on the work (middle {_signed(finance.overrun.p50)}). The published uplift for "
        f"equipment and development, {words.percent(low)} to {words.percent(high)}, is for comparison and not added: "
        "that would count it twice."
    )


def vat_line(finance: Finance, currency: str) -> str:
    """Say what VAT adds, or that nobody said."""
    vat = f"{words.money(finance.vat.p50, currency)} ({words.money_range(finance.vat, currency)})"
    gross = f"{words.money(finance.with_vat.p50, currency)} ({words.money_range(finance.with_vat, currency)})"
    if finance.vat_recoverable is True:
        return f"VAT of {vat} is paid and recovered, so it is no cost."
    if finance.vat_recoverable is False:
        return f"VAT of {vat} cannot be recovered: with it, {gross} must be found."
    return f"VAT of {vat} comes on top, {gross} in all, unless it is recovered (say vat-recoverable in the scenario)."


def shares(parts: Sequence[CostShare]) -> Iterator[tuple[str, CostShare]]:
    """Name each part as a person knows it."""
    for part in parts:
        yield (words.provider(part.name) if part.name else "The move as a whole"), part


def _in_unit(value: float, unit: str, currency: str) -> str:
    if unit == "money":
        return words.money(value, currency)
    if unit == "GB":
        return words.size(value)
    return words.plural(round(value), {"days": "day", "applications": "application"}[unit])


def _ranged(each: ExitDate, currency: str) -> str:
    return f"{words.money(each.cost.p50, currency)} ({words.money_range(each.cost, currency)})"


def _signed(share: float) -> str:
    return f"{share * 100:+.0f}%"
