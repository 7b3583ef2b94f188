"""The answer narrowed to one component or one application, for a person at a terminal."""

from collections.abc import Iterator

from lockscan.model.report import ParameterUsed
from lockscan.reporters._exit._lines import wrapped
from lockscan.reporters._exit.interface import ExitQuestion
from lockscan.reporters._inputs import band_text, inputs_of
from lockscan.wording import words
from lockscan.wording.clean import shorten


def why(question: ExitQuestion) -> Iterator[str]:
    """Give a component's formula and range, and where each of its inputs comes from."""
    report, explained = question.report, question.explained()
    yield f"Why {explained[0][1].label}"
    yield from wrapped(explained[0][1].formula, "  = ", "    ")
    for name, part in explained:
        currency = report.exit_cost.currency
        middle, range_ = words.money(part.range.p50, currency), words.money_range(part.range, currency)
        yield from wrapped(f"{name}: {middle} ({range_})", "  ", "    ")
    yield ""
    yield "Inputs (low, middle, high, or the one figure), with source and date"
    for each in inputs_of(explained[0][1].formula, report.parameters):
        yield from wrapped(_input(each), "  * ", "    ")


def _input(each: ParameterUsed) -> str:
    band = f"{band_text(each.band)} {each.unit}"
    if each.overridden:
        return f"{each.id} = {band}: {each.meaning}. Set by you."
    if each.source is None:
        return f"{each.id} = {band}: {each.meaning}."
    kind = "Our judgement" if each.source.judgement else "Source"
    where = f" {each.source.url}" if each.source.url else ""
    return f"{each.id} = {band}: {each.meaning}. {kind}: {each.source.publisher}, {words.day(each.source.seen)}{where}"


def application(question: ExitQuestion) -> Iterator[str]:
    """Give an application's part, when it is out, and the advice."""
    asked, cost = question.application, question.report.exit_cost
    if asked is None:
        return
    yield f"{shorten(asked.name, 60)}, as its part of leaving everything"
    yield from wrapped(
        f"{words.money(asked.exit_cost.p50, cost.currency)} "
        f"({words.money_range(asked.exit_cost, cost.currency)}), planned; "
        f"{words.plural(asked.resources, 'resource')}, portability {words.score(asked.portability)}.",
        "  > ", "    ",
    )  # fmt: skip
    for part in cost.planned.by_application:
        if part.name == asked.name:
            told = [f"{name} {words.money(range_.p50, cost.currency)}" for name, range_ in part.components.items()]
            yield from wrapped(f"Made of: {', '.join(told)} (P50).", "    ", "    ")
    for each in cost.stressed.deadline.departures if cost.stressed.deadline else ():
        if each.application == asked.name:
            yield from wrapped(
                f"In a hurry it is out in {words.duration(each.days.p50)} ({words.duration_range(each.days)}), with "
                f"wave {each.wave + 1}; by the deadline in {words.chance(each.chance)} outcomes.",
                "    ", "    ",
            )  # fmt: skip
    yield from wrapped(f"Advice: {asked.recommendation}. {asked.reason}.", "    ", "    ")
