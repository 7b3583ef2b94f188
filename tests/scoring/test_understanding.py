"""Portability follows from who else speaks the same, and never contradicts itself."""

from collections.abc import Callable
from math import prod
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockscan.errors import UsageError
from lockscan.knowledge.model import Understanding
from lockscan.model.scores import EFFORT_CLASSES
from lockscan.scoring import understanding_scores

Thing = Callable[..., Understanding]
WEIGHTS = (0.4, 0.2, 0.15, 0.15, 0.1)

suppliers = st.sampled_from(["azure", "github", "google", "civo", "ovh", "self-hosted", "distribution"])
offers = st.lists(st.tuples(suppliers, st.floats(0.01, 1)), max_size=6)


def offering(market: Any, offered: list[tuple[str, float]]) -> Any:
    for supplier, fidelity in offered:
        market = market.offer(supplier, fidelity)
    return market


def test_the_interface_facet_is_the_chance_that_somebody_independent_speaks_it(market: Any, thing: Thing) -> None:
    rules = market.offer("google", 0.5).offer("civo", 0.6)
    score = understanding_scores(rules, thing(), "aws")
    assert score.facets == pytest.approx((0.8, 1, 1, 1, 1))
    assert score.own == pytest.approx(100 * 0.8**0.4)
    assert score.best_fidelity == 0.6
    assert score.effort_class == "replatform"


def test_brands_of_one_parent_and_all_that_is_self_hosted_count_once(market: Any, thing: Thing) -> None:
    rules = market.offer("azure", 0.5).offer("github", 0.4).offer("self-hosted", 0.5).offer("distribution", 0.5)
    assert understanding_scores(rules, thing(), "aws").facets[0] == pytest.approx(0.75)


def test_ones_own_provider_and_its_sisters_are_no_alternative(market: Any, thing: Thing) -> None:
    rules = market.offer("azure", 1.0).offer("github", 1.0)
    assert understanding_scores(rules, thing(), "azure").facets[0] == 0.02
    assert understanding_scores(rules, thing(), "aws").facets[0] == 1


def test_what_speaks_the_interface_but_does_another_thing_is_no_alternative(market: Any, thing: Thing) -> None:
    score = understanding_scores(market.offer("google", 1.0, by="other"), thing(), "aws")
    assert score.facets[0] == 0.02
    assert score.alternatives == ()
    assert score.effort_class == "refactor"


@pytest.mark.parametrize(
    ("target", "interface"),
    [("any", 0.9375), ("google", 0.5), ("uk-eu", 0.875), ("self-hosted", 0.5), ("azure", 0.02)],
)
def test_the_target_set_decides_who_counts(market: Any, thing: Thing, target: str, interface: float) -> None:
    rules = market.offer("google", 0.5).offer("civo", 0.5).offer("ovh", 0.5).offer("self-hosted", 0.5)
    assert understanding_scores(rules, thing(), "aws", target).facets[0] == pytest.approx(interface)


def test_where_the_thing_already_is_nothing_has_to_move(market: Any, thing: Thing) -> None:
    score = understanding_scores(market, thing(data="own", operations=("own",)), "azure", "azure")
    assert (score.own, score.effort_class) == (100, "drop-in")


def test_an_unknown_target_is_refused_with_what_is_near(market: Any, thing: Thing) -> None:
    with pytest.raises(UsageError, match="did you mean google"):
        understanding_scores(market, thing(), "aws", "gooogle")


def test_every_used_interface_counts_by_its_share(market: Any, thing: Thing) -> None:
    rules = market.offer("google", 1.0).offer("civo", 0.5, interface="open")
    score = understanding_scores(rules, thing(interfaces={"queue-api": 0.75, "open": 0.25}), "aws")
    assert score.facets[0] == pytest.approx(0.5**0.25)
    assert score.best_fidelity == pytest.approx(0.75)


def test_facets_other_than_the_interface_follow_openness(market: Any, thing: Thing) -> None:
    rules = market.offer("google", 1.0)
    known = thing(data="ratified", runtime="open", operations=("own", "open"), commercial=("promise", "promise"))
    assert understanding_scores(rules, known, "aws").facets == pytest.approx((1, 1, 0.95, 0.3, 0.25))


def test_no_facet_goes_below_the_floor(market: Any, thing: Thing) -> None:
    score = understanding_scores(market, thing(commercial=("promise",) * 20), "aws")
    assert min(score.facets) == 0.02
    assert score.own >= 2


