"""A few thousand profiles are scored one by one; what is not known of one spans an interval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from lockscan.knowledge.model import Classification, Understanding
from lockscan.knowledge.naming import provider_of
from lockscan.model.estate import Codes, Column, Floats
from lockscan.model.profile import Profile
from lockscan.model.scores import EFFORT_CLASSES, FACETS
from lockscan.scoring.interface import Rules
from lockscan.scoring.market import target_known
from lockscan.scoring.understanding import Scorer, UnderstandingScore


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProfileScores:
    """What `Scores` says of nodes, a row a profile."""

    own: Floats
    low: Floats
    high: Floats
    facets: Floats
    effort: Codes
    effort_low: Codes
    effort_high: Codes
    capability: Column
    role: Column
    rule: Column
    level: Column
    weights: tuple[float, ...]
    """Of the facets, in the order of `FACETS`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One profile's scores; the defaults are those of a type no rule knows, but for the floor."""

    own: float
    low: float
    high: float
    facets: tuple[float, ...]
    effort: int = -1
    effort_low: int = 0
    effort_high: int = len(EFFORT_CLASSES) - 1
    capability: str = ""
    role: str = "unknown"
    rule: str = ""
    level: str = "none"


def score_profiles(
    rules: Rules, profiles: Sequence[Profile], *, target: str = "any", targets: Mapping[str, str] | None = None
) -> ProfileScores:
    """Score every profile against the target set, or that of its capability; a type tells whose cloud it is of."""
    mix = targets or {}
    for named in (target, *mix.values()):
        target_known(rules, named)

    @cache
    def scorer(provider: str, wanted: str) -> Scorer:
        return Scorer(rules, provider, wanted)

    def scores(provider: str, understood: Sequence[Understanding]) -> list[UnderstandingScore]:
        return [scorer(provider, mix.get(one.capability, target)).score(one) for one in understood]

    rows = []
    for profile in profiles:
        classification = rules.classify(profile)
        found = scores(provider_of(profile.type), classification.understandings)
        rows.append(_row(rules, classification, found))
    return ProfileScores(
        own=_floats([row.own for row in rows]),
        low=_floats([row.low for row in rows]),
        high=_floats([row.high for row in rows]),
        facets=_floats([row.facets for row in rows]).reshape(len(rows), len(FACETS)),
        effort=_codes([row.effort for row in rows]),
        effort_low=_codes([row.effort_low for row in rows]),
        effort_high=_codes([row.effort_high for row in rows]),
        capability=Column.of([row.capability for row in rows]),
        role=Column.of([row.role for row in rows]),
        rule=Column.of([row.rule for row in rows]),
        level=Column.of([row.level for row in rows]),
        weights=tuple(rules.scoring.weights[facet] for facet in FACETS),
    )


def _row(rules: Rules, classification: Classification, scores: Sequence[UnderstandingScore]) -> _Row:
    """The first understanding is the point, all of them the interval; none at all spans everything."""
    if not scores:
        return _unknown(100 * rules.scoring.floor, classification.level)
    efforts = [EFFORT_CLASSES.index(score.effort_class) for score in scores]
    point = classification.understandings[0]
    return _Row(
        own=scores[0].own,
        low=min(score.own for score in scores),
        high=max(score.own for score in scores),
        facets=scores[0].facets,
        effort=efforts[0],
        effort_low=min(efforts),
        effort_high=max(efforts),
        capability=point.capability,
        role=point.role,
        rule=point.rule,
        level=classification.level,
    )


def _unknown(low: float, level: str) -> _Row:
    middle = (low + 100) / 2
    return _Row(own=middle, low=low, high=100.0, facets=(middle / 100,) * len(FACETS), level=level)


def _floats(values: Sequence[float] | Sequence[tuple[float, ...]]) -> Floats:
    return np.array(values, dtype=np.float64)


def _codes(values: Sequence[int]) -> Codes:
    return np.array(values, dtype=np.int32)
