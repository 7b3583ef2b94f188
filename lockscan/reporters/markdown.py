"""For a pull request: one headline, what was read, and everything else folded away."""

from collections.abc import Iterator
from typing import Final

from lockscan.model.report import Application, Chain, Hedge, Report
from lockscan.model.scope import Scope
from lockscan.reporters._answers import (
    answers,
    coverage_line,
    failure_line,
    holding,
    net,
    next_step,
    standing,
    step_line,
    times,
    worst_loss,
    worthwhile,
)
from lockscan.reporters._leaving_markdown import finance, gantt, losses
from lockscan.reporters._sightings import sighting_lines
from lockscan.reporters.interface import Reporter
from lockscan.wording import words
from lockscan.wording.markdown import code, details, plain, table

MARKER: Final = "<!-- lockscan -->"
"""By which a later run finds its own comment and brings it up to date."""


class _Markdown:
    suffix = ".md"

    def render(self, report: Report, *, resources: bool = False) -> bytes:  # noqa: ARG002 - a comment has a readable length
        blocks = [MARKER, *([f"**{code(report.marking)}**"] if report.marking else []), _headline(report)]
        blocks += [coverage_line(report), *_next(report), _three_answers(report), *_folded(report)]
        return ("\n\n".join(blocks) + "\n").encode("utf-8", "replace")


def _headline(report: Report) -> str:
    if not report.summary.resources:
        return "### lockscan: nothing was read that could be assessed"
    locked, leaving, diversified = answers(report)
    span = words.money_range(report.exit_cost.planned.total, report.exit_cost.currency)
    return (
        f"### lockscan: portability {locked.figure}{' of 100' if locked.unit else ''}, "
        f"leaving costs {leaving.figure} ({span}), "
        f"{f'{diversified.figure} {diversified.unit}' if diversified.unit else 'suppliers not known'}"
    )


def _next(report: Report) -> Iterator[str]:
    step = next_step(report)
    if step:
        yield f"**Do first:** {plain(step.action)}: it {step_line(step, report.exit_cost.currency)}."


def _three_answers(report: Report) -> str:
    rows = [
        (
            answer.question,
            f"**{answer.figure}** {answer.unit}".strip(),
            plain(f"{answer.range}. {answer.because}".lstrip(". ")),
        )
        for answer in answers(report)
    ]
    return table(("Question", "Answer", "How sure, and why"), rows)


def _folded(report: Report) -> Iterator[str]:
    currency = report.exit_cost.currency
    applications = sorted(report.applications, key=lambda app: (-app.exit_cost.p50, app.name))
    yield from details(
        "Applications",
        ("Application", "Portability", "Cost to leave", "Advice", "Why"),
        [_application(app, currency) for app in applications],
    )
    yield from details(
        "What holds us",
        ("Held", "Chain"),
        [_chain(chain) for chain in holding(report)],
    )
    yield from details(
        "Steps that make a later exit cheaper",
        ("Step", "Costs", "Takes off an exit", "Net", "Applies to"),
        [_hedge(hedge, currency) for hedge in worthwhile(report)],
    )
    cost = report.exit_cost
    if report.summary.resources:
        yield from gantt("Calendar of a planned exit", cost.planned)
    if cost.stressed.deadline:
        yield from losses(cost.stressed.deadline, currency)
    yield from finance(cost)
    yield from _losses(report)
    yield from details(
        "What the sources say together", ("Matter",), [(plain(line),) for line in sighting_lines(report)]
    )
    yield from details(
        "What was not read",
        ("What", "Where", "What happened", "How to mend it"),
        [_gap(gap) for gap in report.coverage.gaps],
    )


def _losses(report: Report) -> Iterator[str]:
    worst = worst_loss(report)
    rows = [
        (
            code(words.provider(loss.lost)),
            words.percent(standing(loss)[1]),
            words.percent(loss.spend_standing),
        )
        for loss in report.diversification.survival
    ]
    title = f"If a supplier failed: {failure_line(worst)}" if worst else ""
    what = words.sentence(standing(worst)[0]) if worst else "Applications"
    yield from details(title or "If a region were gone", ("Gone", f"{what} standing", "Spend untouched"), rows)


def _application(app: Application, currency: str) -> tuple[str, ...]:
    return (
        words.NO_APPLICATION.get(app.name) or code(app.name),
        words.score(app.portability) + ("" if app.low == app.high else f" ({words.score_range(app.low, app.high)})"),
        f"{words.money(app.exit_cost.p50, currency)} ({words.money_range(app.exit_cost, currency)})",
        words.RECOMMENDATIONS.get(app.recommendation, app.recommendation),
        plain(app.reason),
    )


def _chain(chain: Chain) -> tuple[str, str]:
    path = code(chain.links[0].name)
    for link in chain.links[1:]:
        path += f" {words.kind(link.kind)} {code(link.name)}"
    kind = chain.links[-1].type
    return words.percent(chain.inherited), f"{path}, {f'a {code(kind)}' if kind else words.UNREAD}"


def _hedge(hedge: Hedge, currency: str) -> tuple[str, ...]:
    return (
        plain(hedge.action),
        f"{words.money(hedge.costs.p50, currency)} ({words.money_range(hedge.costs, currency)})",
        f"{words.money(hedge.saves.p50, currency)} ({words.money_range(hedge.saves, currency)})",
        f"{words.money(net(hedge), currency)}, {times(hedge)}",
        words.plural(hedge.applies_to, "resource"),
    )


def _gap(gap: Scope) -> tuple[str, ...]:
    return (
        code(gap.type),
        code(f"{gap.provider} {gap.account} {gap.region}"),
        f"{words.STATES[gap.state.value]}: {code(gap.reason, 120)}",
        plain(gap.remedy),
    )


REPORTER: Final[Reporter] = _Markdown()
