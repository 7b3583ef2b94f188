"""Which steps to take together: each next one for what it adds to those before it, per pound."""

from collections.abc import Callable, Iterator, Mapping

Worth = Callable[[frozenset[str]], float]
"""What a set of steps saves together; a further step never adds more to a larger set."""


def greedy(costs: Mapping[str, float], worth: Worth, most: int | None = None) -> Iterator[tuple[str, float]]:
    """Give the steps in order with what each adds.

    A step's gain only shrinks as others are taken: what a smaller set says bounds it, and few are asked anew.
    """
    taken: frozenset[str] = frozenset()
    reached = 0.0
    bounds = {name: worth(frozenset({name})) for name in costs}
    fresh = set(costs)
    while bounds and (most is None or len(taken) < most):
        name = max(sorted(bounds), key=lambda one: bounds[one] / max(costs[one], 1e-9))
        if name not in fresh:
            bounds[name] = worth(taken | {name}) - reached
            fresh.add(name)
            continue
        gain = bounds.pop(name)
        taken |= {name}
        reached += gain
        fresh = set()
        yield name, gain
