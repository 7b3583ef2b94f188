"""What steps save together is what the same work, with the same luck, takes less at easier classes."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lockscan.exitcost.easing import Easing
from lockscan.exitcost.estimation import figures_of
from lockscan.exitcost.items import items_of
from lockscan.exitcost.work import Work
from lockscan.model.scores import EFFORT_CLASSES

DROP_IN, REHOST, UNCHANGED = EFFORT_CLASSES.index("drop-in"), EFFORT_CLASSES.index("rehost"), len(EFFORT_CLASSES)
CEILINGS = {"rebuild": REHOST, "wrap": DROP_IN}


@pytest.fixture
def work(world: Any, thing: Any, rules: Any, scenario: Any) -> Work:
    efforts = ["replatform", "refactor", ("rehost", "rewrite"), "rewrite"]
    things = world([thing(capability=f"c{n}", effort=effort) for n, effort in enumerate(efforts) for _ in range(2)])
    figures = figures_of(rules, replace(scenario, draws=500))
    items = items_of(things.estate, things.scores, things.application, rules, figures)
    return Work.of(items, np.zeros(len(things.application.values)), figures)


def masks(work: Work, **groups: set[int]) -> Any:
    return {step: np.isin(work.items.group, list(eased)) for step, eased in groups.items()}


@pytest.mark.parametrize("steps", [("rebuild",), ("wrap",), ("rebuild", "wrap")])
def test_a_set_of_steps_saves_what_the_eased_work_takes_less(work: Work, steps: tuple[str, ...]) -> None:
    applies = masks(work, rebuild={0, 1, 2}, wrap={1, 2, 3})
    ceiling = np.full(len(work.items.names), UNCHANGED)
    for step in steps:
        ceiling[np.unique(work.items.group[applies[step]])] = np.minimum(
            ceiling[np.unique(work.items.group[applies[step]])], CEILINGS[step]
        )
    easiest, hardest = (np.minimum(each, ceiling) for each in (work.items.easiest, work.items.hardest))
    eased = replace(work, items=replace(work.items, easiest=easiest, hardest=hardest))
    expected = work.application(0) - eased.application(0)
    assert expected.min() > 0
    assert Easing.of(work, applies, CEILINGS).days(steps) == pytest.approx(expected, rel=1e-4)


def test_half_a_group_saves_half(work: Work) -> None:
    whole = masks(work, wrap={3})
    half = {"wrap": whole["wrap"] & (np.cumsum(whole["wrap"]) == 1)}
    every, some = (Easing.of(work, applies, CEILINGS).days(["wrap"]) for applies in (whole, half))
    assert some == pytest.approx(every / 2, rel=1e-6)


def test_no_step_saves_nothing(work: Work) -> None:
    applies = masks(work, rebuild=set(), wrap={1})
    easing = Easing.of(work, applies, CEILINGS)
    assert not easing.days([]).any()
    assert not easing.days(["rebuild"]).any()
