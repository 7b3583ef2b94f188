"""The exit question for a pull request or a paper: the answer, and the rest folded away."""

from collections.abc import Iterator
from typing import Final

from lockscan.model.report import ExitCase
from lockscan.reporters import _leaving as telling
from lockscan.reporters._exit.interface import ExitQuestion, Format
from lockscan.reporters._inputs import band_text, inputs_of
from lockscan.reporters._leaving_markdown import finance, finance_lines, gantt, losses
from lockscan.wording import words
from lockscan.wording.markdown import code, details, plain, table


class _Markdown:
    suffix = ".md"

    def render(self, question: ExitQuestion) -> bytes:
        report = question.report
        blocks = [*([f"**{code(report.marking)}**"] if report.marking else []), "### lockscan: what leaving would cost"]
        blocks += [plain(telling.asked_line(report))]
        blocks += [_totals(question), *_deadline(question), *_asked(question), *_components(question)]
        for name, case in (("planned", report.exit_cost.planned), ("in a hurry", report.exit_cost.stressed)):
            blocks += gantt(f"Calendar, {name}", case)
        blocks += [
            *_dates(question),
            *finance(report.exit_cost),
            *finance_lines(report.exit_cost),
            *_unknowns(question),
        ]
        return ("\n\n".join(blocks) + "\n").encode("utf-8", "replace")


def _totals(question: ExitQuestion) -> str:
    cost = question.report.exit_cost
    rows = [
        _total(name, case, cost.currency) for name, case in (("Planned", cost.planned), ("In a hurry", cost.stressed))
    ]
    return table(("", "As likely more as less", "8 in 10 outcomes", "Set aside (P80)", "Time"), rows)


def _total(name: str, case: ExitCase, currency: str) -> tuple[str, ...]:
    return (
        name,
        f"**{words.money(case.total.p50, currency)}**",
        words.money_range(case.total, currency),
        words.money(case.total.p80, currency),
        f"{words.duration(case.calendar.days.p50)} ({words.duration_range(case.calendar.days)})",
    )


def _deadline(question: ExitQuestion) -> Iterator[str]:
    cost = question.report.exit_cost
    if cost.stressed.deadline:
        deadline = cost.stressed.deadline
        yield f"**{telling.deadline_question(deadline)}** {telling.deadline_answer(deadline)}."
        yield from losses(deadline, cost.currency)


def _asked(question: ExitQuestion) -> Iterator[str]:
    report, cost = question.report, question.report.exit_cost
    if question.application:
        asked = question.application
        yield (
            f"**{code(asked.name)}**, as its part of leaving everything: "
            f"{words.money(asked.exit_cost.p50, cost.currency)} ({words.money_range(asked.exit_cost, cost.currency)}). "
            f"{plain(asked.reason)}."
        )
    for _, part in question.explained()[:1]:
        yield f"**{plain(part.label)}** = {plain(part.formula)}"
        rows = [
            (
                code(each.id),
                plain(each.meaning),
                band_text(each.band),
                plain(each.unit),
                plain(each.source.publisher) if each.source else "set by you",
            )
            for each in inputs_of(part.formula, report.parameters)
        ]
        yield table(("Input", "What", "Low, middle, high", "Unit", "Source"), rows)


def _components(question: ExitQuestion) -> Iterator[str]:
    cost = question.report.exit_cost
    rows = [
        (
            plain(part.label),
            code(part.id),
            words.money(part.contribution.p50, cost.currency),
            words.money(part.contribution.p90, cost.currency),
        )
        for part in cost.planned.components
    ]
    headers = ("Component", "Worked out in `lockscan exit --why`", "P50", "P90")
    yield from details("What the planned total is made of", headers, rows)


def _dates(question: ExitQuestion) -> Iterator[str]:
    line = telling.cheapest_line(question.report.exit_cost)
    if line:
        yield line


def _unknowns(question: ExitQuestion) -> Iterator[str]:
    rows = [(plain(each.what), plain(each.effect), plain(each.remedy)) for each in question.report.exit_cost.unknowns]
    yield from details("What is not known", ("What", "What that does", "How to learn it"), rows)


FORMAT: Final[Format] = _Markdown()
