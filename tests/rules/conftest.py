"""The shipped rules, and how portable a thing is by any of its names."""

from collections.abc import Callable
from typing import TypeAlias

import pytest

from lockscan.knowledge.knowledge import Knowledge
from lockscan.knowledge.naming import provider_of
from lockscan.scoring.understanding import understanding_scores

Own: TypeAlias = Callable[[str], float]


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return Knowledge.load()


@pytest.fixture(scope="session")
def own(knowledge: Knowledge) -> Own:
    homes = {one.rule: provider_of(name) for name in knowledge.types() for one in knowledge.understandings(name)}

    def portability(name: str) -> float:
        """Score a rule's id, or a type by its default facts, where it runs."""
        understanding = knowledge.understanding(name) or knowledge.understandings(name)[0]
        return understanding_scores(knowledge, understanding, homes[understanding.rule]).own

    return portability
