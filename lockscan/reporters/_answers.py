"""The three answers every format opens with, and the two a director asks next."""

from dataclasses import dataclass
from typing import Final

from lockscan.model.report import Chain, Concentration, ExitCase, Hedge, Portability, Report, Survival
from lockscan.wording import words

HOLDS: Final = 0.1
"""Lock-in below which nobody is told of being held."""


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
    return min(suppliers, key=lambda loss: (-len(loss.applications_lost), loss.resources_standing), default=None)


def standing(loss: Survival) -> tuple[str, float]:
    """Give how much still stands, and of what: of applications, or of resources where no application is named."""
    if loss.applications_standing is None:
        return "resources", loss.resources_standing
    return "applications", loss.applications_standing


def failure_line(loss: Survival) -> str:
    """Give how much stops with a supplier."""
    what, share = standing(loss)
    return f"{'all' if not share else words.percent(1 - share) + ' of'} {what} would stop"


def next_step(report: Report) -> Hedge | None:
    """Give the hedge that saves most once it is paid for; None where none saves more than it costs."""
    return next(iter(worthwhile(report)), None)


def step_line(hedge: Hedge, currency: str) -> str:
    """Give what a hedge costs and what it takes off a later exit."""
    return (
        f"costs {words.money(hedge.costs.p50, currency)} ({words.money_range(hedge.costs, currency)}) "
        f"and takes {words.money(hedge.saves.p50, currency)} ({words.money_range(hedge.saves, currency)}) "
        f"off a later exit: {words.money(net(hedge), currency)} net, {times(hedge)}"
    )


def net(hedge: Hedge) -> float:
    """Give what a hedge saves beyond its own cost, P50."""
    return hedge.saves.p50 - hedge.costs.p50


def times(hedge: Hedge) -> str:
    """Give what a hedge saves for what it costs."""
    if hedge.costs.p50 <= 0:
        return "at no cost"
    return f"{words.factor(hedge.saves.p50 / hedge.costs.p50)} times its cost"


def holding(report: Report) -> list[Chain]:
    """Give the chains that hold at all: what is as good as free is not what holds us most."""
    return [chain for chain in report.portability.weakest_chains if chain.inherited >= HOLDS]


def worthwhile(report: Report) -> list[Hedge]:
    """Give the hedges that save more than they cost, also beside those of a better return; most net saving first."""
    paying = [
        hedge
        for hedge in report.hedges
        if hedge.saves.p50 > hedge.costs.p50 and (hedge.adds is None or hedge.adds > hedge.costs.p50)
    ]
    return sorted(paying, key=net, reverse=True)


def coverage_line(report: Report) -> str:
    """Give how much of what was asked for was read."""
    coverage = report.coverage
    if coverage.fraction is None:
        return "Nothing was asked of a source: this report rests on what it was handed."
    if coverage.fraction == 1 and not coverage.gaps:
        return "All that was asked for was read."
    missing = f"; {words.plural(len(coverage.gaps), 'was', 'were')} not fully answered" if coverage.gaps else ""
    return (
        f"{words.percent(coverage.fraction)} of what was asked for was read "
        f"({words.plural(coverage.scopes, 'question')}{missing})."
    )


def _locked_in(report: Report) -> Answer:
    portability = report.portability
    total, unknown = sum(portability.bands.values()), portability.bands.get("unknown", 0)
    question, span = "How locked in are we?", words.score_range(portability.low, portability.high)
    if not total:
        return Answer(
            id="locked-in", question=question, figure=words.NOT_KNOWN, unit="", range="0 to 100",
            because="No resource was read that could be scored.",
        )  # fmt: skip
    if unknown == total:
        return Answer(
            id="locked-in", question=question, figure=words.NOT_KNOWN, unit="",
            range=f"{span} out of 100 for freedom to leave",
            because=f"Too little is known of {'the one resource' if total == 1 else f'any of {total:,} resources'}.",
        )  # fmt: skip
    return Answer(
        id="locked-in",
        question=question,
        figure=words.score(portability.score),
        unit=f"out of 100 for freedom to leave: {words.BANDS[words.band_of(portability.score)].lower()}",
        range=f"{f'{span} given what is not known; ' if ' ' in span else ''}100 leaves freely",
        because=_held_by(portability, total, unknown),
    )


def _held_by(portability: Portability, total: int, unknown: int) -> str:
    locked = portability.bands.get("locked", 0)
    if total == 1:
        because = f"The one resource scored is {'' if locked else 'not '}locked in"
    else:
        because = f"{f'{locked:,}' if locked else 'None'} of {total:,} resources scored "
        because += f"{'are' if locked > 1 else 'is'} locked in"
    because += f"; of {unknown:,} too little is known." if unknown else "."
    if any(portability.facet_shares.values()):
        facet, share = max(portability.facet_shares.items(), key=lambda item: item[1])
        because += (
            f" Biggest reason: {words.FACETS[facet][0].lower()}{words.FACETS[facet][1:]} ({words.percent(share)})."
        )
    return because


def _leaving(report: Report) -> Answer:
    cost = report.exit_cost
    question = "What would leaving cost?"
    if not report.summary.resources:
        return Answer(
            id="leaving", question=question, figure=words.NOT_KNOWN, unit="", range="",
            because="No resource was read that could be moved.",
        )  # fmt: skip
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
        nothing = "What was read does not tell whose it is." if report.summary.resources else "No resource was read."
        return Answer(id="diversified", question=question, figure=words.NOT_KNOWN, unit="", range="", because=nothing)
    basis, first, loss = words.BASES[base.basis], base.shares[0], worst_loss(report)
    return Answer(
        id="diversified",
        question=question,
        figure=f"{base.effective:.1f}",
        unit=f"effective {'supplier' if len(base.shares) == 1 else 'suppliers'} by {basis}",
        range=words.sentence(f"{words.share_with(base.basis, first.share)} {words.provider(first.name)}"),
        because=f"If {words.provider(loss.lost)} failed, {failure_line(loss)}." if loss else "",
    )
