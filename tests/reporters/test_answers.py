"""The sentences every format shares are right for one, for none and for what nobody knows."""

from dataclasses import replace

import pytest

from lockscan.model.report import Loss, Quantiles, Report, TypeCount
from lockscan.reporters import REPORTERS
from lockscan.reporters._answers import answers, coverage_line
from lockscan.reporters._leaving import asked_line, loss_amount
from tests.reporters.sample import empty_report, sample_report

FULL = sample_report()


def of_bands(low: float = 40, high: float = 60, **bands: int) -> Report:
    return replace(FULL, portability=replace(FULL.portability, low=low, high=high, bands=bands))


def without_applications() -> Report:
    losses = tuple(
        replace(loss, applications_standing=None, applications_lost=(), resources_standing=0.25)
        for loss in FULL.diversification.survival
    )
    return replace(FULL, diversification=replace(FULL.diversification, survival=losses))


@pytest.mark.parametrize(
    ("bands", "told"),
    [
        ({"free": 1}, "The one resource scored is not locked in."),
        ({"locked": 1}, "The one resource scored is locked in."),
        ({"locked": 1, "free": 4}, "1 of 5 resources scored is locked in."),
        ({"locked": 2, "free": 3}, "2 of 5 resources scored are locked in."),
        ({"free": 3, "unknown": 2}, "None of 5 resources scored is locked in; of 2 too little is known."),
    ],
)
def test_what_is_locked_in_is_counted_in_good_english(bands: dict[str, int], told: str) -> None:
    assert answers(of_bands(**bands))[0].because.startswith(told)


def test_of_kinds_nobody_knows_no_score_is_claimed() -> None:
    locked, *_ = answers(of_bands(low=2, high=100, unknown=32))
    assert (locked.figure, locked.unit) == ("not known", "")
    assert "2 to 100" in locked.range
    assert "Biggest reason" not in locked.because


def test_a_score_that_nothing_unknown_moves_is_not_given_twice() -> None:
    assert "not known" not in answers(of_bands(low=50, high=50, held=1))[0].range


@pytest.mark.parametrize("form", ["terminal", "html", "markdown"])
def test_where_no_application_is_named_none_is_said_to_stand(form: str) -> None:
    told = REPORTERS[form].render(without_applications()).decode()
    assert "75% of resources would stop" in told
    assert "of applications would" not in told


def test_what_is_not_known_says_why() -> None:
    unowned = replace(FULL, diversification=replace(FULL.diversification, bases=()))
    assert answers(unowned)[2].because == "What was read does not tell whose it is."
    assert "£1.3m), suppliers not known" in REPORTERS["markdown"].render(unowned).decode()
    nothing = answers(empty_report())
    assert all(answer.because for answer in nothing)
    page = REPORTERS["html"].render(empty_report()).decode()
    assert all(answer.because in page for answer in nothing)


@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_what_belongs_to_no_application_is_said_in_words(form: str) -> None:
    told = REPORTERS[form].render(FULL).decode()
    assert "Not assigned" in told
    assert "unassigned" not in told


def test_questions_that_were_all_answered_need_no_second_clause() -> None:
    coverage = replace(FULL.coverage, fraction=1.0, scopes=1, gaps=())
    assert coverage_line(replace(FULL, coverage=coverage)) == "All that was asked for was read."


def test_types_no_rule_knows_are_named() -> None:
    kinds = tuple(TypeCount(type=f"acme_{number}", count=2) for number in range(5))
    told = REPORTERS["terminal"].render(replace(FULL, coverage=replace(FULL.coverage, unclassified=kinds))).decode()
    assert "No rule knows 10 resources of 5 types" in told
    assert "acme_0, acme_1, acme_2 and 2 more." in " ".join(told.split())


def test_what_is_only_mentioned_has_no_empty_brackets() -> None:
    chain = FULL.portability.weakest_chains[0]
    named = replace(chain, links=(*chain.links[:-1], replace(chain.links[-1], type="")))
    report = replace(FULL, portability=replace(FULL.portability, weakest_chains=(named,)))
    assert "()" not in REPORTERS["terminal"].render(report).decode()


@pytest.mark.parametrize(
    ("p10", "p50", "p90", "told"),
    [(0, 0, 0, "none"), (0, 0, 1, "none (up to 1 application)"), (0, 1, 2, "1 application (up to 2 applications)"),
     (1, 2, 3, "2 applications (1 application to 3 applications)"), (1, 1, 1, "1 application")],
)  # fmt: skip
def test_a_loss_that_may_be_none_says_so(p10: float, p50: float, p90: float, told: str) -> None:
    amount = Quantiles(p10=p10, p50=p50, p80=p90, p90=p90)
    assert loss_amount(Loss(id="a", label="A", unit="applications", amount=amount, formula=""), "GBP") == told


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_no_step_is_advised_that_costs_more_than_it_takes_off(form: str) -> None:
    good, dear, doubled = FULL.hedges[:3]
    dear = replace(dear, action="Gild the lake", costs=dear.saves, saves=dear.costs)
    doubled = replace(doubled, action="Say it twice", adds=doubled.costs.p50 / 2)
    told = REPORTERS[form].render(replace(FULL, hedges=(good, dear, doubled))).decode()
    assert "open engine" in told
    assert "Gild the lake" not in told
    assert "Say it twice" not in told


@pytest.mark.parametrize("form", ["terminal", "html", "markdown"])
def test_what_saves_most_once_it_is_paid_for_comes_first_and_says_its_return(form: str) -> None:
    small, large = FULL.hedges[1], replace(FULL.hedges[0], action="Move the mountain")
    told = " ".join(REPORTERS[form].render(replace(FULL, hedges=(small, large))).decode().split())
    assert "off a later exit: £28k net, 2.8 times its cost." in told
    assert "Move the mountain" in told.partition("Keep the lake")[0]


@pytest.mark.parametrize("form", ["terminal", "html", "markdown"])
def test_what_is_as_good_as_free_is_not_what_holds_us(form: str) -> None:
    chain = FULL.portability.weakest_chains[0]
    names = ("rumpelstiltskin", "rapunzel")
    chains = tuple(
        replace(chain, inherited=share, links=(replace(chain.links[0], name=name), *chain.links[1:]))
        for name, share in zip(names, (0.7, 0.02), strict=True)
    )
    told = REPORTERS[form].render(replace(FULL, portability=replace(FULL.portability, weakest_chains=chains))).decode()
    assert names[0] in told
    assert names[1] not in told


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_where_no_application_is_named_the_table_of_losses_counts_resources(form: str) -> None:
    told = REPORTERS[form].render(without_applications()).decode()
    assert "Resources standing" in told
    assert "Applications standing" not in told


def test_a_target_has_its_usual_name_and_what_is_there_already_is_said() -> None:
    home = replace(FULL, scenario=replace(FULL.scenario, target="aws"))
    there = FULL.summary.by_provider["aws"]
    assert f"to AWS, with a team of {FULL.exit_cost.planned.team:g}. {there:,} resources are there" in asked_line(home)
    assert "there already" not in asked_line(replace(FULL, scenario=replace(FULL.scenario, target="any")))
