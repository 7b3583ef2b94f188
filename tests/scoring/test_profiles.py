"""What is not known of a profile spans an interval, never a zero and never a hundred."""

from collections.abc import Callable
from typing import Any

import pytest

from lockscan.knowledge.model import Understanding
from lockscan.model.profile import Profile
from lockscan.model.resource import TypeName
from lockscan.model.scores import EFFORT_CLASSES
from lockscan.scoring import score_profiles

Thing = Callable[..., Understanding]


def test_a_type_no_rule_knows_spans_everything(market: Any) -> None:
    scores = score_profiles(market, [Profile(TypeName("AWS::New::Thing"))])
    assert (scores.own[0], scores.low[0], scores.high[0]) == (51, 2, 100)
    assert (scores.effort[0], scores.effort_low[0], scores.effort_high[0]) == (-1, 0, len(EFFORT_CLASSES) - 1)
    assert (scores.level[0], scores.role[0], scores.capability[0], scores.rule[0]) == ("none", "unknown", "", "")


def test_an_unknown_fact_spans_what_it_would_decide_between(market: Any, thing: Thing) -> None:
    point, worse = thing(rule="point"), thing(rule="worse", interfaces={"own": 1.0}, data="own")
    rules = market.offer("google", 1.0).speaks("AWS::SQS::Queue", point, worse)
    scores = score_profiles(rules, [Profile(TypeName("AWS::SQS::Queue"))])
    assert scores.own[0] == scores.high[0] == 100
    assert scores.low[0] == pytest.approx(100 * 0.02**0.4 * 0.3**0.2)
    assert EFFORT_CLASSES[scores.effort[0]] == EFFORT_CLASSES[scores.effort_low[0]] == "rehost"
    assert EFFORT_CLASSES[scores.effort_high[0]] == "refactor"
    assert scores.rule[0] == "point"


def test_the_type_tells_whose_cloud_it_is_of(market: Any, thing: Thing) -> None:
    rules = market.offer("google", 1.0)
    types = ["AWS::SQS::Queue", "Microsoft.ServiceBus/namespaces", "pubsub.googleapis.com/Topic"]
    for name in types:
        rules = rules.speaks(name, thing())
    scores = score_profiles(rules, [Profile(TypeName(name)) for name in types])
    assert scores.own.tolist() == pytest.approx([100, 100, 100 * 0.02**0.4])


def test_no_profiles_give_no_scores(market: Any) -> None:
    assert score_profiles(market, []).facets.shape == (0, 5)