def test_a_setting_has_no_lock_in_of_its_own(market: Any, thing: Thing) -> None:
    score = understanding_scores(market, thing(role="configuration", interfaces={}, operations=("own",)), "aws")
    assert (score.own, score.effort_class) == (100, "drop-in")


def test_alternatives_name_who_what_and_how_well_the_best_first(market: Any, thing: Thing) -> None:
    found = understanding_scores(market.offer("civo", 0.5).offer("google", 0.9), thing(), "aws").alternatives
    assert [(a.supplier, a.country, a.interface, a.fidelity) for a in found] == [
        ("google", "US", "queue-api", 0.9),
        ("civo", "GB", "queue-api", 0.5),
    ]


@given(offered=offers, supplier=suppliers, fidelity=st.floats(0.01, 1))
def test_one_more_implementation_never_lowers_portability_nor_makes_the_work_harder(
    market: Any, thing: Thing, offered: list[tuple[str, float]], supplier: str, fidelity: float
) -> None:
    fewer = offering(market, offered)
    before = understanding_scores(fewer, thing(), "aws")
    after = understanding_scores(fewer.offer(supplier, fidelity), thing(), "aws")
    assert after.own >= before.own
    assert EFFORT_CLASSES.index(after.effort_class) <= EFFORT_CLASSES.index(before.effort_class)


@given(offered=offers, operations=st.lists(st.sampled_from(["ratified", "open", "own", "queue-api"])))
def test_one_more_proprietary_tie_never_raises_portability(
    market: Any, thing: Thing, offered: list[tuple[str, float]], operations: list[str]
) -> None:
    rules = offering(market, offered)
    before = understanding_scores(rules, thing(operations=tuple(operations)), "aws")
    after = understanding_scores(rules, thing(operations=(*operations, "own")), "aws")
    assert after.own <= before.own


@given(offered=offers, share=st.floats(0.05, 0.95))
def test_use_of_an_interface_that_nobody_else_speaks_never_raises_portability(
    market: Any, thing: Thing, offered: list[tuple[str, float]], share: float
) -> None:
    rules = offering(market, offered)
    before = understanding_scores(rules, thing(), "aws")
    after = understanding_scores(rules, thing(interfaces={"queue-api": 1 - share, "own": share}), "aws")
    assert after.own <= before.own + 1e-9
    assert EFFORT_CLASSES.index(after.effort_class) >= EFFORT_CLASSES.index(before.effort_class)


@given(offered=st.lists(st.tuples(st.sampled_from(["civo", "ovh", "self-hosted"]), st.floats(0.01, 1)), max_size=6))
def test_equal_interfaces_score_equally_whoever_runs_them(
    market: Any, thing: Thing, offered: list[tuple[str, float]]
) -> None:
    rules = offering(market, offered)
    scores = {understanding_scores(rules, thing(), provider).own for provider in ("aws", "azure", "google")}
    assert len(scores) == 1


@given(one=offers, other=offers)
def test_the_effort_class_follows_the_same_fidelity_that_the_score_does(
    market: Any, thing: Thing, one: list[tuple[str, float]], other: list[tuple[str, float]]
) -> None:
    """Where every supplier of one market speaks at least as well, its score is no lower and its work no harder."""
    low, high = dict(one), dict(one)
    for supplier, fidelity in other:
        high[supplier] = max(high.get(supplier, 0), fidelity)
    worse = understanding_scores(offering(market, list(low.items())), thing(), "aws")
    better = understanding_scores(offering(market, list(high.items())), thing(), "aws")
    assert better.own >= worse.own
    assert EFFORT_CLASSES.index(better.effort_class) <= EFFORT_CLASSES.index(worse.effort_class)


@given(
    offered=offers,
    data=st.sampled_from(["", "ratified", "own"]),
    runtime=st.sampled_from(["", "open", "own"]),
    ties=st.lists(st.just("promise"), max_size=8),
)
def test_the_score_is_the_weighted_product_of_its_facets(
    market: Any, thing: Thing, offered: list[tuple[str, float]], data: str, runtime: str, ties: list[str]
) -> None:
    known = thing(data=data, runtime=runtime, commercial=tuple(ties))
    score = understanding_scores(offering(market, offered), known, "aws")
    assert all(0.02 <= facet <= 1 for facet in score.facets)
    expected = prod(facet**weight for facet, weight in zip(score.facets, WEIGHTS, strict=True))
    assert score.own == pytest.approx(100 * expected)
