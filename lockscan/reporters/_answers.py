"""The three answers every format opens with, and the two a director asks next."""

from dataclasses import dataclass

from lockscan.model.report import Concentration, ExitCase, Hedge, Report, Survival
from lockscan.wording import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One question, answered in one figure, its range and a sentence."""

    id: str
    question: str
    figure: str
    unit: str
    range: str
    because: str


def answers(report: Report) -> tuple[Answer, Answer, Answer]:
    """Give how locked in, what leaving costs, how diversified."""
    return _locked_in(report), _leaving(report), _diversified(report)


def case_line(case: ExitCase, currency: str) -> str:
    """Give one way of leaving in a line: money and time, each with its range."""
    return (
        f"{words.money(case.total.p50, currency)} ({words.money_range(case.total, currency)}), "
        f"{words.duration(case.calendar.days.p50)} ({words.duration_range(case.calendar.days)})"
    )


def headline_basis(report: Report) -> Concentration | None:
    """Give the concentration to lead with: by who controls the supplier, by spend where the bill is known."""
    for dimension in ("parent", "provider"):
        for base in report.diversification.bases:
            if base.dimension == dimension and base.shares:
                return base
    return None


def worst_loss(report: Report) -> Survival | None:
    """Give the supplier whose failure takes down most applications."""
    suppliers = [loss for loss in report.diversification.survival if loss.dimension in {"parent", "provider"}]
    return min(suppliers, key=lambda loss: (loss.applications_standing, loss.resources_standing), default=None)


def next_step(report: Report) -> Hedge | None:
    """Give the hedge that saves most for what it costs; None where none saves more than it costs."""
    worthwhile = [hedge for hedge in report.hedges if hedge.saves.p50 > hedge.costs.p50]
    return max(worthwhile, key=lambda hedge: hedge.saves.p50 / max(hedge.costs.p50, 1), default=None)


def step_line(hedge: Hedge, currency: str) -> str:
    """Give what a hedge costs and what it takes off a later exit."""
    return (
        f"costs {words.money(hedge.costs.p50, currency)} ({words.money_range(hedge.costs, currency)}) "
        f"and takes {words.money(hedge.saves.p50, currency)} ({words.money_range(hedge.saves, currency)}) "
        "off a later exit"
    )


def coverage_line(report: Report) -> str:
    """Give how much of what was asked for was read."""
    coverage = report.coverage
    if coverage.fraction is None:
        return "Nothing was asked of a source: this report rests on what it was handed."
    missing = words.plural(len(coverage.gaps), "question was", "questions were")
    return (
        f"{words.percent(coverage.fraction)} of what was asked for was read "
        f"({words.plural(coverage.scopes, 'question')}; {missing} not fully answered)."
    )


def _locked_in(report: Report) -> Answer:
    portability = report.portability
    total = sum(portability.bands.values())
    because = f"{portability.bands.get('locked', 0):,} of {words.plural(total, 'resource')} are locked in."
    if any(portability.facet_shares.values()):
        facet, share = max(portability.facet_shares.items(), key=lambda item: item[1])
        because += (
            f" Biggest reason: {words.FACETS[facet][0].lower()}{words.FACETS[facet][1:]} ({words.percent(share)})."
        )
    if not total:
        return Answer(
            id="locked-in", question="How locked in are we?", figure=words.NOT_KNOWN, unit="", range="0 to 100",
            because="No resource was read that could be scored.",
        )  # fmt: skip
    return Answer(
        id="locked-in",
        question="How locked in are we?",
        figure=words.score(portability.score),
        unit=f"out of 100 for freedom to leave: {words.BANDS[words.band_of(portability.score)].lower()}",
        range=f"{words.score_range(portability.low, portability.high)} given what is not known; 100 leaves freely",
        because=because,
    )


def _leaving(report: Report) -> Answer:
    cost = report.exit_cost
    question = "What would leaving cost?"
    if not report.summary.resources:
        return Answer(id="leaving", question=question, figure=words.NOT_KNOWN, unit="", range="", because="")
    return Answer(
        id="leaving",
        question=question,
        figure=words.money(cost.planned.total.p50, cost.currency),
        unit=f"planned, over about {words.duration(cost.planned.calendar.days.p50)}",
        range=f"8 in 10 outcomes lie in {words.money_range(cost.planned.total, cost.currency)}",
        because=f"In a hurry, because the supplier fails: {case_line(cost.stressed, cost.currency)}.",
    )


def _diversified(report: Report) -> Answer:
    base = headline_basis(report)
    question = "How diversified are our suppliers?"
    if base is None:
        return Answer(id="diversified", question=question, figure=words.NOT_KNOWN, unit="", range="", because="")
    basis, first, loss = words.BASES[base.basis], base.shares[0], worst_loss(report)
    standing = words.percent(loss.applications_standing) if loss else ""
    return Answer(
        id="diversified",
        question=question,
        figure=f"{base.effective:.1f}",
        unit=f"effective suppliers by {basis}",
        range=f"{words.percent(first.share)} of {words.is_with(base.basis)} {words.provider(first.name)}",
        because=f"If {words.provider(loss.lost)} failed, {standing} of applications would still stand." if loss else "",
    )
