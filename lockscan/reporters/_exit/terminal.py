"""The exit question for a person at a terminal: the answer first, then why, in 80 plain columns."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from lockscan.model.report import Finance
from lockscan.reporters import _leaving as telling
from lockscan.reporters._exit._bars import bars
from lockscan.reporters._exit._lines import NAMES, WIDTH, listed, table, wrapped
from lockscan.reporters._exit._narrowed import application, why
from lockscan.reporters._exit.interface import ExitQuestion, Format
from lockscan.wording import words
from lockscan.wording.clean import clean, shorten

_NAME: Final = 34


class _Terminal:
    suffix = ".txt"

    def render(self, question: ExitQuestion) -> bytes:
        asked = (why,) if question.why else (application,) if question.application else _WHOLE
        sections: Sequence[Callable[[ExitQuestion], Iterator[str]]] = (_head, *asked)
        text = "\n\n".join("\n".join(lines) for section in sections if (lines := list(section(question))))
        return f"{text}\n".encode("utf-8", "replace")


def _head(question: ExitQuestion) -> Iterator[str]:
    report = question.report
    if report.marking:
        yield clean(report.marking)
    title = shorten(report.title, WIDTH)
    yield title
    yield "=" * len(title)
    yield from wrapped(telling.asked_line(report))


def _totals(question: ExitQuestion) -> Iterator[str]:
    cost = question.report.exit_cost
    rows: list[tuple[str, ...]] = []
    for name, case in (("Planned", cost.planned), ("In a hurry", cost.stressed)):
        total, days = case.total, case.calendar.days
        told = (words.money(total.p50, cost.currency), words.money_range(total, cost.currency))
        rows.append((f"{name}: cost", *told, words.money(total.p80, cost.currency)))
        rows.append((f"{name}: time", words.duration(days.p50), words.duration_range(days), words.duration(days.p80)))
    yield "What leaving costs, and how long it takes"
    yield from table(("", "Middle", "8 in 10 outcomes", "Set aside"), rows)
    yield from wrapped("Middle: as likely more as less (P50). 8 in 10: P10 to P90. Set aside: P80.")


def _components(question: ExitQuestion) -> Iterator[str]:
    cost = question.report.exit_cost
    stressed = {part.id: part for part in cost.stressed.components}
    rows = []
    for part in sorted(cost.planned.components, key=lambda part: -part.contribution.p50):
        hurried = stressed.get(part.id)
        figures = [part.contribution.p50, part.contribution.p90]
        figures += [hurried.contribution.p50, hurried.contribution.p90] if hurried else []
        told = [words.money(figure, cost.currency) for figure in figures]
        rows.append((shorten(part.label, 28), part.id, *told, *[words.NOT_KNOWN] * (4 - len(told))))
    totals = (cost.planned.total.p50, cost.planned.total.p90, cost.stressed.total.p50, cost.stressed.total.p90)
    rows.append(("Total", "", *(words.money(total, cost.currency) for total in totals)))
    yield "What the total is made of (parts add up at each quantile)"
    yield from table(("Component", "--why", "P50", "P90", "P50*", "P90*"), rows)
    yield "* in a hurry"
    yield from wrapped("P90: what each part comes to when the whole costs that much; not every part is dearer then.")


def _formulas(question: ExitQuestion) -> Iterator[str]:
    yield "How each is worked out"
    for part in question.report.exit_cost.planned.components:
        yield from wrapped(f"{part.label}: {part.formula}", "  * ", "    ")


def _calendar(question: ExitQuestion) -> Iterator[str]:
    for name, case in (
        ("planned", question.report.exit_cost.planned),
        ("in a hurry", question.report.exit_cost.stressed),
    ):
        if case.calendar.stages:
            yield f"Calendar, {name}: days from the decision (# to P50, - to P90)"
            yield from bars(case.calendar.stages)
    chances = "; ".join(
        f"{days} days: {words.chance(chance)}" for days, chance in question.report.exit_cost.stressed.calendar.within
    )
    if chances:
        yield from wrapped(f"Chance of being out in a hurry, by days: {chances}.")


def _deadline(question: ExitQuestion) -> Iterator[str]:
    cost = question.report.exit_cost
    deadline = cost.stressed.deadline
    if deadline is None:
        return
    yield telling.deadline_question(deadline)
    yield from wrapped(f"{telling.deadline_answer(deadline)}.", "  > ", "    ")
    steps = telling.critical_steps(cost.stressed.calendar.critical)
    path = ", then ".join(f"{step} ({words.duration(days)})" for step, days in steps)
    yield from wrapped(f"On the longest path: {path}.", "    ", "    ")
    out, staying = telling.in_time(deadline)
    for label, found in (("Out in time, more likely than not", out), ("Not out in time", staying)):
        names = [
            f"{shorten(each.application, 30)} (wave {each.wave + 1}, {words.chance(each.chance)})" for each in found
        ]
        yield from wrapped(f"{label}: {listed(names) or 'none'}.", "    ", "    ")
    yield "    What is lost if service ends on that day:"
    for loss in deadline.losses:
        yield from wrapped(f"{loss.label}: {telling.loss_amount(loss, cost.currency)}", "      * ", "        ")


def _drivers(question: ExitQuestion) -> Iterator[str]:
    drivers = question.report.exit_cost.planned.drivers
    if not drivers:
        return
    yield "What makes the range wide (planned)"
    for driver in drivers[:NAMES]:
        yield from wrapped(f"{driver.share * 100:3.0f}%  {driver.meaning}", "  ", "        ")
    for driver in telling.measure_next(drivers)[:3]:
        yield from wrapped(
            f"Measure next: {driver.measure} (takes {words.percent(driver.narrows)} off the range)", "  -> ", "     "
        )


def _places(question: ExitQuestion) -> Iterator[str]:
    cost = question.report.exit_cost
    for label, parts in (("By supplier", cost.planned.by_supplier), ("By application", cost.planned.by_application)):
        if parts:
            yield f"{label}, planned (parts add up)"
            rows = [
                (
                    shorten(name, _NAME),
                    words.money(part.range.p50, cost.currency),
                    words.money(part.range.p90, cost.currency),
                )
                for name, part in list(telling.shares(parts))[:12]
            ]
            yield from table(("", "P50", "P90"), rows)


def _dates(question: ExitQuestion) -> Iterator[str]:
    line = telling.cheapest_line(question.report.exit_cost)
    if line:
        yield "When leaving is cheapest"
        yield from wrapped(line, "  > ", "    ")


def _finance(question: ExitQuestion) -> Iterator[str]:
    cost = question.report.exit_cost
    if cost.finance is None:
        return
    basis = "Green Book" if cost.finance.basis == "green-book" else "plain"
    yield f"For finance ({basis}, planned; years add up to the total)"
    yield from _years(cost.finance, cost.currency)
    for line in (
        telling.finance_line(cost.finance, cost.currency),
        telling.bias_line(cost.finance),
        telling.vat_line(cost.finance, cost.currency),
    ):
        yield from wrapped(line, "  * ", "    ")
    if cost.finance_stressed:
        yield f"For finance ({basis}, in a hurry)"
        yield from _years(cost.finance_stressed, cost.currency)


def _years(told: Finance, currency: str) -> list[str]:
    rows = [
        (year.label, *(words.money(value, currency) for value in (
            year.capital.p50, year.revenue.p50, year.capital.p90 + year.revenue.p90, year.present.p50)))
        for year in told.years
    ]  # fmt: skip
    return table(("Year", "Capital P50", "Revenue P50", "Both P90", "Discounted P50"), rows)


def _unknowns(question: ExitQuestion) -> Iterator[str]:
    unknowns = question.report.exit_cost.unknowns
    if unknowns:
        yield "What is not known, and how to learn it"
    for unknown in unknowns:
        yield from wrapped(telling.unknown_line(unknown), "  * ", "    ")


_WHOLE: Final = (
    _totals, _deadline, _components, _calendar, _dates, _drivers, _places, _finance, _unknowns, _formulas,
)  # fmt: skip
FORMAT: Final[Format] = _Terminal()
