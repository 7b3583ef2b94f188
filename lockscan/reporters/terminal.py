"""For a person at a terminal: the three answers first, then why, in 80 plain columns."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from tabulate import tabulate

from lockscan.model.report import Application, Chain, Report
from lockscan.reporters import _leaving as telling
from lockscan.reporters._answers import Answer, answers, coverage_line, holding, next_step, step_line, worst_loss
from lockscan.reporters._paying import spend_line, supplier_line
from lockscan.reporters._sightings import sighting_lines
from lockscan.reporters.interface import Reporter
from lockscan.wording import words
from lockscan.wording.clean import clean, shorten
from lockscan.wording.gaps import mending

_WIDTH: Final = 80
_APPLICATIONS: Final = 12
_CHAINS: Final = 5
_DATES: Final = 8
_KINDS: Final = 3
_NAME: Final = 24


class _Terminal:
    suffix = ".txt"

    def render(self, report: Report, *, resources: bool = False) -> bytes:  # noqa: ARG002 - rows are for machines
        sections = (
            _head, _three_answers, _leaving, _next, _paid, _dates, _read, _sightings,
            _applications, _chains, _unknowns, _gaps,
        )  # fmt: skip
        text = "\n\n".join("\n".join(lines) for section in sections if (lines := list(section(report))))
        return f"{text}\n".encode("utf-8", "replace")


def _head(report: Report) -> Iterator[str]:
    if report.marking:
        yield clean(report.marking)
    yield from _wrapped(report.title)
    yield "=" * min(len(clean(report.title)), _WIDTH)
    providers = ", ".join(
        f"{words.provider(name)} {count:,}" for name, count in sorted(report.summary.by_provider.items())
    )
    yield from _wrapped(
        f"As of {words.day(report.as_of)}. {words.estate(report.summary.resources, report.summary.applications)}"
        f"{f' ({providers})' if providers else ''}."
    )


def _three_answers(report: Report) -> Iterator[str]:
    for index, answer in enumerate(answers(report)):
        yield from ([""] if index else [])
        yield from _answer(answer)


def _answer(answer: Answer) -> Iterator[str]:
    yield answer.question
    yield from _wrapped(f"{answer.figure} {answer.unit}".strip(), "  > ", "    ")
    for sentence in filter(None, (answer.range, answer.because)):
        yield from _wrapped(sentence, "    ", "    ")


def _leaving(report: Report) -> Iterator[str]:
    cost = report.exit_cost
    if cost.stressed.deadline and report.summary.resources:
        yield telling.deadline_question(cost.stressed.deadline)
        yield from _wrapped(f"{telling.deadline_answer(cost.stressed.deadline)}.", "  > ", "    ")
        yield from _wrapped("`lockscan exit` tells what is lost if not, the calendar and the years.", "    ", "    ")


def _next(report: Report) -> Iterator[str]:
    loss, step = worst_loss(report), next_step(report)
    if step:
        yield "What to do first"
        yield from _wrapped(step.action, "  > ", "    ")
        yield from _wrapped(f"It {step_line(step, report.exit_cost.currency)}.", "    ", "    ")
    if loss and loss.applications_lost:
        yield from ([""] if step else [])
        lost = ", ".join(shorten(name, _NAME) for name in loss.applications_lost[:6])
        yield f"Whose failure hurts most: {shorten(words.provider(loss.lost), 40)}"
        yield from _wrapped(f"It takes down {lost}{_more(len(loss.applications_lost), 6)}.", "    ", "    ")


def _paid(report: Report) -> Iterator[str]:
    yield "What is paid"
    for line in filter(None, (spend_line(report), supplier_line(report))):
        yield from _wrapped(line, "    ", "    ")


def _dates(report: Report) -> Iterator[str]:
    if report.dates:
        yield "Dates to act on"
    for day in report.dates[:_DATES]:
        yield from _wrapped(f"{words.day(day.when)}: {shorten(day.who, 40)}: {day.what}", "  * ", "    ")
    if more := _more(len(report.dates), _DATES):
        yield f"  ...{more}"


def _read(report: Report) -> Iterator[str]:
    yield "What was read"
    yield from _wrapped(coverage_line(report), "    ", "    ")
    kinds = report.coverage.unclassified
    if kinds:
        unknown = words.plural(sum(kind.count for kind in kinds), "resource")
        named = ", ".join(shorten(kind.type, 40) for kind in kinds[:_KINDS]) + _more(len(kinds), _KINDS)
        yield from _wrapped(
            f"No rule knows {unknown} of {words.plural(len(kinds), 'type')}, which widens every range: {named}.",
            "    ",
            "    ",
        )


def _sightings(report: Report) -> Iterator[str]:
    lines = list(sighting_lines(report))
    if lines:
        yield "What the sources say together"
    for line in lines:
        yield from _wrapped(line, "  * ", "    ")


def _applications(report: Report) -> Iterator[str]:
    if not report.applications:
        return
    yield "Applications (portability: 100 leaves freely; exit cost: 8 in 10 outcomes)"
    costliest = sorted(report.applications, key=lambda app: (-app.exit_cost.p50, app.name))
    rows = [_application(app, report.exit_cost.currency) for app in costliest[:_APPLICATIONS]]
    yield from _table(("Application", "Score", "Exit cost", "A month", "Advice"), rows)
    if more := _more(len(costliest), _APPLICATIONS):
        yield f"...{more}"


def _application(app: Application, currency: str) -> tuple[str, ...]:
    return (
        words.application(shorten(app.name, _NAME - 2)),
        words.score(app.portability)
        if words.score(app.low) == words.score(app.high)
        else words.score_range(app.low, app.high),
        words.money_range(app.exit_cost, currency),
        words.money(app.monthly_cost, currency),
        app.recommendation.replace("keep and write down", "keep, write why"),
    )


def _chains(report: Report) -> Iterator[str]:
    chains = holding(report)
    if chains or report.portability.holders:
        yield "What holds us most (weakest chains, then shared holders)"
    for chain in chains[:_CHAINS]:
        yield from _chain(chain)
    for holder in report.portability.holders[:_CHAINS]:
        yield from _wrapped(
            f"{shorten(holder.name, 40)} ({shorten(holder.type, 40) or words.UNREAD}), "
            f"lock-in {words.percent(holder.lock_in)}, holds {words.plural(holder.dependents, 'resource')}",
            "  * ",
            "    ",
        )


def _chain(chain: Chain) -> Iterator[str]:
    path = shorten(chain.links[0].name, 30)
    for link in chain.links[1:]:
        path += f" --{words.kind(link.kind)}--> {shorten(link.name, 30)}"
    yield from _wrapped(
        f"{path} ({shorten(chain.links[-1].type, 40) or words.UNREAD}): held {words.percent(chain.inherited)}",
        "  * ",
        "    ",
    )


def _unknowns(report: Report) -> Iterator[str]:
    if report.exit_cost.unknowns:
        yield "What would narrow the range"
    for unknown in report.exit_cost.unknowns:
        yield from _wrapped(telling.unknown_line(unknown), "  * ", "    ")


def _gaps(report: Report) -> Iterator[str]:
    if report.coverage.gaps:
        yield "What was not read, and how to mend it (in full: JSON and HTML)"
    for line in mending(report.coverage.gaps):
        yield from _wrapped(line, "  * ", "    ")


def _table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return tabulate(rows, headers, tablefmt="simple", disable_numparse=True).splitlines()


def _more(count: int, shown: int) -> str:
    return f" and {count - shown:,} more" if count > shown else ""


def _wrapped(text: str, first: str = "", then: str = "") -> list[str]:
    return textwrap.wrap(clean(text), _WIDTH, initial_indent=first, subsequent_indent=then, break_on_hyphens=False)


REPORTER: Final[Reporter] = _Terminal()
