"""How far two judgements of the same things agree: kappa of names and of classes, rank correlation of scores."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy.stats import spearmanr


def quadratic_kappa(one: Sequence[int], other: Sequence[int], classes: int) -> float:
    """Give 1 for agreement, 0 for chance; being two classes apart weighs four times one."""
    seen = np.zeros((classes, classes))
    np.add.at(seen, (np.asarray(one), np.asarray(other)), 1)
    chance = np.outer(seen.sum(axis=1), seen.sum(axis=0)) / seen.sum()
    apart = np.subtract.outer(np.arange(classes), np.arange(classes)) ** 2
    expected = float((apart * chance).sum())
    return 1 - float((apart * seen).sum()) / expected if expected else 1.0


def name_kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Give Cohen's kappa of names without an order: 1 for agreement, 0 for chance."""
    one, other = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(count * other[name] for name, count in one.items()) / len(pairs) ** 2
    same = sum(a == b for a, b in pairs) / len(pairs)
    return (same - chance) / (1 - chance) if chance < 1 else 1.0


def rank_correlation(one: Sequence[float], other: Sequence[float]) -> float:
    return float(spearmanr(one, other).statistic)
