"""An adapter frees a little where nobody speaks an interface: the less of it is touched, the more."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockscan.knowledge.model import Understanding
from lockscan.model.scores import EFFORT_CLASSES
from lockscan.scoring import understanding_scores

Thing = Callable[..., Understanding]
SURFACE = {"small": 0.25, "medium": 0.08, "large": 0.02}

fidelities = st.lists(st.floats(0.01, 1), max_size=3)


def surfaced(market: Any, surface: str) -> Any:
    interfaces = {key: replace(one, surface=surface) for key, one in market.interfaces.items()}
    return replace(market, interfaces=interfaces, scoring=replace(market.scoring, surface=SURFACE))


def offered(market: Any, given_: list[float]) -> Any:
    for supplier, fidelity in zip(("google", "civo", "ovh"), given_, strict=False):
        market = market.offer(supplier, fidelity)
    return market


@pytest.mark.parametrize(("surface", "facet"), SURFACE.items())
def test_what_nobody_speaks_is_held_as_tight_as_its_surface_says(
    market: Any, thing: Thing, surface: str, facet: float
) -> None:
    assert understanding_scores(surfaced(market, surface), thing(), "aws").facets[0] == pytest.approx(facet)


def test_a_better_speaker_than_an_adapter_decides_alone(market: Any, thing: Thing) -> None:
    rules = surfaced(market, "small").offer("google", 0.6)
    assert understanding_scores(rules, thing(), "aws").facets[0] == pytest.approx(0.6)


def test_an_adapter_makes_any_substitute_a_near_one_and_none_a_same_one(market: Any, thing: Thing) -> None:
    assert understanding_scores(surfaced(market, "small"), thing(), "aws").effort_class == "replatform"
    assert understanding_scores(surfaced(market, "medium"), thing(), "aws").effort_class == "refactor"


def test_an_adapter_is_no_offering(market: Any, thing: Thing) -> None:
    score = understanding_scores(surfaced(market, "small"), thing(), "aws")
    assert (score.best_fidelity, score.alternatives) == (0, ())


@given(given_=fidelities)
def test_the_less_is_touched_the_freer_and_the_easier(market: Any, thing: Thing, given_: list[float]) -> None:
    small, medium, large = (
        understanding_scores(offered(surfaced(market, surface), given_), thing(), "aws") for surface in SURFACE
    )
    assert small.own >= medium.own >= large.own
    ranks = [EFFORT_CLASSES.index(score.effort_class) for score in (small, medium, large)]
    assert ranks == sorted(ranks)


@given(surface=st.sampled_from(sorted(SURFACE)), given_=fidelities, more=st.floats(0.01, 1))
def test_one_more_implementation_never_lowers_what_an_adapter_gives(
    market: Any, thing: Thing, surface: str, given_: list[float], more: float
) -> None:
    fewer = offered(surfaced(market, surface), given_)
    before, after = (understanding_scores(rules, thing(), "aws") for rules in (fewer, fewer.offer("self-hosted", more)))
    assert after.own >= before.own
    assert EFFORT_CLASSES.index(after.effort_class) <= EFFORT_CLASSES.index(before.effort_class)
