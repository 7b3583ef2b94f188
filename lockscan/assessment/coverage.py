"""What was asked and not read, and what was read and not understood."""

from collections import Counter

import numpy as np

from lockscan.model.estate import Estate
from lockscan.model.report import Coverage, TypeCount
from lockscan.model.scope import coverage_fraction
from lockscan.model.scores import Scores


def coverage_of(estate: Estate, scores: Scores) -> Coverage:
    states = Counter(scope.state.value for scope in estate.scopes)
    return Coverage(
        fraction=coverage_fraction(estate.scopes),
        scopes=len(estate.scopes),
        by_state=dict(sorted(states.items())),
        gaps=tuple(scope for scope in estate.scopes if scope.state.is_gap),
        unclassified=_types(estate, scores, "none"),
        by_service_default=_types(estate, scores, "service"),
    )


def _types(estate: Estate, scores: Scores, level: str) -> tuple[TypeCount, ...]:
    """Count resources by type among those understood at one level, the most frequent first."""
    if level not in scores.level.values:
        return ()
    resources = slice(0, estate.resources)
    chosen = scores.level.codes[resources] == scores.level.values.index(level)
    counts = np.bincount(estate.profile[resources][chosen], minlength=len(estate.profiles))
    total: Counter[str] = Counter()
    for code in np.flatnonzero(counts):
        total[estate.profiles[int(code)].type] += int(counts[code])
    return tuple(TypeCount(type=name, count=n) for name, n in sorted(total.items(), key=lambda kv: (-kv[1], kv[0])))
