"""The published figures hold together, and say where they come from."""

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import lockscan.exitcost
from lockscan.exitcost import estimate
from lockscan.exitcost.simulation import ordered_parts
from lockscan.knowledge import Knowledge
from lockscan.model.scenario import Scenario
from lockscan.model.scores import EFFORT_CLASSES


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load()


def test_every_figure_says_where_it_comes_from_or_that_it_is_judgement(knowledge: Knowledge) -> None:
    for parameter in (*knowledge.parameters.values(), *knowledge.effort.values()):
        assert parameter.source.publisher
        assert parameter.source.url or parameter.source.judgement, parameter.id


def test_every_meaning_can_be_read_alone(knowledge: Knowledge) -> None:
    meanings = [each.meaning for each in knowledge.parameters.values()]
    assert len(set(meanings)) == len(meanings)
    leaning = ("the same", "that ", "those ", "as above", "likewise", "also ", "it ")
    assert [meaning for meaning in meanings if meaning.casefold().startswith(leaning)] == []


def test_every_band_is_ordered_and_above_zero(knowledge: Knowledge) -> None:
    for parameter in (*knowledge.parameters.values(), *knowledge.effort.values()):
        assert 0 < parameter.band.p10 <= parameter.band.p50 <= parameter.band.p90, parameter.id


def test_harder_classes_take_more_at_every_quantile(knowledge: Knowledge) -> None:
    bands = [knowledge.effort[name].band for name in EFFORT_CLASSES]
    for easier, harder in pairwise(bands):
        assert (easier.p10, easier.p50, easier.p90) < (harder.p10, harder.p50, harder.p90)
        assert easier.p90 < harder.p90


def test_no_published_figure_is_idle(knowledge: Knowledge) -> None:
    code = "".join(path.read_text() for path in Path(lockscan.exitcost.__path__[0]).rglob("*.py"))
    families = {"work-share-": "work-share-{", "rate-": "rate-{", "stressed-": "{prefix}"}
    for name in knowledge.parameters:
        written = [name, *(code_form for prefix, code_form in families.items() if name.startswith(prefix))]
        assert any(form in code for form in written), name


def test_tariffs_end_with_a_tier_without_limit_and_get_no_dearer(knowledge: Knowledge) -> None:
    for tariff in knowledge.tariffs.values():
        limits = [tier.up_to_gb for tier in tariff.tiers]
        paid = [tier.price for tier in tariff.tiers if tier.price]
        assert limits[-1] is None
        assert [limit for limit in limits[:-1] if limit is not None] == sorted(set(filter(None, limits)))
        assert paid == sorted(paid, reverse=True)


def test_the_model_runs_on_the_published_rules(world: Any, thing: Any, knowledge: Knowledge) -> None:
    estate = world([thing(capability="object-storage", role="data", size_gb=500), thing(application="b")])
    cost, _ = estimate(**estate.parts(), knowledge=knowledge, scenario=Scenario(as_of=date(2026, 11, 22), draws=200))
    assert cost.planned.total.p10 < cost.planned.total.p50 < cost.planned.total.p90
    assert cost.stressed.total.p50 > cost.planned.total.p50


def test_every_part_says_its_label_and_formula() -> None:
    parts = ordered_parts()
    assert len({part.order for part in parts.values()}) == len(parts)
    assert all(part.label and part.formula for part in parts.values())
