"""Taking the next best step is nearly as good as weighing every set, wherever every set can be weighed."""

from collections.abc import Iterator
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lockscan.exitcost.portfolio import Worth, greedy

STEPS = "abcdef"
THINGS = 8

eased = st.fixed_dictionaries({step: st.frozensets(st.integers(0, THINGS - 1), min_size=1) for step in STEPS})
costs = st.fixed_dictionaries({step: st.floats(1, 20) for step in STEPS})


def covering(things: dict[str, frozenset[int]]) -> Worth:
    """Things are worth 1, 2, 3 ...; several steps that ease one thing save it once."""
    return lambda steps: float(sum(thing + 1 for thing in frozenset().union(*(things[step] for step in steps))))


def every_set() -> Iterator[frozenset[str]]:
    return map(frozenset, chain.from_iterable(combinations(STEPS, size) for size in range(1, len(STEPS) + 1)))


@settings(max_examples=60)
@given(eased, costs)
def test_each_step_is_the_best_next_one(things: dict[str, frozenset[int]], costs: dict[str, float]) -> None:
    worth, reached = covering(things), 0.0
    taken: frozenset[str] = frozenset()
    for step, gain in greedy(costs, worth):
        rates = {one: (worth(taken | {one}) - reached) / costs[one] for one in STEPS if one not in taken}
        assert rates[step] == pytest.approx(max(rates.values()))
        taken |= {step}
        reached += gain
        assert reached == pytest.approx(worth(taken))
    assert len(taken) == len(STEPS)


@settings(max_examples=60)
@given(eased, costs)
def test_no_set_for_the_same_money_saves_far_more(things: dict[str, frozenset[int]], costs: dict[str, float]) -> None:
    # taken step by step, 1 - 1/e = 63% of the best is the proven floor at the money spent so far
    worth = covering(things)
    taken: frozenset[str] = frozenset()
    for step, _ in greedy(costs, worth):
        taken |= {step}
        money = sum(costs[one] for one in taken)
        exact = max(worth(each) for each in every_set() if sum(costs[one] for one in each) <= money + 1e-9)
        assert worth(taken) >= (1 - 1 / 2.718281828) * exact - 1e-9
